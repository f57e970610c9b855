"""Cells of the screen as values of a file."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from markupsafe import Markup
from python_calamine import CalamineWorkbook

from portal.cells import Cell, Column, badge, kind_chip, link, segment_badge
from portal.lists import csv_file, xlsx_file
from portal.lists.values import Value, value, words

COLUMNS = [
    Column("Nom"),
    Column("Places", numeric=True),
    Column("Jusqu’au", kind="tight"),
    Column("", screen_only=True),
]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (None, ""),
        (0, "0"),
        ("Zoé & fils", "Zoé & fils"),
        (link("/x", "Zoé & <fils>"), "Zoé & <fils>"),
        (badge("active", "publié", "depuis hier"), "publié"),
        (Markup("{} {}").format(kind_chip("IP", "fr"), link("/p", "Cuisine")), "IP Cuisine"),
        (
            Markup('<span class="late">12.11.2026</span><br><span class="muted">en retard</span>'),
            "12.11.2026 en retard",
        ),
        (segment_badge("A"), "A"),
        (Markup('<span class="none">–</span>'), ""),
    ],
)
def test_row_25_a_cell_is_read_as_it_is_seen(cell: Cell, said: str) -> None:
    assert words(cell) == said


@pytest.mark.parametrize(
    ("cell", "numeric", "found"),
    [
        (3, True, 3),
        ("48'250.50", True, 48250.5),
        ("\N{MINUS SIGN}3", True, -3),
        (link("/day", 7), True, 7),
        ("48'250.50", False, "48'250.50"),
        ("31.12.2026", False, date(2026, 12, 31)),
        ("31.02.2026", False, "31.02.2026"),
        ("12 %", True, "12 %"),
        ("756.9217.0769.85", False, "756.9217.0769.85"),
    ],
)
def test_row_25_numbers_and_days_are_real_ones(cell: Cell, numeric: bool, found: Value) -> None:
    assert value(cell, numeric=numeric) == found


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_row_25_no_cell_of_a_csv_is_a_formula(evil: str) -> None:
    text = b"".join(csv_file.lines(COLUMNS, [[evil, 1, "", ""]])).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text[1:], newline=""), delimiter=";"))
    assert rows == [["Nom", "Places", "Jusqu’au"], [f"'{evil}", "1", ""]]


def test_row_25_a_link_is_written_as_its_words_and_is_no_formula_either() -> None:
    row: list[Cell] = [link("/x?a=1&b=2", "=1 &  <b>", "strong"), 2, Markup("+1 &amp; <i>2</i>")]
    text = b"".join(csv_file.lines(COLUMNS[:3], [row])).decode()
    assert text.splitlines()[1] == "'=1 & <b>;2;'+1 & 2"


def test_row_25_an_excel_file_holds_texts_numbers_and_days_and_no_formula() -> None:
    rows: list[list[Cell]] = [["=HYPERLINK(1)", 3, "31.12.2026", "x"], [link("/a", "Zoé"), None, "", "x"]]
    with xlsx_file.book("Essai: [1]", COLUMNS, rows, at=datetime(2026, 11, 28, tzinfo=UTC)) as made:
        sheet = CalamineWorkbook.from_filelike(made).get_sheet_by_index(0)
    assert sheet.to_python() == [
        ["Nom", "Places", "Jusqu’au"],
        ["=HYPERLINK(1)", 3.0, date(2026, 12, 31)],
        ["Zoé", "", ""],
    ]


def test_row_25_a_long_csv_flows_in_small_pieces() -> None:
    pieces = [len(each) for each in csv_file.lines(COLUMNS, ([f"Nom {n}", n, "", ""] for n in range(10_000)))]
    assert len(pieces) > 10
    assert max(pieces) < 64_000


def test_row_25_an_excel_file_says_back_every_kind_of_cell_exactly() -> None:
    columns = [Column("Texte"), Column("Jour"), Column("Nombre", numeric=True), Column("Montant", numeric=True)]
    nasty = ["=1+1", "<b>&", "a\x01b", "_x0041_", " large ", "x" * 40_000, "tab\there", "é – ’"]
    rows = [[text, f"{place + 1:02}.02.2026", place, f"-{place}'250.50"] for place, text in enumerate(nasty)]
    rows.append([Markup("<b>fett</b>"), None, None, ""])
    rows.append(["<b>fett</b>", "31.02.2026", 3, "12"])
    with xlsx_file.book("Tout", columns, rows, at=datetime(2026, 11, 23, tzinfo=UTC)) as book:
        heads, *read = CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()
    assert heads == ["Texte", "Jour", "Nombre", "Montant"]
    assert [row[0] for row in read] == [*nasty[:5], "x" * xlsx_file.LONGEST, *nasty[6:], "fett", "<b>fett</b>"]
    assert [row[1] for row in read[:8]] == [date(2026, 2, place + 1) for place in range(8)]
    assert [row[3] for row in read[:8]] == [-(1000 * place + 250.5) if place else -250.5 for place in range(8)]
    assert read[8][1:] == ["", "", ""]
    assert read[9][1:] == ["31.02.2026", 3, 12]
