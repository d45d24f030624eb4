"""My page: what I did, what is next."""

from flask.typing import ResponseReturnValue

from learnapp.extensions import db
from learnapp.queries import progress, study_groups
from learnapp.web.access import public
from learnapp.web.citizen import bp
from learnapp.web.context import catalogue
from learnapp.web.forms import Form
from learnapp.web.i18n import current_language
from learnapp.web.pages import private_page
from learnapp.web.session import signed_in_person


@bp.get("/toi/")
@public
def my_page() -> ResponseReturnValue:
    """Show where I stand; a visitor, of whom nothing is known, is told how to begin."""
    somebody = signed_in_person()
    if somebody is None:
        return private_page("citizen/nobody_yet.html", courses=catalogue().courses())
    session = db.session()
    return private_page(
        "citizen/my_page.html",
        name=somebody.name,
        actor=somebody.actor,
        mine=progress.mine(session, catalogue(), somebody.actor, current_language()),
        groups=study_groups.joined(session, somebody.actor.person_id),
        form=Form(),
    )
