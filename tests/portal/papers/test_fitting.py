"""A table whose widths are known before looks like one the press tried out, and is known only where it can be."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from portal.papers.fitting import UPRIGHT, fitted
from portal.papers.press import printed

COLUMNS: list[dict[str, Any]] = [
    {"label": "N°", "numeric": True, "share": 0},
    {"label": "Atelier", "numeric": False, "share": 1},
    {"label": "Remarque", "numeric": False, "share": 2},
]
LONG = "Remise en état de vélos, de l’accueil à la caisse " * 3
ROWS = [["1", "Villa Ritter", "WAVE AV To"], ["2", "Biel/Bienne", LONG], ["3", "Neuveville", "Brügg & Evilard"]]


def lefts_and_tops(table: dict[str, Any]) -> list[float]:
    """Return where each line of the printed table begins: of its number and of its atelier, from left and bottom."""
    given = {"title": "Liste", "language": "fr", "empty": "", **table}
    page = pypdfium2.PdfDocument(printed("list.typ", given, at=datetime(2026, 11, 28, tzinfo=UTC)))[0].get_textpage()
    found: list[float] = []
    for row in ROWS:
        place, _ = page.search(row[1]).get_next()
        found += page.get_charbox(place)[:2]
    return found


def test_a_fitted_table_stands_where_the_press_would_set_it() -> None:
    table = fitted(COLUMNS, ROWS, size=8.5)
    assert table["low"] == [True, False, True]
    assert sum(each["width"] for each in table["columns"]) == pytest.approx(UPRIGHT, abs=0.05)
    tried_out = lefts_and_tops({"columns": COLUMNS, "rows": ROWS})
    assert lefts_and_tops(table) == pytest.approx(tried_out, abs=1.0)
    tops = tried_out[1::2]
    assert len({round(above - below) for above, below in pairwise(tops)}) == 2, "the long line is higher"


def test_what_cannot_be_known_before_is_left_to_the_press() -> None:
    assert fitted(COLUMNS, [["1", "工作", "Programme"]], size=8.5)["low"] == [False], "not in our type"
    crowded = [{"label": "Remarque", "numeric": False, "share": 0}, *COLUMNS]
    assert "low" not in fitted(crowded, [[LONG, *row] for row in ROWS], size=8.5), "no room for the others"
    assert "low" not in fitted(COLUMNS[:1], [["1"]], size=8.5), "nothing shares the rest"
