"""Who needs a representative; and that a text once agreed to never changes."""

from datetime import date
from hashlib import sha256

import pytest

from learnapp.core.consents import CURRENT, Purpose, may_be_child
from learnapp.web.account.consent_words import TEXTS

KEPT = {
    (Purpose.ACCOUNT, "2026-11-23"): "665b4e1978140a2d",
    (Purpose.REPRESENTATIVE, "2026-11-23"): "4758e0950a9ab1a7",
    (Purpose.CERTIFICATE_NAME, "2026-11-23"): "1118d375330b5928",
}
"""To change a text add a version; never change a line here."""


@pytest.mark.parametrize(
    ("birth_year", "child"), [(2026, True), (2011, True), (2010, True), (2009, False)]
)
def test_whoever_may_still_be_under_sixteen_counts_as_a_child(
    birth_year: int, *, child: bool
) -> None:
    assert may_be_child(birth_year, date(2026, 11, 23)) is child


def test_every_text_that_was_ever_agreed_to_is_kept_word_for_word() -> None:
    said = {
        key: sha256("\n".join(map(str, text)).encode()).hexdigest()[:16]
        for key, text in TEXTS.items()
    }

    assert said == KEPT


@pytest.mark.parametrize("purpose", Purpose)
def test_todays_text_is_there(purpose: Purpose) -> None:
    assert (purpose, CURRENT[purpose]) in TEXTS
