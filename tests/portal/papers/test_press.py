"""Papers are accessible, the same every time, and never take a value for markup."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from portal.papers.press import printed

AT = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


def _list(**more: object) -> bytes:
    columns = [{"label": "Nom", "numeric": False, "share": 1}, {"label": "Places", "numeric": True, "share": 0}]
    given = {"title": "Liste d’essai", "language": "fr", "columns": columns, "rows": [], "empty": "Rien", **more}
    return printed("list.typ", given, at=AT)


def test_a_paper_is_tagged_for_readers_and_says_its_title_and_language() -> None:
    paper = PdfReader(BytesIO(_list(rows=[["Atelier", "3"]])))
    root = paper.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr-CH"
    assert paper.metadata is not None
    assert paper.metadata.title == "Liste d’essai"


def test_a_value_is_never_markup() -> None:
    text = PdfReader(BytesIO(_list(rows=[["#panic(1) *gras* $x$", "-1"]]))).pages[0].extract_text()
    assert "#panic(1) *gras* $x$" in text


def test_the_same_values_at_the_same_instant_give_the_same_bytes() -> None:
    assert _list(rows=[["a", "1"]]) == _list(rows=[["a", "1"]])


def test_a_list_without_lines_says_so() -> None:
    assert "Rien" in PdfReader(BytesIO(_list())).pages[0].extract_text()
