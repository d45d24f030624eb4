"""What is personal on pages that are the same for everyone: fetched beside them, never needed."""

from flask import Response, jsonify, url_for

from learnapp.clock import utc_now
from learnapp.core.names import given_name
from learnapp.core.policy import Actor
from learnapp.extensions import db
from learnapp.queries import progress, reviews
from learnapp.queries.bookmarks import unfinished_practices
from learnapp.queries.progress import MyProgress
from learnapp.queries.reviews import Kept
from learnapp.web.access import public
from learnapp.web.api import bp
from learnapp.web.context import catalogue
from learnapp.web.i18n import _, current_language, n_
from learnapp.web.session import signed_in_person


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
    due = _due(mine, reviews.kept(session, catalogue(), actor, lang, now=utc_now()))
    due += _left_open(actor, lang)
    return jsonify(known=True, name=name, unfinished=unfinished, due=due)


def _left_open(actor: Actor, lang: str) -> list[dict[str, str]]:
    """Say what was begun and waits: the last check not handed in, the last practice left."""
    lines = []
    for check in progress.open_checks(db.session(), catalogue(), actor, lang)[:1]:
        text = _("Bài kiểm tra đang làm: %(course)s", course=check.course.title)
        lines.append({"text": text, "url": url_for("citizen.check_items", attempt_id=check.id)})
    for left in unfinished_practices(db.session(), catalogue(), actor, lang)[:1]:
        text = _("Thực hành: %(title)s", title=left.practice.title)
        url = url_for("citizen.practice", slug=left.lesson.slug, buoc=left.acts, tiep=1)
        lines.append({"text": text, "url": url})
    return lines


def _due(mine: MyProgress, kept: Kept) -> list[dict[str, str]]:
    """Say what comes back today, a line each: questions to review, the first recheck."""
    lines = []
    if count := len(kept.items):
        text = n_("Hôm nay ôn %(n)s câu", "Hôm nay ôn %(n)s câu", count)
        lines.append({"text": text, "url": url_for("citizen.review")})
    for one in mine.begun:
        now, _later = kept.recheck(one.course.slug, one.completed_day)
        if now:
            text = _("Kiểm tra lại: %(course)s", course=one.course.title)
            url = url_for("citizen.check", slug=one.course.slug, kind="lai")
            return [*lines, {"text": text, "url": url}]
    return lines
