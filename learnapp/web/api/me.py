"""What is personal on pages that are the same for everyone: fetched beside them, never needed."""

from flask import Response, jsonify, url_for

from learnapp.clock import utc_now
from learnapp.core.names import given_name
from learnapp.extensions import db
from learnapp.queries import progress, reviews
from learnapp.web.access import public
from learnapp.web.api import bp
from learnapp.web.context import catalogue
from learnapp.web.i18n import current_language
from learnapp.web.session import signed_in_person
from learnapp.web.waiting import Kind, Waiting, waiting


@bp.get("/me")
@public
def me() -> Response:
    """Say what to call the reader, where they stopped and what waits; nothing for a visitor."""
    somebody = signed_in_person()
    if somebody is None:
        return jsonify(known=False, name=None, unfinished=None, due=[])
    session, actor, lang = db.session(), somebody.actor, current_language()
    mine = progress.mine(session, catalogue(), actor, lang)
    following = mine.next if mine.begun else None
    unfinished = following and {
        "title": following.lesson.title,
        "url": url_for("citizen.lesson", slug=following.lesson.slug),
    }
    # The given name is what people are called by, and fits a narrow header.
    name = given_name(somebody.name) if somebody.name else None
    kept = reviews.kept(session, catalogue(), actor, lang, now=utc_now())
    first: dict[Kind, Waiting] = {}
    for one in waiting(actor, mine, kept):
        first.setdefault(one.kind, one)
    due = [{"text": one.text, "url": one.url} for one in first.values()]
    return jsonify(known=True, name=name, unfinished=unfinished, due=due)
