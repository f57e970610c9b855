"""One part of a long list together with how long the whole list is, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from messaging.direct_reading import DirectQuestion, Row

TOTAL: Final = "lines_in_all"


def part_of(
    session: Session, asked: Select[Any], *, offset: int, limit: int, counted: Select[Any] | None = None
) -> tuple[Sequence[Any], int]:
    """Return the rows of ``asked`` from ``offset`` on, and how many it has in all.

    ``counted`` is a leaner statement with just as many rows, where the lines need joins that the number does not.
    """
    return read_part(session, part_asked(asked, offset=offset, limit=limit, counted=counted))


@dataclass(frozen=True)
class PartAsked:
    """The statement of one part, and the one that only counts; put together once, it can be asked again and again."""

    lines: Select[Any]
    number: Select[Any]
    offset: int


def part_asked(asked: Select[Any], *, offset: int, limit: int, counted: Select[Any] | None = None) -> PartAsked:
    """Return the statements of one part of ``asked``."""
    number = _number(asked if counted is None else counted)
    whole = asked.add_columns(number.scalar_subquery().label(TOTAL))
    return PartAsked(whole.offset(offset).limit(limit), number, offset)


def read_part(session: Session, asked: PartAsked) -> tuple[Sequence[Any], int]:
    """Return the rows of one part, and how many the whole has."""
    rows = session.execute(asked.lines).all()
    if rows:
        return rows, int(rows[0]._mapping[TOTAL])
    return rows, int(session.scalar(asked.number) or 0) if asked.offset else 0


class KeptPart:
    """A part that is asked for again and again with nothing in it that changes; its rows are plain tuples."""

    def __init__(self, asked: PartAsked) -> None:
        self._lines, self._number = DirectQuestion(asked.lines), DirectQuestion(asked.number)
        self._offset = asked.offset

    def read(self, session: Session) -> tuple[Sequence[Row], int]:
        """Return the rows, each with the number of all behind it, and that number."""
        rows = self._lines.rows(session)
        if rows:
            return rows, int(rows[0][-1])
        return rows, int(self._number.rows(session)[0][0]) if self._offset else 0


def _number(asked: Select[Any]) -> Any:
    bare: Any = asked.order_by(None).with_only_columns(literal_column("1").label("one"), maintain_column_froms=True)
    return select(func.count()).select_from(bare.subquery())
