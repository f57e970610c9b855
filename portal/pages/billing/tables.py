"""The lines of a paper as a table for Excel and CSV, with the paper's total as its last row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Any, Final

from portal import formats
from portal.cells import Cell, Column
from schemas.codes_billing import BilledItem, CostCategory, EvidenceKind, LineGroup, TariffUnit
from schemas.money import francs
from schemas.words import say
from services.billing.queries.exports import ExportRows
from services.billing.queries.quantities import quantity_text

_MOST: Final = 10_000
_NAMES: Final = ("number", "group", "item", "category", "account", "evidence", "day", "quantity", "unit", "price")


def columns(spoken: str) -> list[Column]:
    """Return the heads of a paper's table."""
    numbers = ("number", "price", "amount")
    names = (*_NAMES, "amount")
    return [Column(say(f"paper.column.{name}", spoken), numeric=name in numbers) for name in names]


def table(found: ExportRows, spoken: str) -> Iterator[Sequence[Cell]]:
    """Yield every line in words, and the total of the paper as the last one; amounts are plain numbers."""
    kinds = (LineGroup, BilledItem, CostCategory, EvidenceKind, TariffUnit)
    groups, items, categories, evidences, units = (_Words(each, spoken) for each in kinds)
    days, quantities, amounts = _Kept(formats.day), _Kept(_quantity), _Kept(plain)
    for number, group, item, category, account, evidence, day, unit, count, per, price, amount in found.rows:
        yield (
            number, groups[group], items[item], categories[category], account or "", evidences[evidence], days[day],
            quantities[count, per], units[unit], amounts[price], amounts[amount],
        )  # fmt: skip
    yield ("", say("paper.total", spoken), "", "", "", "", "", "", "", "", plain(found.total_centimes))


class _Kept(dict[Any, str]):
    """What was said of a value before is not worked out again: a hundred thousand lines have few different ones."""

    def __init__(self, words: Callable[[Any], str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, value: Any) -> str:
        if len(self) >= _MOST:
            self.clear()
        found = self[value] = self._words(value)
        return found


class _Words(_Kept):
    """The words of a code list by its codes; no code has no words."""

    def __init__(self, kind: type[Enum], spoken: str) -> None:
        super().__init__(lambda code: "" if code is None else formats.code(kind(code), spoken))


def _quantity(asked: tuple[int, int]) -> str:
    return quantity_text(*asked)


def plain(centimes: int) -> str:
    """Return centimes as a table file writes them: ``-48250.50``."""
    return francs(centimes).replace("'", "")
