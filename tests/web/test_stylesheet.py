"""The stylesheet keeps what docs/design.md promises: contrast, room for marks, colours, size."""

import re
from pathlib import Path

import brotli
import pytest

WEB = Path(__file__).resolve().parents[2] / "learnapp" / "web"
STYLE = (WEB / "static" / "style.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
PRACTICE = (WEB / "static" / "practice.css").read_text(encoding="utf-8")
FRAME = re.sub(r"/\*.*?\*/", "", PRACTICE, flags=re.DOTALL)
SPRITE = (WEB / "static" / "icons.svg").read_text(encoding="utf-8")

LARGEST = 5.9 * 1024
LARGEST_FRAME = 2 * 1024
LEAST_LINE_HEIGHT = 1.32
AAA, AA, MARK = 7.0, 4.5, 3.0

# Text or mark, what it stands on, the least contrast by WCAG 2.2.
PAIRS = [
    ("ink", "paper", AAA),
    ("ink", "sheet", AAA),
    ("ink", "hoe-wash", AAA),
    ("ink", "dong-wash", AAA),
    ("ink", "cham-wash", AAA),
    ("soft", "paper", AAA),
    ("soft", "sheet", AAA),
    ("soft", "hoe-wash", AAA),
    ("soft", "dong-wash", AAA),
    ("cham", "paper", AAA),
    ("cham", "sheet", AAA),
    ("cham", "hoe-wash", AAA),
    ("cham", "dong-wash", AAA),
    ("cham", "cham-wash", AA),
    ("on-son", "son", AA),
    ("dong", "paper", AA),
    ("dong", "dong-wash", AA),
    ("paper", "dong", AA),
    ("son", "paper", MARK),
    ("line", "paper", MARK),
    ("line", "sheet", MARK),
    ("p-ink", "p-hoe", MARK),
    ("p-ink", "p-rose", MARK),
    ("p-ink", "p-leaf", MARK),
    ("p-ink", "p-sky", MARK),
    ("on-qr", "qr", AAA),
]

# The same inside the practice frame, which is light in both themes.
FRAME_PAIRS = [
    ("f-ink", "f-paper", AAA),
    ("f-ink", "f-field", AAA),
    ("f-ink", "f-bar", AAA),
    ("f-ink", "f-here", AAA),
    ("f-soft", "f-paper", AAA),
    ("f-soft", "f-field", AAA),
    ("f-soft", "f-bar", AA),
    ("f-link", "f-paper", AAA),
    ("f-on-band", "f-band", AAA),
    ("f-on-band", "f-stripe", AA),
    ("f-edge", "f-paper", MARK),
    ("f-edge", "f-bar", MARK),
    ("f-ink", "f-look", MARK),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


def palettes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", RULES, flags=re.DOTALL)[:2]
    return {"light": tokens(light), "dark": tokens(light) | tokens(dark)}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_and_marks_stand_out(theme: str, text: str, ground: str, least: float) -> None:
    palette = palettes()[theme]

    found = contrast(palette[text], palette[ground])

    assert found >= least, f"--{text} on --{ground} by {theme}: {found:.2f}, needs {least}"


@pytest.mark.parametrize(("text", "ground", "least"), FRAME_PAIRS)
def test_text_and_marks_stand_out_on_a_screen_to_practise_on(
    text: str, ground: str, least: float
) -> None:
    palette = tokens(FRAME)

    found = contrast(palette[text], palette[ground])

    assert found >= least, f"--{text} on --{ground}: {found:.2f}, needs {least}"


def test_the_frame_names_its_colours_once_and_lends_none() -> None:
    rest = re.sub(r"\.frame \{.*?\}", "", FRAME, count=1, flags=re.DOTALL)

    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", rest)
    assert "--f-" not in RULES, "colours of the frame stay in the frame"


def test_yellow_never_stands_on_paper_without_ink() -> None:
    light = palettes()["light"]

    assert contrast(light["hoe"], light["paper"]) < MARK, "then the rule of the ink line may go"
    assert contrast(light["line"], light["hoe"]) >= AAA


def test_colours_are_named_once() -> None:
    rest = re.sub(r":root \{.*?\}", "", RULES, flags=re.DOTALL)

    found = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", rest)

    assert not found, "use a token of :root"


def test_lines_leave_room_for_two_marks() -> None:
    plain = re.findall(r"line-height: ([\d.]+)", RULES + FRAME)
    short = re.findall(r"font:[^;}]*/([\d.]+)", RULES + FRAME)

    tight = [one for one in (*plain, *short) if float(one) < LEAST_LINE_HEIGHT]

    assert not tight, "Ẫ and Ự need 1.32 em"


def test_no_line_of_text_is_cut_or_loud() -> None:
    for rules in (RULES, FRAME):
        assert "uppercase" not in rules
        assert "italic" not in rules
        assert "justify;" not in rules


def test_it_is_small() -> None:
    size = len(brotli.compress(STYLE.encode(), mode=brotli.MODE_TEXT))

    assert size <= LARGEST, f"{size} bytes compressed"


def test_the_frame_is_small() -> None:
    size = len(brotli.compress(PRACTICE.encode(), mode=brotli.MODE_TEXT))

    assert size <= LARGEST_FRAME, f"{size} bytes compressed"


def test_every_icon_asked_for_is_in_the_sprite() -> None:
    have = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))
    asked = {
        name
        for path in (WEB / "templates").rglob("*.html")
        for name in re.findall(
            r'(?:\bicon\(|icon_name=|after=)"([a-z0-9-]+)"', path.read_text(encoding="utf-8")
        )
    }

    assert asked - have == set(), "add it to static/icons.svg from Lucide"
