"""Commands about what is derived from the records."""

import click
from flask.cli import AppGroup

from learnapp.extensions import db
from learnapp.services import progress, totals

AT_ONCE = 200
"""How many persons are folded in one transaction: short, beside live use."""

progress_cli = AppGroup("progress", help="Tiến độ học: tính lại từ các kết quả đã lưu.")


@progress_cli.command(help="Tính lại tiến độ của mọi người và số liệu của các phường.")
def rebuild() -> None:
    """Fold everybody again, then compare the totals; say how much was not as it should be."""
    session = db.session()
    changed, after = 0, None
    with click.progressbar(length=progress.count_people(session), label="Người học") as bar:
        session.rollback()
        while people := progress.next_people(session, after, AT_ONCE):
            changed += progress.refold_people(session, people)
            session.commit()
            after = people[-1]
            bar.update(len(people))
    mended = totals.mend(session)
    session.commit()
    if changed or mended:
        click.echo(f"Đã sửa {changed} dòng tiến độ và {mended} số tổng.")
    else:
        click.echo("Mọi số liệu đã đúng, không phải sửa gì.")
