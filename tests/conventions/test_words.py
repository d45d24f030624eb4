"""Every refusal, fault and message of a library has words of ours, in both languages."""

import ast
import inspect
import re
from pathlib import Path

import pytest
import wtforms
from babel.messages.catalog import Catalog

from learnapp.cli import words as words_cli
from learnapp.cli.lesson_words import WORDS as FAULT_WORDS
from learnapp.core import errors
from learnapp.core.errors import LearnappError
from learnapp.core.lesson_faults import Fault
from learnapp.web.errors import PAGES, STATUSES, WORDS
from learnapp.web.field_words import PLURALS, RANGES
from learnapp.web.field_words import WORDS as FIELD_WORDS
from learnapp.web.language import PREFIXES
from tests.conventions.source import APPLICATION, TEMPLATES, named, templates, tree
from tests.conventions.test_templates import VIETNAMESE

REFUSALS = [
    refusal
    for _, refusal in inspect.getmembers(errors, inspect.isclass)
    if issubclass(refusal, LearnappError) and refusal is not LearnappError
]
TOLD_ELSEWHERE = {
    "told by the command that met it": {"BadSlug", "FileTaken"},
    "kept as the reason of a refused record": {
        "UnknownAct",
        "UnknownChoice",
        "UnknownPractice",
        "UnknownQuestion",
        "UnknownRecord",
        "UnknownVersion",
        "UnreadableActs",
        "UnreadableRecord",
        "UnreadableVersion",
        "VerbNotAccepted",
    },
}
SHOWCASE = {"learnapp/web/public/ui.py", "learnapp/web/public/ui_practice.py"}
"""Open in development only, for whoever works on the components."""


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.__name__)
def test_every_refusal_says_what_happened(refusal: type[LearnappError]) -> None:
    page = STATUSES.get(refusal)

    if any(refusal.__name__ in names for names in TOLD_ELSEWHERE.values()):
        return
    assert refusal in WORDS or page in PAGES, f"Give {refusal.__name__} words in web/errors.py"


def test_every_status_that_a_refusal_gives_has_a_page() -> None:
    assert set(STATUSES.values()) <= set(PAGES)
    assert {400, 403, 404, 409, 413, 429, 500} <= set(PAGES)


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_of_a_lesson_says_what_to_write(fault: Fault) -> None:
    assert VIETNAMESE.search(str(FAULT_WORDS[fault])), "Words in cli/lesson_words.py"


def test_every_message_of_the_form_library_has_words() -> None:
    known = set(FIELD_WORDS) | set(PLURALS) | set(RANGES)
    asked = {
        message
        for path in sorted(Path(wtforms.__file__).parent.rglob("*.py"))
        for message in _asked(path)
    }

    assert asked, "WTForms changed how it asks for its messages"
    assert not asked - known, "Say it in our words in web/field_words.py"


def _asked(path: Path) -> set[str]:
    """Return what a module of WTForms says: the singular of ``ngettext``, all of ``gettext``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Attribute, ast.Name)):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        first = node.args[0] if node.args else None
        if name in {"gettext", "ngettext"} and isinstance(first, ast.Constant):
            found.add(str(first.value))
    return found


def test_views_and_forms_say_nothing_that_cannot_be_translated() -> None:
    bare = []
    for path in sorted((APPLICATION / "web").rglob("*.py")):
        if named(path) in SHOWCASE:
            continue
        said = _translated_or_documented(tree(path))
        bare += [
            f"{named(path, node.lineno)} {node.value[:50]!r}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and VIETNAMESE.search(node.value)
            and id(node) not in said
        ]

    assert not bare, f"Put it in _(…), lazy(…) or n_(…): {bare}"


def _translated_or_documented(module: ast.Module) -> set[int]:
    """Return the texts that stand in ``_()``, ``lazy()``, ``n_()``, or alone as a docstring."""
    kept: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            kept.add(id(node.value))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_", "lazy", "n_"}
        ):
            kept |= {id(argument) for argument in node.args}
    return kept


def test_words_are_only_taken_from_texts_that_stand_in_the_code() -> None:
    built = [
        named(path, node.lineno)
        for path in sorted((APPLICATION / "web").rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "lazy", "n_"}
        and node.args
        and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))
    ]

    assert not built, f"A text put together at run time is in no catalogue: {built}"


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return words_cli.said()


def test_every_language_with_an_address_has_a_catalogue_and_the_other_way_round() -> None:
    assert set(words_cli.languages()) == set(PREFIXES)


@pytest.mark.parametrize("language", PREFIXES)
class TestTranslations:
    def test_a_translation_is_complete(self, language: str, wanted: Catalog) -> None:
        faults = list(words_cli.faults(words_cli.read(language), wanted))

        assert not faults, f"flask --app wsgi words update, then translate: {faults[:10]}"

    def test_its_file_is_as_the_update_writes_it(self, language: str, wanted: Catalog) -> None:
        kept = words_cli.read(language)
        words_cli.merge(kept, wanted)

        written = words_cli.path_of(language).read_text(encoding="utf-8")
        assert texts(written) == texts(words_cli.as_text(kept)), "flask --app wsgi words update"

    def test_nothing_vietnamese_is_left_in_it(self, language: str, wanted: Catalog) -> None:
        """Names of places, services and documents stay as they are, in quotes or with a capital."""
        left = [
            string
            for message in words_cli.read(language)
            if message.id
            for string in ([message.string] if isinstance(message.string, str) else message.string)
            if string == message.id and VIETNAMESE.search(string) and " " in string
        ]

        assert not left, "The translation repeats the source"


def texts(catalogue: str) -> list[str]:
    """Return a catalogue's lines but for those that say in which file a text stands."""
    return [line for line in catalogue.splitlines() if not line.startswith("#:")]


def test_a_new_text_is_found_missing_and_a_dropped_one_left_over() -> None:
    wanted, kept = Catalog(locale="en"), Catalog(locale="en")
    wanted.add("Bấm %(what)s")
    wanted.add("Vào lớp")
    kept.add("Bấm %(what)s", "Press %(that)s", flags={"python-format"})
    kept.add("Ra về", "Go home")

    faults = "\n".join(words_cli.faults(kept, wanted))

    assert "chưa có trong bản dịch: 'Vào lớp'" in faults
    assert "không còn được dùng: 'Ra về'" in faults
    assert "chỗ điền không khớp: 'Bấm %(what)s'" in faults


def test_an_update_keeps_what_was_translated() -> None:
    wanted, kept = Catalog(locale="en"), Catalog(locale="en")
    wanted.add("Vào lớp")
    wanted.add("Làm lại")
    kept.add("Vào lớp", "Join")
    kept.add("Ra về", "Go home")

    gone = words_cli.merge(kept, wanted)

    assert gone == ["'Ra về'"]
    assert kept["Vào lớp"].string == "Join"
    assert not kept["Làm lại"].string
    assert not re.search("Date|Babel", words_cli.as_text(kept))


def test_one_verb_for_one_action() -> None:
    """People bấm; they never nhấn, chạm or click. (A lesson may teach chạm, vuốt, giữ.)"""
    other = re.compile(r"\b(nhấn|chạm|click|nhấp|kích)\b", re.IGNORECASE)
    found = [
        message.id for message in words_cli.said() if message.id and other.search(str(message.id))
    ]

    assert not found, "Write 'bấm'"


def test_templates_are_all_read_by_the_extraction() -> None:
    read = {name for message in words_cli.said() for name, _ in message.locations}
    speaking = {
        named(path)
        for path in templates()
        if re.search(r"\{[{%][^}]*\b_\(", path.read_text(encoding="utf-8"))
    }

    assert TEMPLATES.exists()
    assert speaking <= read
