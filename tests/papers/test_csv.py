"""The file that a spreadsheet opens and never runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.papers.csv import csv_file, harmless

DANGEROUS = tuple("=+-@\t\r＝＋－＠")


def test_it_is_what_rfc_4180_says_with_a_mark_for_spreadsheets() -> None:
    file = csv_file(["Khu phố", "Học xong"], [['Khu 1, Đồi "Cao"', 12], ["Khu 2", 0]])

    assert file == (
        b"\xef\xbb\xbf" + 'Khu phố,Học xong\r\n"Khu 1, Đồi ""Cao""",12\r\nKhu 2,0\r\n'.encode()
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+84 912", "'+84 912"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        (" =1", "' =1"),
        ("Khu 1;=1+1", "Khu 1;'=1+1"),
        ('Khu 1",=1', "Khu 1\",'=1"),
        ("＝1", "'＝1"),
        ("Khu 1 - Đồi", "Khu 1 - Đồi"),
        ("Khu 1-2", "Khu 1-2"),
        ("63,1", "63,1"),
        ("", ""),
    ],
)
def test_what_might_run_is_made_text(typed: str, written: str) -> None:
    assert harmless(typed) == written


def test_a_number_below_zero_stays_a_number() -> None:
    assert csv_file(["n"], [[-3]]).endswith(b"n\r\n-3\r\n")


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_cells_come_back_and_none_begins_a_formula(rows: list[list[str]]) -> None:
    text = csv_file(["a", "b"], rows).decode("utf-8-sig")

    read = list(csv.reader(io.StringIO(text, newline="")))[1:]

    assert len(read) == len(rows)
    for cells, typed in zip(read, rows, strict=True):
        for cell, before in zip(cells, typed, strict=True):
            assert cell == harmless(before)
            assert not cell.startswith(DANGEROUS)
            for separator in ",;|\t":
                for piece in cell.split(separator)[1:]:
                    assert not piece.lstrip(" ").startswith(tuple("=+-@"))
