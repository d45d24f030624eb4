"""Pages that are the same for everyone: first page, course, lesson; and the search."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from learnapp.core.errors import NotFound
from learnapp.core.lessons import Course, Lesson
from learnapp.web.access import public
from learnapp.web.citizen import bp
from learnapp.web.context import catalogue
from learnapp.web.i18n import current_language
from learnapp.web.shared_pages import shared

LONGEST_QUERY = 100


@bp.get("/")
@shared
def home() -> str:
    lang = current_language()
    courses = [(one, catalogue().lessons_of(one.slug, lang)) for one in catalogue().courses(lang)]
    return render_template("citizen/home.html", courses=courses)


@bp.get("/khoa-hoc/<slug:slug>/")
@shared
def course(slug: str) -> str:
    lang = current_language()
    found = catalogue().course(slug, lang)
    if found is None:
        raise NotFound(slug)
    lessons = catalogue().lessons_of(slug, lang)
    return render_template("citizen/course.html", course=found, lessons=lessons)


@bp.get("/bai-hoc/<slug:slug>/")
@shared
def lesson(slug: str) -> str:
    found = current_lesson(slug)
    return render_template(
        "citizen/lesson.html",
        lesson=found,
        course=catalogue().course(found.course, found.lang),
    )


@bp.get("/tim")
@public
def search() -> ResponseReturnValue:
    words = " ".join(request.args.get("q", "").split())[:LONGEST_QUERY]
    found = catalogue().search(words, current_language()) if words else ()
    return render_template(
        "citizen/search.html",
        words=words,
        lessons=[one for one in found if isinstance(one, Lesson)],
        courses=[one for one in found if isinstance(one, Course)],
    )


def current_lesson(slug: str) -> Lesson:
    """Return the lesson in the language of the address. Raises ``NotFound``."""
    found = catalogue().lesson(slug, current_language())
    if found is None:
        raise NotFound(slug)
    return found
