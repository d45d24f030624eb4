"""A certificate as a file: every name fits, no letter is missing, nothing is a script."""

import re
import unicodedata
import zlib
from dataclasses import replace

import pytest

from learnapp.papers.certificate import (
    FONTS,
    TEMPLATES,
    CertificatePaper,
    certificate_pdf,
    certificate_picture,
)
from tests.web.test_stylesheet import STYLE

PAPER = CertificatePaper(
    lang="vi",
    title="Giấy ghi nhận học tập",
    author="Bình dân học vụ số",
    house="Bình dân học vụ số · phường Mông Dương",
    heading="Giấy ghi nhận học tập",
    to="Ghi nhận ông/bà",
    name="Nguyễn Thị Mẫu",
    did="đã tự học xong khoá:",
    course="Nộp hồ sơ ở một cổng",
    facts=(("Mức", "Tự học"), ("Làm được", "22/11/2026"), ("Làm lại được", "22/12/2026")),
    check="Quét mã để kiểm tra giấy này, hoặc gõ số ở",
    address="hoc.example/xac-nhan",
    code="7K2M 94RD HJPR TVWX",
    note="Giấy ghi nhận việc học, không thay văn bằng, chứng chỉ.",
    given=("Mông Dương,", "ngày 24 tháng 11 năm 2026"),
    link="HTTPS://HOC.EXAMPLE/XAC-NHAN/7K2M94RDHJPRTVWX",
    mark="Ngọn đèn trên trang sách",
    picture="Ngọn đèn soi trang sách, cá chép vượt khỏi sóng giữa hai bông sen",
    qr_alt="Mã QR để kiểm tra giấy",
)
LONG_NAME = " ".join(["Công Tằng Tôn Nữ Ẫm Ự Đỗ Thị Hồng Phượng Nguyễn Ngọc Quỳnh", "Ẩn" * 12])[
    :100
]
HARD = "ẪẬỆỘỰỮỠỸĐđ ẫậệộựữỡỹ ĂÂÊÔƠƯ ăâêôơư ÀÁẢÃẠ Y Ƀă H'Bĭa Čư Ñiê ŏ"


def embedded_fonts(pdf: bytes) -> set[bytes]:
    return set(re.findall(rb"/FontName\s*/(?:[A-Z]{6}\+)?([\w-]+)", plain(pdf)))


def plain(pdf: bytes) -> bytes:
    """Return the file with its compressed streams opened."""
    opened = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream.rstrip(b"\r\n")))
        except zlib.error:
            continue
    return b"\n".join(opened)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", plain(pdf)))


def test_it_is_one_a4_page_lying_down_tagged_with_its_language_and_title() -> None:
    pdf = certificate_pdf(PAPER)

    inside = plain(pdf)
    assert pdf.startswith(b"%PDF-1.7")
    assert pages(pdf) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", inside)
    assert [round(float(one) / 72 * 25.4) for one in box.groups()] == [297, 210]
    assert b"/StructTreeRoot" in inside
    assert re.search(rb"/Lang\s*\(vi", inside)
    assert b"pdfuaid:part" in inside


def test_it_carries_its_own_fonts_and_no_script() -> None:
    inside = plain(certificate_pdf(PAPER))

    assert embedded_fonts(inside) == {b"NotoSerif-Bold", b"NotoSans-Regular", b"NotoSans-Bold"}
    assert inside.count(b"/FontFile") >= 3
    assert b"/JavaScript" not in inside
    assert b"/JS" not in inside


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", [HARD, LONG_NAME, "Y", "Nguyễn", "A" * 100, "Ẩn" * 50])
def test_any_name_fits_on_the_one_page(name: str, form: str) -> None:
    pdf = certificate_pdf(replace(PAPER, name=unicodedata.normalize(form, name)))

    assert pages(pdf) == 1


def test_a_name_looks_the_same_however_it_was_typed() -> None:
    names = (unicodedata.normalize(form, "Nguyễn Thị Ẫm Ự Đỗ") for form in ("NFC", "NFD"))
    first, second = (certificate_picture(replace(PAPER, name=name)) for name in names)

    assert first == second


def test_the_fonts_know_every_letter_of_vietnamese() -> None:
    """A letter that a font lacks is drawn as a box: each must differ from one that is lacking."""
    letters = {
        unicodedata.normalize("NFC", base + mark)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for mark in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    } | set("đĐ")
    assert len(letters) == 146

    missing = certificate_picture(replace(PAPER, name="\u0e01"), dots_per_inch=40)
    for letter in sorted(letters):
        drawn = certificate_picture(replace(PAPER, name=letter), dots_per_inch=40)
        assert drawn != missing, letter


def test_a_long_course_ward_and_address_stay_on_the_page() -> None:
    pdf = certificate_pdf(
        replace(
            PAPER,
            course="Một cổng dịch vụ công: tìm thủ tục, nộp hồ sơ, trả phí, theo dõi " * 2,
            house="Bình dân học vụ số · đặc khu Trường Sa, thành phố Khánh Hoà " * 2,
            address="binhdanhocvuso.trung-tam-hanh-chinh-cong.example/xac-nhan",
            facts=(*PAPER.facts, ("Làm lại được", "22/12/2026, " * 8)),
            signer="Người trao giấy",
        )
    )

    assert pages(pdf) == 1


def test_words_that_look_like_commands_are_only_words() -> None:
    named = '#panic("x") $x$ *b* _i_ \\ <a> @b "'

    assert pages(certificate_pdf(replace(PAPER, name=named, course=named))) == 1


def test_the_panel_is_printed_in_the_colours_of_the_pictures_and_is_light() -> None:
    panel = (TEMPLATES / "certificate-panel.svg").read_text(encoding="utf-8")

    used = set(re.findall(r"#[0-9a-f]{6}", panel))
    known = set(re.findall(r"--p-[a-z]+: (#[0-9a-f]{6})", STYLE))
    assert used <= known
    assert len(panel.encode()) <= 8 * 1024


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
