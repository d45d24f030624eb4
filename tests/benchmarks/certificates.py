"""How many certificates one run of ``flask certificates print`` sets in a second.

The reference is the least that typst can do: a page with one name on it, by a compiler that has
read the same fonts. Both are measured in one run, in turns.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import typst
from flask import Flask
from flask_migrate import upgrade

from learnapp.app import create_app
from learnapp.clock import utc_now
from learnapp.config import ROOT, Settings
from learnapp.extensions import db
from learnapp.papers.certificate import FONTS
from learnapp.services import places, publishing
from tests.accounts import make_account
from tests.certificates import COURSE, complete

PEOPLE = 1000
REFERENCE_PAGES = 200
PLAIN = """#set page(paper: "a4", flipped: true)
#set text(font: "Noto Serif", size: 34pt)
#json(bytes(sys.inputs.paper)).name
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """What one run printed: how many, in how many seconds; and the reference's pages a second."""

    many: int
    seconds: float
    bytes_each: float
    reference_a_second: float

    @property
    def a_second(self) -> float:
        return self.many / self.seconds

    @property
    def ratio(self) -> float:
        return self.a_second / self.reference_a_second


def measure(folder: Path, people: int = PEOPLE) -> Printed:
    """Let made-up people complete a course, and set the certificates of all of them."""
    app = _site(folder, people)
    out = folder / "papers"
    before = _reference(folder)
    began = time.perf_counter()
    result = app.test_cli_runner().invoke(
        args=["certificates", "print", "--course", COURSE, "--out", str(out)]
    )
    seconds = time.perf_counter() - began
    after = _reference(folder)
    if result.exit_code:
        raise RuntimeError(result.output)
    sizes = [path.stat().st_size for path in out.glob("*.pdf")]
    return Printed(len(sizes), seconds, median(sizes), (before + after) / 2)


def _site(folder: Path, people: int) -> Flask:
    app = create_app(
        Settings(
            database_url=f"sqlite:///{folder / 'certificates.sqlite3'}",
            secret_key="k" * 40,
            pin_pepper="p" * 40,
            lessons_folder=ROOT / "tests" / "lessons",
            argon2_time_cost=1,
            argon2_memory_kib=8,
        )
    )
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        session, now = db.session(), utc_now()
        places.load(session, app.extensions["gazetteer"])
        publishing.publish(session, app.extensions["catalogue"], now=now)
        for n in range(people):
            name = f"{('Nguyễn', 'Trần', 'Lê', 'Phạm')[n % 4]} {('Thị', 'Văn')[n % 2]} Mẫu {n}"
            person_id = make_account(session, app, phone=f"09{n:08}", full_name=name)
            complete(session, app, person_id, at=now, witnessed=n % 3 == 0)
        session.commit()
    return app


def _reference(folder: Path) -> float:
    """Return how many pages with one name typst sets in a second."""
    plain = folder / "plain.typ"
    plain.write_text(PLAIN, encoding="utf-8")
    compiler = typst.Compiler(root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True)
    began = time.perf_counter()
    for n in range(REFERENCE_PAGES):
        words = json.dumps({"name": f"Nguyễn Thị Mẫu {n}"})
        compiler.compile(input=str(plain), format="pdf", sys_inputs={"paper": words})
    return REFERENCE_PAGES / (time.perf_counter() - began)
