import unicodedata
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.names import search_text
from learnapp.core.places import COUNTRY, Gazetteer, Place, Ward, contains

GAZETTEER = Gazetteer.load()
TODAY = date(2026, 11, 23)
QUANG_NINH, WARD, NEXT_WARD = Place("22"), Place("22", 717), Place("22", 718)


class TestContains:
    @pytest.mark.parametrize(
        ("outer", "inner", "yes"),
        [
            (COUNTRY, COUNTRY, True),
            (COUNTRY, WARD, True),
            (QUANG_NINH, QUANG_NINH, True),
            (QUANG_NINH, WARD, True),
            (WARD, WARD, True),
            (WARD, NEXT_WARD, False),
            (WARD, QUANG_NINH, False),
            (QUANG_NINH, COUNTRY, False),
            (Place("24"), WARD, False),
        ],
    )
    def test_which_contains_which(self, outer: Place, inner: Place, *, yes: bool) -> None:
        assert contains(outer, inner) is yes

    def test_a_ward_lies_in_a_province(self) -> None:
        with pytest.raises(ValueError, match="province"):
            Place(None, 717)


class TestData:
    def test_there_are_34_provinces_6_and_then_7_of_them_cities(self) -> None:
        kinds = Counter(province.kind for province in GAZETTEER.provinces)
        before = Counter(unit.kind for unit in GAZETTEER.provinces_on(date(2026, 4, 29)))

        assert kinds == {"tinh": 27, "thanh_pho": 7}
        assert before == {"tinh": 28, "thanh_pho": 6}

    @pytest.mark.parametrize("day", [date(2025, 7, 1), date(2026, 4, 29), TODAY, None])
    def test_on_every_day_there_are_3321_wards_with_codes_of_their_own(
        self, day: date | None
    ) -> None:
        codes = [
            ward.code
            for province in GAZETTEER.provinces
            for ward in GAZETTEER.wards_of(province.code, day)
        ]

        assert len(codes) == len(set(codes)) == 3321

    def test_before_july_2025_the_map_was_another(self) -> None:
        assert GAZETTEER.ward_by_code("06760", date(2025, 6, 30)) is None
        assert GAZETTEER.provinces_on(date(2025, 6, 30)) == ()

    def test_ids_are_ours_from_1_and_each_is_given_once(self) -> None:
        ids = [ward.id for ward in GAZETTEER.all_wards]

        assert ids == list(range(1, len(ids) + 1))
        assert all(GAZETTEER.ward(ward.id) is ward for ward in GAZETTEER.all_wards)
        assert GAZETTEER.ward(0) is None

    def test_every_row_is_whole(self) -> None:
        provinces = {province.code for province in GAZETTEER.provinces}
        for ward in GAZETTEER.all_wards:
            assert len(ward.code) == 5
            assert ward.code.isdigit()
            assert ward.province in provinces
            assert unicodedata.is_normalized("NFC", ward.name)
            assert ward.name == ward.name.strip()
            assert ward.area_km2 is None or 0.1 < ward.area_km2 < 2000
            assert ward.centre is not None
            latitude, longitude = ward.centre
            assert 8 < latitude < 23.5
            assert 102 < longitude < 114.5

    def test_quang_ninh(self) -> None:
        wards = GAZETTEER.wards_of("22", TODAY)

        assert len(wards) == 54
        assert Counter(ward.kind for ward in wards) == {"phuong": 30, "xa": 22, "dac_khu": 2}
        assert {ward.name for ward in wards if ward.kind == "dac_khu"} == {"Vân Đồn", "Cô Tô"}

    @pytest.mark.parametrize(
        ("code", "title", "ward_id", "area"),
        [("06760", "Phường Mông Dương", 717, 167.16), ("06778", "Phường Quang Hanh", 718, 62.63)],
    )
    def test_the_pilot_wards(self, code: str, title: str, ward_id: int, area: float) -> None:
        ward = GAZETTEER.ward_by_code(code, TODAY)

        assert ward is not None
        assert (ward.title, ward.province, ward.id, ward.area_km2) == (title, "22", ward_id, area)
        assert ward.place == Place("22", ward_id)

    def test_hoang_sa_and_truong_sa_are_on_the_map(self) -> None:
        zones = {ward.name: ward.province for ward in GAZETTEER.all_wards if ward.kind == "dac_khu"}

        assert len(zones) == 13
        assert (zones["Hoàng Sa"], zones["Trường Sa"]) == ("48", "56")

    def test_a_commune_that_became_a_ward_is_a_new_row_that_follows_the_old(self) -> None:
        old = GAZETTEER.ward_by_code("26368", date(2026, 4, 29))
        new = GAZETTEER.ward_by_code("26368", date(2026, 4, 30))

        assert old is not None
        assert new is not None
        assert (old.title, new.title) == ("Xã Long Thành", "Phường Long Thành")
        assert len(GAZETTEER.successions) == 10
        assert (old.id, new.id) in {(s.old_ward_id, s.new_ward_id) for s in GAZETTEER.successions}

    def test_every_ended_ward_has_a_successor_from_that_day(self) -> None:
        ended = {ward.id: ward.until_day for ward in GAZETTEER.all_wards if ward.until_day}

        assert ended == {step.old_ward_id: step.day for step in GAZETTEER.successions}
        for step in GAZETTEER.successions:
            new = GAZETTEER.ward(step.new_ward_id)
            assert new is not None
            assert new.from_day == step.day


