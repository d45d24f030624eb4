"""What every template may say without being handed it."""

from typing import Any

from flask import Flask

from learnapp.core.codes import show_certificate_code, show_code
from learnapp.core.phones import mask_phone, show_phone
from learnapp.web.i18n import current_language, lazy, other_languages

GUEST_PICTURES = {
    "fish": lazy("Con cá"),
    "flower": lazy("Bông hoa"),
    "sun": lazy("Mặt trời"),
    "leaf": lazy("Chiếc lá"),
    "bird": lazy("Con chim"),
    "bike": lazy("Xe đạp"),
    "umbrella": lazy("Cái ô"),
    "sailboat": lazy("Thuyền buồm"),
}


def init_templates(app: Flask) -> None:
    """Strip the white space that templates leave, and give every page its language."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.autoescape = True
    app.jinja_env.filters["spaced"] = show_code
    app.jinja_env.filters["certificate_code"] = show_certificate_code
    app.jinja_env.filters["phone"] = show_phone
    app.jinja_env.filters["masked_phone"] = mask_phone
    app.jinja_env.filters["guest_picture"] = lambda picture: str(GUEST_PICTURES[picture])

    @app.context_processor
    def about_the_page() -> dict[str, Any]:
        language = current_language()
        others = other_languages()
        other = "en" if language == "vi" else "vi"
        return {
            "lang": language,
            "other_language": other,
            "other_language_url": others.get(other, "/"),
            "demo_band": app.config["SETTINGS"].demonstration,
        }
