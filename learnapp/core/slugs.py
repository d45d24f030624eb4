"""Words of an address: small letters without marks, digits, and hyphens between them."""

import re

from learnapp.core.names import search_text

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORDS = re.compile(r"[a-z0-9]+")


def is_slug(text: str) -> bool:
    """Tell whether the text can stand in an address as it is."""
    return bool(_SLUG.fullmatch(text))


def make_slug(text: str, *, words: int = 12, longest: int = 40) -> str:
    """Make an address of a text: its first words, as many as fit into ``longest`` letters."""
    slug = ""
    for word in _WORDS.findall(search_text(text))[:words]:
        longer = f"{slug}-{word}" if slug else word[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug
