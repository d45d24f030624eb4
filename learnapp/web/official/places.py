"""The way in for officials: to their one place, or to a list of their places."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.core.policy import Permission, places_of
from learnapp.web.access import current_actor, requires
from learnapp.web.context import gazetteer
from learnapp.web.fields import title_of
from learnapp.web.official import bp
from learnapp.web.official.naming import around
from learnapp.web.pages import private_page


@bp.get("/")
@requires(Permission.WARD_FIGURES_READ)
def places() -> ResponseReturnValue:
    own = places_of(current_actor(), Permission.WARD_FIGURES_READ)
    today = vietnam_day(utc_now())
    kept = {one.ward_id for one in own if one.ward_id is not None}
    wards = [ward for ward in gazetteer().all_wards if ward.id in kept and ward.in_force(today)]
    codes = {one.province for one in own if one.ward_id is None}
    provinces = [one for one in gazetteer().provinces_on(today) if codes & {one.code, None}]
    if len(wards) + len(provinces) == 1:
        return redirect(
            url_for(".ward", code=wards[0].code)
            if wards
            else url_for(".province", code=provinces[0].code)
        )
    names = {one.code: title_of(one) for one in gazetteer().provinces_on(today)}
    return private_page(
        "official/places.html",
        wards=wards,
        provinces=provinces,
        province_names=names,
        **around(),
    )
