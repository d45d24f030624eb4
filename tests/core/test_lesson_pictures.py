"""Drawings: only what is on the list reaches a page."""

import pytest

from learnapp.core.lesson_faults import Fault, Faults
from learnapp.core.lesson_pictures import Picture, inline_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 220">'


def draw(inside: str, *, opening: str = OPEN, prefix: str = "bai-1-") -> tuple[str, list[Fault]]:
    faults = Faults()
    svg = inline_svg(
        Picture("hinh.svg", f"{opening}\n{inside}\n</svg>".encode()), 'Nút "Nộp"', prefix, faults
    )
    assert all(one.file == "hinh.svg" for one in faults.sorted())
    return svg, [one.fault for one in faults.sorted()]


def test_a_sound_drawing_is_written_with_its_name_and_its_own_ids() -> None:
    svg, faults = draw('<path id="net" class="b" d="M0 0h4"/><use href="#net" x=".9"/>')

    assert faults == []
    assert svg == (
        '<svg role="img" aria-label="Nút &quot;Nộp&quot;" viewBox="0 0 360 220">'
        '<path id="bai-1-net" class="b" d="M0 0h4"/><use href="#bai-1-net" x=".9"/></svg>'
    )


def test_words_in_a_drawing_are_kept_as_words() -> None:
    svg, faults = draw('<text x="4" y="9" class="k">tạm trú &lt;b&gt; <tspan>&amp;</tspan></text>')

    assert faults == []
    assert "tạm trú &lt;b&gt; <tspan>&amp;</tspan></text>" in svg


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<script>alert(1)</script>", Fault.PICTURE_ELEMENT),
        ("<style>path{fill:red}</style>", Fault.PICTURE_ELEMENT),
        ("<foreignObject><p>x</p></foreignObject>", Fault.PICTURE_ELEMENT),
        ('<image href="a.png"/>', Fault.PICTURE_ELEMENT),
        ('<a href="https://a.vn"><path d="M0 0"/></a>', Fault.PICTURE_ELEMENT),
        ('<path d="M0 0" style="fill:red"/>', Fault.PICTURE_ATTRIBUTE),
        ('<path d="M0 0" onclick="alert(1)"/>', Fault.PICTURE_ATTRIBUTE),
        ('<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>',
         Fault.PICTURE_ATTRIBUTE),
        ('<use href="https://a.vn/b.svg#c"/>', Fault.PICTURE_VALUE),
        ('<path d="M0 0" transform="url(x)&#34;"/>', Fault.PICTURE_VALUE),
        ('<g clip-path="url(https://a.vn#b)"/>', Fault.PICTURE_VALUE),
        ('<path d="M0 0" fill="#c00"/>', Fault.PICTURE_COLOUR),
        ('<path d="M0 0" stroke="red"/>', Fault.PICTURE_COLOUR),
        ('<use href="#khong-co"/>', Fault.PICTURE_ID),
        ('<path id="a" d="M0 0"/><path id="a" d="M0 0"/>', Fault.PICTURE_ID),
        ("<g>" * 40 + "</g>" * 40, Fault.TOO_DEEP),
        ("<g>", Fault.PICTURE_BROKEN),
        ("&khong;", Fault.PICTURE_BROKEN),
    ],
)  # fmt: skip
def test_what_is_not_on_the_list_is_told_and_left_out(inside: str, fault: Fault) -> None:
    svg, faults = draw(inside)

    assert fault in faults
    for word in ("script", "style", "onclick", "https:", "image", "red", "foreign"):
        assert word not in svg


def test_entities_that_grow_without_end_are_refused_unread() -> None:
    bomb = (
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + OPEN + "<text>&b;</text></svg>"
    )
    faults = Faults()

    assert inline_svg(Picture("hinh.svg", bomb.encode()), "x", "", faults) == ""
    assert [one.fault for one in faults.sorted()] == [Fault.PICTURE_ELEMENT]


def test_fills_of_none_and_of_the_current_colour_are_kept() -> None:
    svg, faults = draw('<path d="M0 0" fill="none" stroke="currentColor"/>')

    assert faults == []
    assert 'fill="none" stroke="currentColor"' in svg


def test_its_size_is_left_to_the_page() -> None:
    svg, faults = draw("<path d='M0 0'/>", opening=OPEN.replace(">", ' width="360" id="x">'))

    assert faults == []
    assert "width" not in svg


def test_a_drawing_without_a_viewbox_cannot_grow() -> None:
    assert draw("<path d='M0 0'/>", opening="<svg>")[1] == [Fault.PICTURE_WITHOUT_VIEWBOX]


def test_a_heavy_drawing_is_a_warning() -> None:
    svg, faults = draw(f'<path d="{"M0 0" * 1600}"/>')

    assert faults == [Fault.PICTURE_LARGE]
    assert svg


def test_a_file_that_is_no_drawing_is_told() -> None:
    faults = Faults()

    assert inline_svg(Picture("hinh.svg", b"<html></html>"), "x", "", faults) == ""
    assert inline_svg(Picture("hinh.svg", b"\x00\xff"), "x", "", faults) == ""
    assert {one.fault for one in faults.sorted()} == {Fault.PICTURE_BROKEN}
