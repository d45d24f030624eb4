"""Everything between a checkout and a site that may be served."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from learnapp.cli.demo import make_demonstration
from learnapp.clock import utc_now
from learnapp.config import ROOT, Settings
from learnapp.extensions import db
from learnapp.services import demonstration, places, publishing


@click.command(help="Chuẩn bị mọi thứ để chạy: bảng, địa danh, bài học, và dữ liệu trình diễn.")
@with_appcontext
def setup() -> None:
    """Migrate, load the places, publish the lessons; on the default database make the demo.

    Run again it takes a second and changes nothing. Exits 1 where a lesson has a fault.
    """
    settings: Settings = current_app.config["SETTINGS"]
    upgrade(directory=str(ROOT / "migrations"))
    session = db.session()
    loaded = places.load(session, current_app.extensions["gazetteer"])
    published = publishing.publish(session, current_app.extensions["catalogue"], now=utc_now())
    session.commit()
    if loaded:
        click.echo(f"Đã nạp {loaded} tỉnh, phường, xã.")
    if published:
        click.echo(f"Đã phát hành {published} bản bài học.")
    if settings.demonstration and not demonstration.is_made(session):
        make_demonstration()
    session.close()
    click.echo(f"Mở trang ở {settings.site_address}")
