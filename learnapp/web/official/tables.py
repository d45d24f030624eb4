"""Tables as values: the page and the file are made of the same one, so they agree to the digit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from learnapp.core.figures import Rate
from learnapp.core.suppression import Hidden, Shown
from learnapp.web.i18n import _, format_number, format_percent

SORT, DIRECTION = "sap-xep", "chieu"
UP, DOWN = "tang", "giam"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, the whole number behind them, and by what it sorts (None: last)."""

    text: str
    number: int | None = None
    weight: float | str | None = None
    trend: tuple[int, ...] = ()

    @property
    def in_file(self) -> str | int:
        """What a file says: a whole number without dots, otherwise the very words of the page."""
        return self.text if self.number is None else self.number


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``key`` is its name in addresses, empty where nobody sorts by it."""

    label: str
    key: str = ""
    figures: bool = True
    file_label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row. ``note`` stands beside its name; a pinned one keeps its place at the end."""

    cells: tuple[Cell, ...]
    note: str = ""
    care: bool = False
    href: str = ""
    share: float | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a table is sorted, and which way."""

    key: str
    descending: bool = True

    @property
    def in_address(self) -> dict[str, str]:
        return {SORT: self.key, DIRECTION: DOWN if self.descending else UP}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the page shows it; ``name`` is its name in addresses."""

    name: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    foot: Line | None = None
    order: Order | None = None

    def sorted_by(self, order: Order) -> "Table":
        """Sort by what is shown, never by what is hidden; equal ones by the first column."""
        at = next((n for n, one in enumerate(self.columns) if one.key == order.key), None)
        if at is None:
            return self
        by_name = sorted(self.lines, key=lambda line: str(line.cells[0].weight))
        known = [line for line in by_name if line.cells[at].weight is not None]
        known.sort(key=lambda line: line.cells[at].weight, reverse=order.descending)  # type: ignore[arg-type, return-value]
        unknown = [line for line in by_name if line.cells[at].weight is None]
        lines = sorted([*known, *unknown], key=lambda line: line.pinned)
        return replace(self, lines=tuple(lines), order=order)

    def order_after(self, column: Column) -> Order:
        """Return the order that pressing a heading asks for: the other way, if it holds now."""
        if self.order and self.order.key == column.key:
            return Order(column.key, not self.order.descending)
        return Order(column.key, descending=column.figures)

    def file_headings(self) -> list[str]:
        """Return the headings for a file; notes have a column of their own there."""
        return [*(one.file_label or one.label for one in self.columns), _("Ghi chú")]

    def file_rows(self) -> Iterable[list[str | int]]:
        """Return the rows for a file, the total last."""
        for line in (*self.lines, *([self.foot] if self.foot else [])):
            yield [*(cell.in_file for cell in line.cells), line.note]


def order_from(arguments: Mapping[str, str], default: Order) -> Order:
    """Read the order out of an address."""
    key = arguments.get(SORT, "")
    if not key:
        return default
    return Order(key, descending=arguments.get(DIRECTION) != UP)


def words(text: str, weight: str | None = None) -> Cell:
    """Make a cell of words."""
    return Cell(text, weight=text if weight is None else weight)


def number(shown: Shown | None, none: str = "–") -> Cell:
    """Make a cell of a number that may be hidden, or not be there."""
    if shown is None:
        return Cell(none)
    if isinstance(shown, Hidden):
        return Cell(hidden_words(shown))
    return Cell(format_number(shown), number=shown, weight=shown)


def percent(rate: Rate | None, *, hidden: bool = False) -> Cell:
    """Make a cell of a share, "–" where there is none to tell."""
    share = None if rate is None or hidden else rate.share
    return Cell("–") if share is None else Cell(format_percent(share), weight=share)


def hidden_words(hidden: Hidden) -> str:
    """Say why a number is not told."""
    return _("dưới 5") if hidden is Hidden.SMALL else _("không nêu")
