"""Help and privacy: the same for everyone."""

from flask import render_template

from learnapp.web.public import bp
from learnapp.web.shared_pages import shared


@bp.get("/tro-giup")
@shared
def help_page() -> str:
    return render_template("public/help.html")


@bp.get("/quyen-rieng-tu")
@shared
def privacy() -> str:
    return render_template("public/privacy.html")
