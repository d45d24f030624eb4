"""What a ward keeps about itself: its target and its neighbourhoods."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.errors import (
    DueDayPassed,
    NeighbourhoodNameTooLong,
    NeighbourhoodTaken,
    SourceDayToCome,
    TargetOverPopulation,
    TooManyNeighbourhoods,
)
from learnapp.core.figures import Aim
from learnapp.core.places import Ward
from learnapp.core.policy import Permission, Subject, check
from learnapp.extensions import db
from learnapp.queries import neighbourhoods as lists
from learnapp.queries.figures import newest_aims
from learnapp.services import neighbourhoods, targets
from learnapp.web.access import current_actor, requires
from learnapp.web.context import catalogue
from learnapp.web.forms import Form
from learnapp.web.i18n import _, format_number
from learnapp.web.official import bp
from learnapp.web.official.forms import (
    AddNeighbourhoodsForm,
    RenameNeighbourhoodForm,
    TargetForm,
)
from learnapp.web.official.naming import COURSE, around, course_asked_for, courses, ward_of
from learnapp.web.pages import form_page

FIELD_OF = {
    TargetOverPopulation: "people",
    DueDayPassed: "due_day",
    SourceDayToCome: "source_day",
}


@bp.route("/phuong/<place:code>/chi-tieu", methods=["GET", "POST"])
@requires(Permission.WARD_KEEP)
def target(code: str) -> ResponseReturnValue:
    ward, course = _kept_ward(code), course_asked_for()
    aim = newest_aims(db.session(), current_actor(), course.slug, [ward.id]).get(ward.id)
    form = TargetForm(courses(), course=course.slug, **_as_set(aim))
    if form.submitted():
        try:
            targets.set_target(
                db.session(),
                catalogue(),
                current_actor(),
                ward,
                form.new_target(),
                id=form.record_id.uuid,
                now=utc_now(),
            )
        except tuple(FIELD_OF) as refusal:
            form.reject(FIELD_OF[type(refusal)], refusal)
        else:
            db.session().commit()
            flash(_("Đã lưu chỉ tiêu: %(n)s người.", n=format_number(form.people.data or 0)))
            return redirect(url_for(".ward", code=code, **{COURSE: form.course.data}), 303)
    return form_page(
        "official/target.html", form=form, ward=ward, **around(ward), course=course, aim=aim
    )


@bp.route("/phuong/<place:code>/khu-pho", methods=["GET", "POST"])
@requires(Permission.WARD_KEEP)
def neighbourhood_list(code: str) -> ResponseReturnValue:
    ward = _kept_ward(code)
    form = AddNeighbourhoodsForm()
    if form.submitted():
        try:
            added = neighbourhoods.add(
                db.session(), current_actor(), ward, form.lines(), now=utc_now()
            )
        except (NeighbourhoodNameTooLong, TooManyNeighbourhoods) as refusal:
            form.reject("names", refusal)
        else:
            db.session().commit()
            flash(_added_words(added))
            return redirect(url_for(".neighbourhood_list", code=code), 303)
    kept = lists.kept_in(db.session(), ward.id)
    return form_page(
        "official/neighbourhoods.html", form=form, ward=ward, **around(ward), kept=kept
    )


@bp.route("/phuong/<place:code>/khu-pho/<int:neighbourhood_id>", methods=["GET", "POST"])
@requires(Permission.WARD_KEEP)
def neighbourhood(code: str, neighbourhood_id: int) -> ResponseReturnValue:
    ward = _kept_ward(code)
    one = lists.kept_one(db.session(), ward.id, neighbourhood_id)
    form = RenameNeighbourhoodForm(data={"name": one.name})
    if form.submitted():
        try:
            neighbourhoods.rename(
                db.session(),
                current_actor(),
                ward,
                neighbourhood_id,
                form.name.data or "",
                now=utc_now(),
            )
        except (NeighbourhoodTaken, NeighbourhoodNameTooLong) as refusal:
            form.reject("name", refusal)
        else:
            db.session().commit()
            flash(_("Đã đổi tên."))
            return redirect(url_for(".neighbourhood_list", code=code), 303)
    return form_page("official/neighbourhood.html", form=form, ward=ward, **around(ward), one=one)


@bp.post("/phuong/<place:code>/khu-pho/<int:neighbourhood_id>/dong")
@requires(Permission.WARD_KEEP)
def close_neighbourhood(code: str, neighbourhood_id: int) -> ResponseReturnValue:
    return _switch(code, neighbourhood_id, closed=True)


@bp.post("/phuong/<place:code>/khu-pho/<int:neighbourhood_id>/mo-lai")
@requires(Permission.WARD_KEEP)
def reopen_neighbourhood(code: str, neighbourhood_id: int) -> ResponseReturnValue:
    return _switch(code, neighbourhood_id, closed=False)


def _switch(code: str, neighbourhood_id: int, *, closed: bool) -> ResponseReturnValue:
    ward = _kept_ward(code)
    if not Form().sent():
        return redirect(url_for(".neighbourhood_list", code=code), 303)
    change = neighbourhoods.close if closed else neighbourhoods.reopen
    one = change(db.session(), current_actor(), ward, neighbourhood_id, now=utc_now())
    db.session().commit()
    flash(
        _("Đã đóng %(name)s. Số liệu cũ vẫn giữ.", name=one.name)
        if closed
        else _("Đã mở lại %(name)s.", name=one.name)
    )
    return redirect(url_for(".neighbourhood_list", code=code), 303)


def _kept_ward(code: str) -> Ward:
    ward = ward_of(code)
    check(current_actor(), Permission.WARD_KEEP, Subject(ward.place))
    return ward


def _as_set(aim: Aim | None) -> dict[str, object]:
    """Begin the form with what holds now."""
    if aim is None:
        return {}
    return {
        "population": aim.population,
        "people": aim.people,
        "due_day": aim.due_day,
        "source": aim.source,
        "source_day": aim.source_day,
    }


def _added_words(added: neighbourhoods.Added) -> str:
    said = [_("Đã thêm %(n)s khu phố.", n=added.new)]
    if added.reopened:
        said.append(_("Mở lại %(n)s.", n=added.reopened))
    if added.known:
        said.append(_("%(n)s tên đã có sẵn.", n=added.known))
    return " ".join(said)
