"""A ward's page: how far it is against its target, and its tables as files."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.errors import NotFound
from learnapp.core.figures import Standing, Tally
from learnapp.core.lessons import Course
from learnapp.core.policy import Permission, Subject, allows, check
from learnapp.core.suppression import few
from learnapp.extensions import db
from learnapp.queries.figures import WardFigures, ward_figures
from learnapp.web.access import current_actor, requires
from learnapp.web.fields import title_of
from learnapp.web.i18n import _, format_moment, format_number
from learnapp.web.official import bp, sentences, ward_tables
from learnapp.web.official.downloads import note_download, table_file
from learnapp.web.official.naming import around, course_asked_for, courses, ward_of
from learnapp.web.official.tables import number, order_from
from learnapp.web.official.trend import draw
from learnapp.web.pages import private_page


@bp.get("/phuong/<place:code>")
@requires(Permission.WARD_FIGURES_READ)
def ward(code: str) -> ResponseReturnValue:
    figures, course = _figures(code), course_asked_for()
    order = order_from(request.args, ward_tables.BY_RATE)
    subject = Subject(figures.ward.place)
    return private_page(
        "official/ward.html",
        figures=figures,
        ward=figures.ward,
        **around(figures.ward),
        course=course,
        courses=courses(),
        keeps=allows(current_actor(), Permission.WARD_KEEP, subject),
        say=sentences,
        steps=_steps(figures, course),
        trend=draw(figures.weeks, figures.outlook, figures.aim),
        by_place=ward_tables.neighbourhood_table(figures, order),
        by_group=ward_tables.group_table(figures, order),
        by_step=ward_tables.ladder_table(figures, course),
        by_week=ward_tables.week_table(figures),
    )


@bp.get("/phuong/<place:code>/so-lieu.csv")
@requires(Permission.WARD_FIGURES_READ)
def ward_file(code: str) -> Response:
    place, course = ward_of(code), course_asked_for()
    name = request.args.get("bang", "khu-pho")
    if name not in ward_tables.BY_NAME:
        raise NotFound(name)
    check(current_actor(), Permission.WARD_FIGURES_READ, Subject(place.place))
    note_download(name, course.slug, place=place)
    figures = _figures(code)
    order = order_from(request.args, ward_tables.BY_RATE)
    table = ward_tables.BY_NAME[name](figures, course, order)
    about = (
        (_("Phường, xã"), title_of(place)),
        (_("Khoá học"), course.title),
        (_("Số liệu đến"), format_moment(figures.now)),
    )
    return table_file(table, f"{title_of(place)} {table.title}", about)


def _figures(code: str) -> WardFigures:
    place, course = ward_of(code), course_asked_for()
    return ward_figures(db.session(), current_actor(), place, course.slug, now=utc_now())


def _steps(figures: WardFigures, course: Course) -> list[dict[str, Any]]:
    """Make the ladder: guests have reached the course too, and are told apart."""
    guests = figures.apart.get(Standing.GUEST, Tally()).reached
    told = number(few(guests, protected=figures.small_hidden)).text
    steps: dict[str, dict[str, Any]] = {
        step: {
            "word": ward_tables.step_words(step),
            "value": (value := getattr(figures.total, step)),
            "text": format_number(value),
        }
        for step in ward_tables.shown_steps(figures, course)
    }
    reached, completed = steps["reached"], steps["completed"]
    if guests:
        reached["text"] = _("%(n)s và %(guests)s khách", n=reached["text"], guests=told)
        reached["apart"] = guests
        reached["reach"] = reached["value"] + guests
    completed["head"] = True
    if figures.aim:
        completed["target"] = figures.aim.people
        completed["text"] += f" / {format_number(figures.aim.people)}"
    return list(steps.values())
