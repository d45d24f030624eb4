"""My page: what I did, what is next."""

from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.extensions import db
from learnapp.queries import progress, reviews, study_groups
from learnapp.queries.ladder import my_ladder
from learnapp.web.access import public
from learnapp.web.citizen import bp
from learnapp.web.context import catalogue
from learnapp.web.forms import Form
from learnapp.web.i18n import current_language
from learnapp.web.pages import private_page
from learnapp.web.session import signed_in_person
from learnapp.web.waiting import waiting


@bp.get("/toi/")
@public
def my_page() -> ResponseReturnValue:
    """Show where I stand; a visitor, of whom nothing is known, is told how to begin."""
    somebody = signed_in_person()
    if somebody is None:
        return private_page("citizen/nobody_yet.html", courses=catalogue().courses())
    session, actor, lang = db.session(), somebody.actor, current_language()
    mine = progress.mine(session, catalogue(), actor, lang)
    kept = reviews.kept(session, catalogue(), actor, lang, now=utc_now())
    return private_page(
        "citizen/my_page.html",
        name=somebody.name,
        actor=actor,
        mine=mine,
        ladders={one.course.slug: my_ladder(session, actor, one.course.slug) for one in mine.begun},
        kept=kept,
        waiting=list(waiting(actor, mine, kept)),
        groups=study_groups.joined(session, actor.person_id),
        form=Form(),
    )
