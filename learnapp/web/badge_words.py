"""What a badge says, in words, and the addresses that it names."""

from learnapp.core.badges import Achieved, Award, Issuer, claims, credential
from learnapp.core.certificates import Standing
from learnapp.core.lessons import Course
from learnapp.papers.badges import Signer
from learnapp.papers.certificate import HOUSE
from learnapp.queries.certificates import Issued
from learnapp.web import certificate_words as words
from learnapp.web.context import catalogue
from learnapp.web.i18n import _, current_language


def issuer() -> Issuer:
    """Return who gives the badges: this installation."""
    return Issuer(
        site=words.site_address(),
        name=HOUSE,
        description=_("Lớp học dùng dịch vụ công trực tuyến của phường, xã."),
    )


def achieved(slug: str) -> Achieved:
    """Return what completing the course achieves, in the reader's language."""
    course: Course | None = catalogue().course(slug, current_language())
    title = course.title if course else words.course_title(slug)
    return Achieved(
        course=slug,
        lang=current_language(),
        name=title,
        description=course.summary if course and course.summary else title,
        criteria=_("Học xong mọi bài của khoá và qua bài kiểm tra cuối khoá, nếu khoá có."),
    )


def key_address(signer: Signer) -> str:
    """Return where the public key is found; the same in every language."""
    return f"{words.site_address()}/huy-hieu/khoa/{signer.key_id}"


def signed_badge(signer: Signer, issued: Issued, stands: Standing) -> str:
    """Return the certificate as a signed badge, with the name only where its owner shows it."""
    said = [words.DID[stands.level] + " " + words.course_title(issued.course)]
    said += [f"{what}: {how}" for what, how in words.facts(stands)]
    said.append(_("Giấy ghi nhận việc học, không thay văn bằng, chứng chỉ."))
    award = Award(
        certificate_id=issued.id,
        name=issued.shown_name,
        issued_at=issued.issued_at,
        completed=stands.completed,
        last_shown=stands.last_shown,
        narrative="\n\n".join(said),
        check_address=words.check_address(issued.code),
        check_words=_("Kiểm tra giấy ghi nhận"),
    )
    document = credential(issuer(), achieved(issued.course), award)
    return signer.sign(claims(document, award), key_address(signer))