class TestTitles:
    def test_in_vietnamese_and_english(self) -> None:
        province, city = GAZETTEER.province("22"), GAZETTEER.province("01")
        zone = found("dac khu van don")

        assert province is not None
        assert city is not None
        assert (province.title, province.title_en) == ("Tỉnh Quảng Ninh", "Quảng Ninh province")
        assert (city.title, city.title_en) == ("Thành phố Hà Nội", "Hà Nội city")
        assert found("mong duong").title_en == "Mông Dương ward"
        assert (zone.title, zone.title_en) == ("Đặc khu Vân Đồn", "Vân Đồn special zone")

    def test_a_province_may_become_a_city(self) -> None:
        before, after = (
            GAZETTEER.province("75", day) for day in (date(2026, 4, 29), date(2026, 4, 30))
        )

        assert before is not None
        assert after is not None
        assert (before.title, after.title) == ("Tỉnh Đồng Nai", "Thành phố Đồng Nai")
        assert GAZETTEER.province("99") is None


class TestOrder:
    def test_provinces_and_wards_are_sorted_by_name(self) -> None:
        assert [province.name for province in GAZETTEER.provinces][:8] == [
            "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk",
            "Điện Biên",
        ]  # fmt: skip
        names = [ward.name for ward in GAZETTEER.wards_of("22")]
        assert names[:4] == ["An Sinh", "Ba Chẽ", "Bãi Cháy", "Bình Khê"]
        assert [name for name in names if name.startswith("Móng")] == [
            "Móng Cái 1", "Móng Cái 2", "Móng Cái 3",
        ]  # fmt: skip


def found(text: str) -> Ward:
    return GAZETTEER.search(text, 1)[0]


class TestSearch:
    @pytest.mark.parametrize(
        "typed",
        [
            "mong duong", "Mông Dương", unicodedata.normalize("NFD", "Mông Dương"),
            "phuong mong duong", "  MONG   DUONG ", "mong duong quang ninh", "duong mong",
            "mong duong, tinh quang ninh", "mon duo", "mongduong", "p. mong duong",
            "quang ninh mong duong phuong",
        ],
    )  # fmt: skip
    def test_it_finds_mong_duong(self, typed: str) -> None:
        assert found(typed).code == "06760"

    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("ha long", {"Hạ Long", "Hà Long"}),
            ("hạ long", {"Hạ Long"}),
            ("hà long", {"Hà Long"}),
            ("hoà bình", {"Hòa Bình"}),
            ("mdrak", {"M'Drắk"}),
            ("m'drăk", {"M'Drắk"}),
            ("lang co", {"Chân Mây - Lăng Cô"}),
            ("dong da ha noi", {"Đống Đa"}),
        ],
    )
    def test_the_name_that_was_typed_comes_first(self, typed: str, first: set[str]) -> None:
        assert found(typed).name in first

    def test_a_kind_typed_with_the_name_chooses_among_the_same_names(self) -> None:
        wards = GAZETTEER.search("phường hòa bình", 3)

        assert [ward.title for ward in wards] == ["Phường Hòa Bình"] * 3

    def test_a_province_alone_gives_its_wards_after_those_of_its_name(self) -> None:
        wards = GAZETTEER.search("tinh quang ninh", 56)

        assert [ward.title for ward in wards[:2]] == ["Xã Quảng Ninh"] * 2
        assert {ward.province for ward in wards[2:]} == {"22"}

    def test_wards_that_are_no_more_are_not_found(self) -> None:
        wards = GAZETTEER.search("long thanh dong nai", 50)

        assert wards[0].title == "Phường Long Thành"
        assert all(ward.until_day is None for ward in wards)

    @pytest.mark.parametrize("typed", ["", "   ", "-", "xyzzy", "mong duong lao cai"])
    def test_it_finds_nothing(self, typed: str) -> None:
        assert GAZETTEER.search(typed) == []

    def test_it_gives_no_more_than_asked_for(self) -> None:
        assert len(GAZETTEER.search("a", 7)) == 7
        assert GAZETTEER.search("a", 0) == []

    @given(st.sampled_from(GAZETTEER.wards_of("22") + GAZETTEER.wards_of("66")))
    def test_every_ward_is_found_by_its_name_without_marks_and_province(self, ward: Ward) -> None:
        province = GAZETTEER.province(ward.province)

        assert province is not None
        assert found(search_text(f"{ward.title} {province.name}")) == ward

    @given(st.text(max_size=60))
    def test_any_text_is_answered(self, text: str) -> None:
        assert len(GAZETTEER.search(text, 5)) <= 5
