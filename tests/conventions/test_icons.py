"""Every icon that a page asks for is in the sprite; a missing one leaves a hole and no error."""

import re

import pytest

from learnapp.core.study_groups import PICTURES
from learnapp.web.templating import GUEST_PICTURES
from tests.conventions.source import ROOT, templates

SPRITE = ROOT / "learnapp" / "web" / "static" / "icons.svg"
ASKED = re.compile(r"""\bicon\(\s*"([a-z0-9-]+)"|\b(?:icon_name|after)="([a-z0-9-]+)\"""")


def drawn() -> set[str]:
    return set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))


def asked() -> dict[str, str]:
    """Return each icon's name and a template that asks for it by that name."""
    return {
        next(filter(None, names)): path.name
        for path in templates()
        for names in ASKED.findall(path.read_text(encoding="utf-8"))
    }


def test_every_icon_of_the_templates_is_drawn() -> None:
    missing = {name: where for name, where in asked().items() if name not in drawn()}

    assert asked()
    assert not missing


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_of_a_guest_is_drawn_and_named(picture: str) -> None:
    assert picture in drawn()
    assert str(GUEST_PICTURES[picture])
