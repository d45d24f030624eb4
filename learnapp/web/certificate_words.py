"""What a certificate says, in words: on paper, on its owner's page, to whoever checks it."""

from collections.abc import Mapping
from datetime import date

from babel import dates
from flask import has_request_context, request

from learnapp.core.certificates import Level, Standing, Status
from learnapp.core.codes import show_certificate_code
from learnapp.core.days import vietnam_day
from learnapp.core.places import Ward
from learnapp.extensions import db
from learnapp.papers.certificate import HOUSE, CertificatePaper
from learnapp.queries import certificates as queries
from learnapp.queries.certificates import Issued
from learnapp.web.context import catalogue, gazetteer, settings
from learnapp.web.i18n import _, current_language, format_day, lazy, locale, n_
from learnapp.web.language import PREFIXES
from learnapp.web.qr import qr_address

LEVELS: Mapping[Level, str] = {
    Level.SELF: lazy("Tự học"),
    Level.WITNESSED: lazy("Có người chứng kiến"),
}
DID: Mapping[Level, str] = {
    Level.SELF: lazy("đã tự học xong khoá:"),
    Level.WITNESSED: lazy("đã học xong và tự làm được trước người chứng kiến, khoá:"),
}
STATUSES: Mapping[Status, str] = {
    Status.VALID: lazy("Giấy này còn giá trị"),
    Status.DUE: lazy("Giấy này còn giá trị, đến lúc làm lại"),
    Status.WITHDRAWN: lazy("Giấy này đã bị thu hồi"),
}

SLIPS: Mapping[str, str] = {
    "signs": lazy("Số này có chữ không thấy trên giấy nào. Hãy so lại từng chữ."),
    "length": lazy("Số trên giấy có 16 chữ và số, chia bốn nhóm. Hãy gõ đủ."),
    "check": lazy("Số gõ nhầm một chỗ. Hãy so lại từng chữ trên giấy."),
}
"""What to do about a code that no certificate can have."""

Rows = tuple[tuple[str, str], ...]


def facts(stands: Standing) -> Rows:
    """Return what is shown of somebody's learning: how, when, and when again."""
    rows = [(_("Mức"), str(LEVELS[stands.level])), (_("Học xong"), format_day(stands.completed))]
    if stands.witnessed and stands.witnessed != stands.completed:
        rows.append((_("Làm trước người chứng kiến"), format_day(stands.witnessed)))
    if stands.again:
        days = [
            n_(
                "%(day)s (sau %(n)s ngày)",
                "%(day)s (sau %(n)s ngày)",
                one.stage,
                day=format_day(one.day),
            )
            for one in stands.again
        ]
        rows.append((_("Làm lại được"), ", ".join(days)))
    return tuple(rows)


def ward_of(stands: Standing) -> Ward | None:
    """Return the ward in which the person lived when the course was completed."""
    return gazetteer().ward(stands.ward_id) if stands.ward_id is not None else None


def ward_title(stands: Standing) -> str:
    """Name the ward as the reader's language does; ``""``: none was ever said."""
    ward = ward_of(stands)
    if ward is None:
        return ""
    return ward.title_en if current_language() == "en" else ward.title


def course_title(slug: str) -> str:
    """Return what the course is called in the reader's language."""
    return queries.course_title(db.session(), catalogue(), slug, current_language())


def site_address() -> str:
    """Return where the site is found: a site on https has one address, which papers keep."""
    if settings().https or not has_request_context():
        return settings().site_address
    return request.host_url.rstrip("/")


def check_address(code: str) -> str:
    """Return the whole address at which a certificate is checked, the same in every language."""
    return f"{site_address()}/xac-nhan/{code}"


def paper(issued: Issued, stands: Standing, *, signer: str = "") -> CertificatePaper:
    """Return all the words of a certificate on paper, in the reader's language."""
    ward = ward_of(stands)
    title = ward_title(stands)
    place = title[:1].lower() + title[1:] if current_language() == "vi" else title
    day = long_day(vietnam_day(issued.issued_at))
    site = site_address().split("://", 1)[-1]
    return CertificatePaper(
        lang=current_language(),
        title=_("Giấy ghi nhận học tập"),
        author=HOUSE,
        house=f"{HOUSE} · {place}" if place else HOUSE,
        heading=_("Giấy ghi nhận học tập"),
        to=_("Ghi nhận ông/bà"),
        name=issued.owner.full_name,
        did=str(DID[stands.level]),
        course=course_title(issued.course),
        facts=facts(stands),
        check=_("Quét mã để kiểm tra giấy này, hoặc gõ số ở"),
        address=f"{site}{PREFIXES.get(current_language(), '')}/xac-nhan",
        code=show_certificate_code(issued.code),
        note=_("Giấy ghi nhận việc học, không thay văn bằng, chứng chỉ."),
        given=(f"{ward.name},", day) if ward else (day,),
        link=qr_address(check_address(issued.code)),
        mark=_("Ngọn đèn trên trang sách"),
        picture=_("Ngọn đèn soi trang sách, cá chép vượt khỏi sóng giữa hai bông sen"),
        qr_alt=_("Mã QR dẫn tới trang kiểm tra giấy"),
        signer=signer,
    )


def long_day(day: date) -> str:
    """Write a day as papers do: "ngày 23 tháng 11 năm 2026", "23 November 2026"."""
    # A pattern of CLDR; English translates it into one of its own, "d MMMM y".
    return dates.format_date(day, _("'ngày' dd 'tháng' MM 'năm' y"), locale=locale())
