"""Everything between a checkout and a site that may be served."""

from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from learnapp.cli.demo import make_demonstration, show_sign_ins
from learnapp.clock import utc_now
from learnapp.config import ROOT, Settings
from learnapp.extensions import db
from learnapp.services import demonstration, places, publishing
from learnapp.services.catalogue import has_errors

ADDRESS_MISSING = (
    "Chưa đặt SITE_ADDRESS: hãy đặt địa chỉ https://… mà bà con gõ. "
    "Chưa có thì cookie đăng nhập đi được cả trên đường không mã hoá."
)


@click.command(help="Chuẩn bị mọi thứ để chạy: bảng, địa danh, bài học, và dữ liệu trình diễn.")
@with_appcontext
def setup() -> None:
    """Migrate, load the places, publish the lessons; on the default database make the demo.

    Run again it takes a second and changes nothing. Exits 1 where a lesson has a fault.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if has_errors(current_app.extensions["findings"]):
        raise click.ClickException(
            "Có bài học chưa đúng, nên chưa phát hành. Xem: flask --app wsgi lessons check"
        )
    upgrade(directory=str(ROOT / "migrations"))
    session = db.session()
    loaded = places.load(session, current_app.extensions["gazetteer"])
    demo_due = settings.demonstration and not demonstration.is_made(session)
    published_at = utc_now() - (demonstration.BACKDATED if demo_due else timedelta(0))
    published = publishing.publish(session, current_app.extensions["catalogue"], now=published_at)
    session.commit()
    if loaded:
        click.echo(f"Đã nạp {loaded} tỉnh, phường, xã.")
    if published:
        click.echo(f"Đã phát hành {published} bản bài học.")
    if demo_due:
        make_demonstration(current_app.extensions["hasher"])
    session.close()
    if settings.demonstration:
        show_sign_ins()
    if settings.address_missing:
        click.echo(ADDRESS_MISSING)
    click.echo(f"Mở trang ở {settings.site_address}")
