"""Accounts of the staff and their roles; the first administrator is made here."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import click
from flask import current_app
from flask.cli import AppGroup

from learnapp.clock import utc_now
from learnapp.core.consents import CURRENT, Agreed, Purpose, Way
from learnapp.core.days import vietnam_day
from learnapp.core.errors import LearnappError, NoSuchAccount
from learnapp.core.grants import LEVELS, Level
from learnapp.core.phones import Phone, mask_phone, parse_phone
from learnapp.core.places import COUNTRY, Gazetteer, Place
from learnapp.core.policy import Role
from learnapp.extensions import db
from learnapp.queries import grants as queries
from learnapp.queries.people import SecretKind
from learnapp.services import (
    accounts,
    audit,
    erasure,
    grants,
    guests,
    registration,
    sign_ins,
    signing_in,
    throttling,
)
from learnapp.services.hashing import Hasher
from learnapp.services.registration import NewAccount
from learnapp.web.errors import words_for

people_cli = AppGroup("people", help="Tài khoản của cán bộ, tình nguyện viên và phân quyền.")

ROLES = {
    "tinh-nguyen-vien": Role.VOLUNTEER,
    "can-bo-phuong": Role.WARD_OFFICIAL,
    "can-bo-tinh": Role.PROVINCE_OFFICIAL,
    "quan-tri": Role.ADMINISTRATOR,
}
ROLE_WORDS = {role: word for word, role in ROLES.items()}


class PhoneType(click.ParamType[Phone]):
    """A mobile number as people write it."""

    name = "số"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Phone:
        """Read the number."""
        try:
            return parse_phone(value)
        except LearnappError as error:
            self.fail(words_for(error), param, ctx)


class DayType(click.ParamType[date]):
    """A day as people write it."""

    name = "ngày"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        try:
            return datetime.strptime(value, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail("Ngày chưa đúng. Gõ như 23/11/2026.", param, ctx)


PHONE, DAY = PhoneType(), DayType()


@people_cli.command("add", help="Thêm một tài khoản; in mật khẩu dùng một lần, hạn 72 giờ.")
@click.option("--name", "full_name", prompt="Họ và tên", help="Họ và tên.")
@click.option("--birth-year", type=click.IntRange(1900, 2100), prompt="Năm sinh", help="Năm sinh.")
@click.option("--phone", type=PHONE, prompt="Số điện thoại", help="Số để đăng nhập.")
@click.option("--ward", prompt="Mã phường, xã (5 số)", help="Mã phường, xã nơi ở, 5 chữ số.")
@click.option(
    "--agreed",
    is_flag=True,
    prompt="Người này đã đọc lời đồng ý và ký trên giấy",
    help="Người này đã đọc lời đồng ý và ký trên giấy.",
)
def add(full_name: str, birth_year: int, phone: Phone, ward: str, *, agreed: bool) -> None:
    if not agreed:
        raise click.ClickException("Chưa thêm: cần người ấy đồng ý trước.")
    now, session = utc_now(), db.session()
    password = accounts.new_one_time_password(secrets.token_bytes(16))
    new = NewAccount(
        full_name=full_name,
        birth_year=birth_year,
        gender=None,
        ward_id=_ward(ward).ward_id or 0,
        neighbourhood_id=None,
        phone=phone,
        code=None,
        agreed=(Agreed(Purpose.ACCOUNT, CURRENT[Purpose.ACCOUNT]),),
        way=Way.PAPER,
        one_time_until=now + accounts.ONE_TIME_FOR,
    )
    try:
        registration.check_agreed(new.agreed, birth_year=birth_year, today=vietnam_day(now))
        person_id = registration.register(session, new, _one_time_hash(password), now=now)
        audit.note(session, "account.added", actor=None, subject_id=person_id, now=now)
    except LearnappError as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
    session.commit()
    click.echo(f"Đã thêm tài khoản. Mật khẩu dùng một lần, hạn 72 giờ: {password}")


@people_cli.command("grant", help="Phân quyền cho người có số điện thoại này.")
@click.argument("phone", type=PHONE)
@click.argument("role", type=click.Choice(sorted(ROLES)))
@click.option(
    "--place", "code", help="Mã phường, xã (5 số) hay mã tỉnh (2 số); quản trị: bỏ trống."
)
@click.option("--from", "from_day", type=DAY, help="Từ ngày; mặc định hôm nay.")
@click.option("--until", "last_day", type=DAY, help="Đến hết ngày; mặc định không hạn.")
def grant(
    phone: Phone,
    role: str,
    code: str | None,
    from_day: date | None,
    last_day: date | None,
) -> None:
    now, session = utc_now(), db.session()
    new = grants.NewGrant(
        role=ROLES[role],
        place=_place(ROLES[role], code or ""),
        from_day=from_day or vietnam_day(now),
        until_day=last_day + timedelta(days=1) if last_day else None,
    )
    try:
        person_id, _name = _person(phone)
        given = grants.give(session, None, person_id, new, now=now)
    except LearnappError as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
    session.commit()
    click.echo(f"Đã phân quyền: {given.id}. Người này đăng nhập lại và đặt mật khẩu là dùng được.")


@people_cli.command("list", help="Những phân quyền chưa thu hồi.")
def list_grants() -> None:
    page = queries.grants(db.session(), None)
    lines = list(page.lines)
    for number in range(2, page.pages + 1):
        lines += queries.grants(db.session(), None, page=number).lines
    for line in _table(lines):
        click.echo(line)
    if not lines:
        click.echo("Chưa ai được phân quyền.")


@people_cli.command("take", help="Thu hồi một phân quyền; người ấy bị đăng xuất ngay.")
@click.argument("grant_id", type=click.UUID)
def take(grant_id: UUID) -> None:
    try:
        grants.take_back(db.session(), None, grant_id, now=utc_now())
    except LearnappError as refusal:
        raise click.ClickException("Không thấy phân quyền này.") from refusal
    db.session().commit()
    click.echo("Đã thu hồi.")


@people_cli.command("reset-password", help="Thay mật khẩu hay PIN bằng mật khẩu dùng một lần.")
@click.argument("phone", type=PHONE)
def reset_password(phone: Phone) -> None:
    now, password = utc_now(), accounts.new_one_time_password(secrets.token_bytes(16))
    try:
        person_id, _name = _person(phone)
        accounts.reset_secret(db.session(), person_id, _one_time_hash(password), now=now)
    except LearnappError as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
    db.session().commit()
    click.echo(f"Mật khẩu dùng một lần, hạn 72 giờ: {password}")


@people_cli.command("erase", help="Xoá hẳn một tài khoản; số liệu của phường không đổi.")
@click.argument("who", metavar="SỐ-HOẶC-MÃ")
def erase(who: str) -> None:
    found = queries.find_person(db.session(), None, who)
    # While somebody thinks it over, no transaction stays open.
    db.session().rollback()
    if found is None:
        raise click.ClickException(words_for(NoSuchAccount(who)))
    person_id, name = found
    if not click.confirm(f"Xoá hẳn tài khoản của {name}? Không lấy lại được"):
        raise click.ClickException("Chưa xoá gì.")
    try:
        erasure.erase(db.session(), person_id, actor=None, now=utc_now())
    except LearnappError as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
    db.session().commit()
    click.echo("Đã xoá. Máy của người ấy đã bị đăng xuất.")


@people_cli.command(
    "sweep", help="Xoá lần đăng nhập đã hết hạn, bộ đếm cũ, khách không làm gì; chạy mỗi ngày."
)
def sweep() -> None:
    now = utc_now()
    sign_ins.sweep(db.session(), now=now)
    throttling.sweep(db.session(), now=now)
    guests.sweep(db.session(), now=now)
    db.session().commit()
    click.echo("Đã xoá.")


def _one_time_hash(password: str) -> str:
    hasher: Hasher = current_app.extensions["hasher"]
    return hasher.hash(signing_in.as_hashed(SecretKind.ONE_TIME, password))


def _person(phone: Phone) -> tuple[UUID, str]:
    found = queries.find_person(db.session(), None, phone)
    if found is None:
        raise NoSuchAccount(phone)
    return found


def _ward(code: str) -> Place:
    places: Gazetteer = current_app.extensions["gazetteer"]
    ward = places.ward_by_code(code)
    if ward is None:
        raise click.ClickException(f"Không có phường, xã nào mang mã {code}.")
    return ward.place


def _place(role: Role, code: str) -> Place:
    """Return the place that the role needs, by its official code."""
    level = LEVELS[role]
    if level is Level.WARD:
        return _ward(code)
    if level is Level.COUNTRY:
        if code:
            raise click.ClickException("Quyền quản trị là cho cả nước: bỏ --place.")
        return COUNTRY
    places: Gazetteer = current_app.extensions["gazetteer"]
    if places.province(code) is None:
        raise click.ClickException("Quyền này cần --place với mã tỉnh 2 số, ví dụ 22.")
    return Place(code)


def _table(lines: Iterable[queries.GrantLine]) -> Iterable[str]:
    places: Gazetteer = current_app.extensions["gazetteer"]
    for line in lines:
        ward = places.ward(line.place.ward_id) if line.place.ward_id is not None else None
        province = places.province(line.place.province) if line.place.province else None
        where = ", ".join(unit.title for unit in (ward, province) if unit) or "cả nước"
        last = line.until_day - timedelta(days=1) if line.until_day else None
        days = f"từ {line.from_day:%d/%m/%Y}" + (f" đến hết {last:%d/%m/%Y}" if last else "")
        called = mask_phone(line.phone) if line.phone else line.code
        waits = "" if line.has_password else "(chưa đặt mật khẩu)"
        what = f"{ROLE_WORDS[line.role]}  {where}  {days}"
        yield f"{line.id}  {what}  {line.full_name} {called} {waits}".rstrip()
