"""The provinces and wards of the data file go into the tables, so that rows can point there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.places import Gazetteer
from learnapp.db.places import Province, Succession, Ward


def load(session: Session, gazetteer: Gazetteer) -> int:
    """Add places that are new, correct those that changed, delete none; return how many.

    Running it again changes nothing.
    """
    changed = 0
    provinces = {row.code: row for row in session.scalars(select(Province))}
    for province in gazetteer.provinces:
        values = {
            "name": province.name,
            "kind": province.kind,
            "from_day": province.from_day,
            "until_day": province.until_day,
        }
        changed += _put(session, Province, provinces.get(province.code), values, code=province.code)
    session.flush()
    wards = {row.id: row for row in session.scalars(select(Ward))}
    for ward in gazetteer.all_wards:
        values = {
            "code": ward.code,
            "name": ward.name,
            "kind": ward.kind,
            "province_code": ward.province,
            "from_day": ward.from_day,
            "until_day": ward.until_day,
        }
        changed += _put(session, Ward, wards.get(ward.id), values, id=ward.id)
    session.flush()
    return changed + _load_successions(session, gazetteer)


def _load_successions(session: Session, gazetteer: Gazetteer) -> int:
    known = set(session.execute(select(Succession.old_ward_id, Succession.new_ward_id)))
    new = [one for one in gazetteer.successions if (one.old_ward_id, one.new_ward_id) not in known]
    # Whole wards only so far: neighbourhood 0 stands for all of them.
    session.add_all(
        Succession(
            old_ward_id=one.old_ward_id,
            new_ward_id=one.new_ward_id,
            neighbourhood_id=0,
            day=one.day,
        )
        for one in new
    )
    session.flush()
    return len(new)


def _put(
    session: Session,
    model: type[Province] | type[Ward],
    row: Province | Ward | None,
    values: dict[str, object],
    **key: object,
) -> int:
    if row is None:
        session.add(model(**key, **values))
        return 1
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return int(bool(different))
