"""Keeps the translations in step with what the code and the pages say.

Vietnamese is the source. Catalogues hold no dates and no line numbers: two people who run
``flask words update`` on the same code get the same file.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from learnapp.config import ROOT

KEYWORDS = {"_": None, "lazy": None, "n_": (1, 2)}
METHODS = (
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.svg", "jinja2"),
)
# A template that cannot be parsed stops the work; by default its words would be left out.
OPTIONS = {"**/templates/**.*": {"silent": "false"}}
NOTE = "# Learnapp in {name}. Vietnamese is the source; kept by `flask words update`.\n"
MADE_BY_THE_CLOCK = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By")
NOBODY = ("Last-Translator", "Language-Team", "Report-Msgid-Bugs-To", "Project-Id-Version")

words_cli = AppGroup("words", help="Bản dịch: kiểm và cập nhật.")


def said(root: Path = ROOT) -> Catalog:
    """Return everything that the code and the pages under ``root`` say, untranslated."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(
        root / "learnapp",
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for filename, _line, message, comments, context in sorted(found, key=lambda one: one[:2]):
        place = (f"learnapp/{Path(filename).as_posix()}", 0)
        catalog.add(message, None, [place], auto_comments=comments, context=context)
    return catalog


def languages(root: Path = ROOT) -> list[str]:
    """Return the languages there are: a new one begins with its folder in translations/."""
    return sorted(path.name for path in (root / "translations").iterdir() if path.is_dir())


def path_of(language: str, root: Path = ROOT) -> Path:
    """Return where the catalogue of a language lies."""
    return root / "translations" / language / "LC_MESSAGES" / "messages.po"


def read(language: str, root: Path = ROOT) -> Catalog:
    """Return the catalogue of a language; an empty one where there is none yet."""
    path = path_of(language, root)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(kept: Catalog, wanted: Catalog) -> list[str]:
    """Bring a catalogue in step, keeping every translation; return what is said no longer."""
    kept.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
    gone = sorted(_name(message) for message in kept.obsolete.values())
    kept.obsolete.clear()
    return gone


def as_text(catalog: Catalog) -> str:
    """Return the catalogue as a file: sorted, without dates and line numbers."""
    buffer = io.BytesIO()
    write_po(
        buffer, catalog, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    language = str(catalog.locale)
    name = catalog.locale.english_name if catalog.locale else language
    left_out = tuple(f'"{header}:' for header in (*MADE_BY_THE_CLOCK, *NOBODY))
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if line.startswith("msgid"))
    body = [line for line in lines[first:] if not line.startswith(left_out)]
    return NOTE.format(name=name) + "".join(body)


def faults(kept: Catalog, wanted: Catalog) -> Iterator[str]:
    """Yield, in Vietnamese, everything that keeps a catalogue from being complete."""
    for message in _messages(wanted):
        translated = kept.get(message.id, message.context)
        if translated is None:
            yield f"chưa có trong bản dịch: {_name(message)}"
        elif translated.fuzzy:
            yield f"bản dịch còn nghi ngờ (fuzzy): {_name(message)}"
        elif not _is_whole(translated):
            yield f"chưa dịch: {_name(message)}"
    for message in _messages(kept):
        if wanted.get(message.id, message.context) is None:
            yield f"không còn được dùng: {_name(message)}"
    for message in kept.obsolete.values():
        yield f"không còn được dùng: {_name(message)}"
    for message, errors in kept.check():
        for error in errors:
            yield f"chỗ điền không khớp: {_name(message)} ({error})"


def _messages(catalog: Catalog) -> Iterable[Message]:
    return (message for message in catalog if message.id)


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(strings) and all(strings)


def _name(message: Message) -> str:
    return repr(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


@words_cli.command(help="Kiểm mọi câu đã dịch đủ, không thừa, chỗ điền khớp nhau.")
def check() -> None:
    """Report everything missing, unsure, left over or broken; exit 1 if there is one."""
    wanted, count = said(), 0
    for language in languages():
        for fault in faults(read(language), wanted):
            count += 1
            click.echo(f"{path_of(language).relative_to(ROOT)}: {fault}", err=True)
    if count:
        click.echo(f"{count} chỗ cần sửa. Chạy: flask --app wsgi words update, rồi dịch.", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{len(wanted)} câu, bản dịch đủ.")


@words_cli.command(help="Đưa câu mới vào bản dịch, bỏ câu không còn dùng, giữ câu đã dịch.")
def update() -> None:
    """Extract and merge; say what is still to be translated."""
    wanted = said()
    for language in languages():
        kept = read(language)
        gone = merge(kept, wanted)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(kept), encoding="utf-8")
        missing = sum(not _is_whole(message) for message in _messages(kept))
        click.echo(
            f"{path.relative_to(ROOT)}: {len(kept)} câu, {missing} chưa dịch, bỏ {len(gone)}."
        )
