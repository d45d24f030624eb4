"""What the steps of an address may hold."""

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from learnapp.core.codes import read_code
from learnapp.core.errors import LearnappError


class SlugConverter(BaseConverter):
    """Words without accents, in lower case, joined by hyphens."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class PlaceCodeConverter(BaseConverter):
    """The official code of a province (two digits) or a ward (five)."""

    regex = r"\d{2}|\d{5}"


class CodeConverter(BaseConverter):
    """A short code from a poster or a card: any case, read as it was meant."""

    regex = r"[0-9A-Za-z-]{4,20}"

    def to_python(self, value: str) -> str:
        """Return the code in its one written form, or say that there is no such page."""
        try:
            return read_code(value)
        except LearnappError as error:
            raise ValidationError from error


def init_converters(app: Flask) -> None:
    """Name the converters that addresses use."""
    app.url_map.converters |= {
        "slug": SlugConverter,
        "place": PlaceCodeConverter,
        "code": CodeConverter,
    }
