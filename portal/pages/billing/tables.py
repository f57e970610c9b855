"""The lines of a paper as a table for Excel and CSV, with the paper's total as its last row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from portal import formats
from portal.cells import Cell, Column
from schemas.money import francs
from schemas.words import say
from services.billing.queries.exports import ExportRows
from services.billing.queries.quantities import quantity_text

_NAMES: Final = ("number", "group", "item", "category", "account", "evidence", "day", "quantity", "unit", "price")


def columns(spoken: str) -> list[Column]:
    """Return the heads of a paper's table."""
    numbers = ("number", "price", "amount")
    names = (*_NAMES, "amount")
    return [Column(say(f"paper.column.{name}", spoken), numeric=name in numbers) for name in names]


def table(found: ExportRows, spoken: str) -> Iterator[Sequence[Cell]]:
    """Yield every line in words, and the total of the paper as the last one; amounts are plain numbers."""
    words: dict[Any, str] = {}

    def word(member: Any) -> str:
        if member not in words:
            words[member] = formats.code(member, spoken)
        return words[member]

    for row in found.rows:
        number, group, item, category, account, evidence, _, day = row[:8]
        unit, count, per, price, amount = row[11:16]
        yield (
            number, word(group), word(item), word(category), account or "", word(evidence), f"{day:%d.%m.%Y}",
            quantity_text(count, per), word(unit), plain(price), plain(amount),
        )  # fmt: skip
    yield ("", say("paper.total", spoken), "", "", "", "", "", "", "", "", plain(found.total_centimes))


def plain(centimes: int) -> str:
    """Return centimes as a table file writes them: ``-48250.50``."""
    return francs(centimes).replace("'", "")
