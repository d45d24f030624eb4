"""A badge is verified by a library that had no part in making it, and by the specification's rules.

Source: 1EdTech, Open Badges 3.0 (final), 8.2.2-8.2.5 (header, claims, verification) and B.1 (data
models). Its licence forbids passing the official JSON schema on, so the required members are here.
"""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jwcrypto import jwk, jws
from jwcrypto.common import JWException

from learnapp.config import BadSettings
from learnapp.core.badges import Achieved, Award, Issuer, achievement, claims, credential, profile
from learnapp.papers.badges import Signer, open_signer

ISSUER = Issuer("https://hoc.example", "Bình dân học vụ số", "Lớp học của phường.")
ACHIEVED = Achieved("mot-cong", "vi", "Một cổng", "Nộp hồ sơ ở một cổng.", "Học xong mọi bài.")
AWARD = Award(
    certificate_id=UUID("01936f00-0000-7000-8000-000000000001"),
    name=None,
    issued_at=datetime(2026, 11, 24, 2, 3, 4, 567, tzinfo=UTC),
    completed=date(2026, 11, 22),
    last_shown=date(2026, 11, 22),
    narrative="đã tự học xong khoá: Một cổng",
    check_address="https://hoc.example/xac-nhan/2345",
    check_words="Kiểm tra giấy",
)
REQUIRED = {
    "credential": {"@context", "id", "type", "issuer", "validFrom", "credentialSubject"},
    "subject": {"type", "achievement"},
    "achievement": {"id", "type", "criteria", "description", "name"},
    "issuer": {"id", "type"},
    "identifier": {"type", "hashed", "identityHash", "identityType"},
    "evidence": {"type"},
}
"""Members of cardinality 1 or 1..*, in B.1 of the specification."""

URI = re.compile(r"(https?://|urn:uuid:)\S+")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json")
KEY_ADDRESS = "https://hoc.example/huy-hieu/khoa/1"


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return open_signer(tmp_path_factory.mktemp("key") / "badge-key.pem")


def badge(signer: Signer, award: Award = AWARD) -> str:
    document = credential(ISSUER, ACHIEVED, award)
    return signer.sign(claims(document, award), KEY_ADDRESS)


def verified(signed: str, public_key: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Verify as section 8.2.5 asks; return header and payload. Raises ``JWException``."""
    token = jws.JWS()
    token.deserialize(signed, jwk.JWK(**public_key))
    return token.jose_header, json.loads(token.payload)


class TestSignature:
    def test_another_library_verifies_it_by_the_public_key_alone(self, signer: Signer) -> None:
        header, payload = verified(badge(signer), signer.public_key)

        assert header == {"alg": "RS256", "kid": KEY_ADDRESS, "typ": "JWT"}
        assert payload["credentialSubject"]["achievement"]["name"] == "Một cổng"

    @pytest.mark.parametrize("part", [0, 1, 2])
    def test_a_badge_changed_anywhere_is_refused(self, signer: Signer, part: int) -> None:
        parts = badge(signer).split(".")
        middle = len(parts[part]) // 2
        other = "A" if parts[part][middle] != "A" else "B"
        parts[part] = parts[part][:middle] + other + parts[part][middle + 1 :]

        with pytest.raises((JWException, ValueError)):
            verified(".".join(parts), signer.public_key)

    def test_another_installations_key_refuses_it(self, signer: Signer, tmp_path: Path) -> None:
        other = open_signer(tmp_path / "key.pem")

        assert other.key_id != signer.key_id
        with pytest.raises(JWException):
            verified(badge(signer), other.public_key)

    def test_the_public_key_tells_nothing_of_the_private_one(self, signer: Signer) -> None:
        assert set(signer.public_key) == {"alg", "e", "kid", "kty", "n", "use"}


class TestClaims:
    def test_they_say_what_the_credential_says(self, signer: Signer) -> None:
        _, payload = verified(badge(signer), signer.public_key)

        assert payload["iss"] == payload["issuer"]["id"]
        assert payload["jti"] == payload["id"]
        assert payload["sub"] == payload["credentialSubject"]["id"]
        moment = datetime.strptime(payload["validFrom"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        assert payload["nbf"] == moment.timestamp()
        assert "exp" not in payload

    def test_a_check_passed_later_makes_a_newer_edition_of_the_same_badge(
        self, signer: Signer
    ) -> None:
        newer = replace(AWARD, last_shown=date(2026, 12, 24))
        first = verified(badge(signer), signer.public_key)[1]
        second = verified(badge(signer, newer), signer.public_key)[1]

        assert first["id"] == second["id"]
        assert first["nbf"] < second["nbf"]


class TestModel:
    def test_every_required_member_is_there_with_its_kind(self) -> None:
        found = credential(ISSUER, ACHIEVED, replace(AWARD, name="Nguyễn Thị Mẫu"))
        subject = found["credentialSubject"]

        assert found.keys() >= REQUIRED["credential"]
        assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
        assert CONTEXT.fullmatch(found["@context"][1])
        assert set(found["type"]) == {"VerifiableCredential", "OpenBadgeCredential"}
        assert DATE_TIME.fullmatch(found["validFrom"])
        assert DATE_TIME.fullmatch(found["awardedDate"])
        assert subject.keys() >= REQUIRED["subject"]
        assert subject["type"] == ["AchievementSubject"]
        assert subject["achievement"].keys() >= REQUIRED["achievement"]
        assert subject["achievement"]["type"] == ["Achievement"]
        assert found["issuer"].keys() >= REQUIRED["issuer"]
        assert found["issuer"]["type"] == ["Profile"]
        assert subject["identifier"][0].keys() >= REQUIRED["identifier"]
        assert found["evidence"][0].keys() >= REQUIRED["evidence"]
        for id_ in (
            found["id"],
            subject["id"],
            subject["achievement"]["id"],
            found["issuer"]["id"],
        ):
            assert URI.fullmatch(id_)

    def test_it_names_nobody_who_did_not_agree(self) -> None:
        hidden = json.dumps(credential(ISSUER, ACHIEVED, AWARD), ensure_ascii=False)
        shown = json.dumps(credential(ISSUER, ACHIEVED, replace(AWARD, name="Nguyễn Thị Mẫu")))

        assert "identifier" not in hidden
        assert json.loads(shown)["credentialSubject"]["identifier"][0]["hashed"] is False

    def test_its_ids_lead_to_nobody(self) -> None:
        found = json.dumps(credential(ISSUER, ACHIEVED, AWARD))

        assert str(AWARD.certificate_id) not in found

    def test_profile_and_achievement_answer_under_the_ids_that_the_badge_names(self) -> None:
        found = credential(ISSUER, ACHIEVED, AWARD)
        alone = achievement(ISSUER, ACHIEVED)

        assert profile(ISSUER)["id"] == found["issuer"]["id"]
        assert alone["id"] == found["credentialSubject"]["achievement"]["id"]
        assert alone.pop("@context")
        assert alone == found["credentialSubject"]["achievement"]


class TestKey:
    def test_it_is_made_once_and_only_its_owner_reads_it(self, tmp_path: Path) -> None:
        path = tmp_path / "badge-key.pem"
        first = open_signer(path)

        assert open_signer(path).key_id == first.key_id
        assert path.stat().st_mode & 0o777 == 0o600
        assert [one.name for one in tmp_path.iterdir()] == ["badge-key.pem"]

    def test_a_file_that_is_no_key_is_said_before_anything_starts(self, tmp_path: Path) -> None:
        path = tmp_path / "badge-key.pem"
        path.write_text("khoá")

        with pytest.raises(BadSettings, match="huy hiệu"):
            open_signer(path)
