"""Provinces and wards: which contains which, what they are called, and since when.

The official code of a ward is not its identity: nearly every code in force since 1 July 2025 had
belonged to another unit before. So a ward has an id of ours that is never given again, and each
change of kind, name or extent is a new ward with days of its own. Data: ``learnapp/data``.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Self

from learnapp.core.names import place_sort_key
from learnapp.core.place_index import PlaceIndex

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""


@dataclass(frozen=True, slots=True)
class Place:
    """The country, a province by its code, or a ward by its province and our id."""

    province: str | None = None
    ward_id: int | None = None

    def __post_init__(self) -> None:
        if self.ward_id is not None and self.province is None:
            raise ValueError("a ward lies in a province")


COUNTRY = Place()


def contains(outer: Place, inner: Place) -> bool:
    """Whether all of ``inner`` lies in ``outer``. A place contains itself."""
    if outer.province is None:
        return True
    return outer.province == inner.province and outer.ward_id in {None, inner.ward_id}


class ProvinceKind(StrEnum):
    """The two kinds of places below the country."""

    PROVINCE = "tinh"
    CITY = "thanh_pho"


class WardKind(StrEnum):
    """The three kinds of places below a province."""

    WARD = "phuong"
    COMMUNE = "xa"
    SPECIAL_ZONE = "dac_khu"


_KIND_WORDS: dict[str, tuple[str, str]] = {
    ProvinceKind.PROVINCE: ("Tỉnh", "province"),
    ProvinceKind.CITY: ("Thành phố", "city"),
    WardKind.WARD: ("Phường", "ward"),
    WardKind.COMMUNE: ("Xã", "commune"),
    WardKind.SPECIAL_ZONE: ("Đặc khu", "special zone"),
}


@dataclass(frozen=True, slots=True)
class _Unit:
    """What provinces and wards share. ``until_day`` is the first day it is no longer so."""

    code: str
    name: str
    kind: str
    from_day: date
    until_day: date | None
    centre: Point | None

    @property
    def title(self) -> str:
        """Kind and name: "Phường Mông Dương", "Tỉnh Quảng Ninh"."""
        return f"{_KIND_WORDS[self.kind][0]} {self.name}"

    @property
    def title_en(self) -> str:
        """Name and kind in English: "Mông Dương ward", "Quảng Ninh province"."""
        return f"{self.name} {_KIND_WORDS[self.kind][1]}"

    def in_force(self, day: date | None) -> bool:
        """Whether it is so on a day; without a day: whether no end of it is known."""
        if day is None:
            return self.until_day is None
        return self.from_day <= day and (self.until_day is None or day < self.until_day)


@dataclass(frozen=True, slots=True)
class Province(_Unit):
    """A province or a city under the central government; two digits of code."""

    aliases: str = ""

    @property
    def place(self) -> Place:
        """The province as a place."""
        return Place(self.code)


@dataclass(frozen=True, slots=True)
class Ward(_Unit):
    """A ward, commune or special zone; five digits of code, in text; area in square km."""

    id: int
    province: str
    area_km2: float | None = None

    @property
    def place(self) -> Place:
        """The ward as a place."""
        return Place(self.province, self.id)


@dataclass(frozen=True, slots=True)
class Succession:
    """The whole of an old ward became, or became part of, the new one on a day."""

    old_ward_id: int
    new_ward_id: int
    day: date


class Gazetteer:
    """All provinces and wards, held in memory and never changed.

    Where a ``day`` is taken, ``None`` means the newest map.
    """

    def __init__(
        self,
        provinces: Iterable[Province],
        wards: Iterable[Ward],
        successions: Iterable[Succession] = (),
    ) -> None:
        by_name = sorted(provinces, key=lambda unit: (place_sort_key(unit.name), unit.from_day))
        self._provinces = tuple(by_name)
        self.all_wards = tuple(sorted(wards, key=lambda ward: ward.id))
        self.successions = tuple(successions)
        self._by_id = {ward.id: ward for ward in self.all_wards}
        self._by_code: dict[str, list[Ward]] = {}
        self._by_province: dict[str, list[Ward]] = {}
        for ward in sorted(self.all_wards, key=lambda ward: (place_sort_key(ward.name), ward.id)):
            self._by_code.setdefault(ward.code, []).append(ward)
            self._by_province.setdefault(ward.province, []).append(ward)
        self._index = PlaceIndex(
            (ward, ward.name, ward.title, f"{province.title} {province.aliases}")
            for province in self.provinces
            for ward in self.wards_of(province.code)
        )

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the data that the package carries; once, then the same one is given again."""
        return cls(
            (_province(row) for row in _rows("provinces.csv")),
            (_ward(row) for row in _rows("wards.csv")),
            (
                Succession(
                    int(row["old_ward_id"]), int(row["new_ward_id"]), date.fromisoformat(row["day"])
                )
                for row in _rows("successions.csv")
            ),
        )

    @property
    def provinces(self) -> tuple[Province, ...]:
        """Every province as it is on the newest map, one for each code, by name."""
        return self.provinces_on(None)

    def provinces_on(self, day: date | None) -> tuple[Province, ...]:
        """Every province as it is on a day, by name."""
        return tuple(province for province in self._provinces if province.in_force(day))

    def province(self, code: str, day: date | None = None) -> Province | None:
        """Find a province by its code."""
        return next((unit for unit in self.provinces_on(day) if unit.code == code), None)

    def ward(self, ward_id: int) -> Ward | None:
        """Find a ward by our id, whether it is still in force or not."""
        return self._by_id.get(ward_id)

    def ward_by_code(self, code: str, day: date | None = None) -> Ward | None:
        """Find the ward that has this official code on a day."""
        return next((ward for ward in self._by_code.get(code, ()) if ward.in_force(day)), None)

    def wards_of(self, province: str, day: date | None = None) -> tuple[Ward, ...]:
        """Every ward of a province on a day, sorted by name; none for an unknown code."""
        return tuple(ward for ward in self._by_province.get(province, ()) if ward.in_force(day))

    def search(self, text: str, limit: int = 10) -> list[Ward]:
        """Find wards of the newest map by the beginnings of words, in any order, marks or none.

        Words may be of the ward, its kind and its province ("mong duong quang ninh"). The exact
        name comes first. Nothing typed finds nothing.
        """
        return self._index.search(text, limit)


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    """Read a table of ours, row by row."""
    text = resources.files("learnapp.data").joinpath(file_name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _day(text: str) -> date | None:
    """Read a day; an empty cell is none."""
    return date.fromisoformat(text) if text else None


def _province(row: dict[str, str]) -> Province:
    """Read one row of ``provinces.csv``."""
    return Province(
        code=row["code"],
        name=row["name"],
        kind=ProvinceKind(row["kind"]),
        from_day=date.fromisoformat(row["from_day"]),
        until_day=_day(row["until_day"]),
        centre=(float(row["lat"]), float(row["lon"])),
        aliases=row["aliases"],
    )


def _ward(row: dict[str, str]) -> Ward:
    """Read one row of ``wards.csv``."""
    return Ward(
        id=int(row["id"]),
        code=row["code"],
        name=row["name"],
        kind=WardKind(row["kind"]),
        province=row["province"],
        from_day=date.fromisoformat(row["from_day"]),
        until_day=_day(row["until_day"]),
        centre=(float(row["lat"]), float(row["lon"])) if row["lat"] else None,
        area_km2=float(row["area_km2"]) if row["area_km2"] else None,
    )
