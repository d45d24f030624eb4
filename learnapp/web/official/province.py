"""A province's page: its wards side by side."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.places import Place
from learnapp.core.policy import Permission, Subject, check
from learnapp.extensions import db
from learnapp.queries.province_figures import ProvinceFigures, province_figures
from learnapp.web.access import current_actor, requires
from learnapp.web.context import gazetteer
from learnapp.web.fields import title_of
from learnapp.web.i18n import _, format_moment
from learnapp.web.official import bp, sentences
from learnapp.web.official.downloads import note_download, table_file
from learnapp.web.official.naming import around, course_asked_for, courses, province_of
from learnapp.web.official.province_table import BY_RATE, province_table
from learnapp.web.official.tables import order_from
from learnapp.web.pages import private_page


@bp.get("/tinh/<place:code>")
@requires(Permission.PROVINCE_FIGURES_READ)
def province(code: str) -> ResponseReturnValue:
    figures = _figures(code)
    return private_page(
        "official/province.html",
        figures=figures,
        province=figures.province,
        **around(figures.province),
        course=course_asked_for(),
        courses=courses(),
        say=sentences,
        table=province_table(figures, order_from(request.args, BY_RATE)),
    )


@bp.get("/tinh/<place:code>/so-lieu.csv")
@requires(Permission.PROVINCE_FIGURES_READ)
def province_file(code: str) -> Response:
    place, course = province_of(code), course_asked_for()
    check(current_actor(), Permission.PROVINCE_FIGURES_READ, Subject(Place(place.code)))
    note_download("phuong-xa", course.slug, place=place)
    figures = _figures(code)
    table = province_table(figures, order_from(request.args, BY_RATE))
    about = (
        (_("Tỉnh, thành phố"), title_of(place)),
        (_("Khoá học"), course.title),
        (_("Số liệu đến"), format_moment(figures.now)),
    )
    return table_file(table, f"{title_of(place)} {table.title}", about)


def _figures(code: str) -> ProvinceFigures:
    return province_figures(
        db.session(),
        current_actor(),
        gazetteer(),
        province_of(code),
        course_asked_for().slug,
        now=utc_now(),
    )
