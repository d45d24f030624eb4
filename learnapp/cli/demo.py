"""``flask demo``: made-up people to try the site out with, on the default database only."""

import secrets
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from learnapp.clock import utc_now
from learnapp.config import Settings
from learnapp.core.phones import show_phone
from learnapp.core.policy import Role
from learnapp.extensions import db
from learnapp.services.demonstration import Demonstration, SignInHint
from learnapp.services.hashing import Hasher
from learnapp.web.context import catalogue, gazetteer

demo_cli = AppGroup("demo", help="Dữ liệu trình diễn, chỉ trên cơ sở dữ liệu mặc định.")

ROLES = {
    None: "Người học",
    Role.VOLUNTEER: "Tình nguyện viên",
    Role.WARD_OFFICIAL: "Cán bộ phường",
    Role.PROVINCE_OFFICIAL: "Cán bộ tỉnh",
    Role.ADMINISTRATOR: "Quản trị",
}


def make_demonstration(hasher: Hasher) -> None:
    """Make the demonstration with a progress bar, and keep its sign-ins beside the database."""
    session = db.session()
    demonstration = Demonstration(
        session,
        catalogue(),
        gazetteer(),
        utc_now(),
        hash_secret=hasher.hash,
        new_chance=lambda: secrets.token_bytes(16),
    )
    with click.progressbar(length=demonstration.pieces, label="Làm dữ liệu trình diễn") as bar:
        for _piece in demonstration.make():
            bar.update(1)
    text = "\n".join(map(_line, demonstration.hints)) + "\n"
    path = sign_ins_file()
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    # Last: stopped before this, there is no demonstration, and the next start makes it.
    session.commit()


def show_sign_ins() -> None:
    """Print with what to sign in, one line for each role."""
    path = sign_ins_file()
    if path.exists():
        click.echo("\nĐăng nhập thử (số điện thoại, rồi mã PIN hoặc mật khẩu):")
        click.echo(path.read_text(encoding="utf-8"))


def sign_ins_file() -> Path:
    """Return where the sign-ins of the demonstration are kept: beside its database."""
    return Path(str(db.engine.url.database)).parent / "dang-nhap-thu.txt"


def _line(hint: SignInHint) -> str:
    who = f"{ROLES[hint.role]}, {hint.place}"
    return f"  {who:<42} {show_phone(hint.phone)}   {hint.secret}"


@demo_cli.command(help="In lại các đăng nhập thử.")
def sign_ins() -> None:
    """Print with what to sign in to the demonstration."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.demonstration:
        raise click.ClickException("Cơ sở dữ liệu này không có dữ liệu trình diễn.")
    show_sign_ins()
