"""Seats and who holds them; the database itself refuses to give one seat to two people on one day.

Every place has as many numbered seats as it ever had at once. A hold keeps one of them from its first to its last
day. PostgreSQL guards with an exclusion constraint over (seat, day) written as one number, so that no extension is
needed; SQLite guards with triggers.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import DDL, BigInteger, CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from services.placements.model.ground import Base

_SERIAL: Final = BigInteger().with_variant(Integer, "sqlite")


class HoldState(StrEnum):
    """What holds a seat: a proposal, a placement, or nothing any more."""

    RESERVED = "reserved"
    OCCUPIED = "occupied"
    RELEASED = "released"


class PlaceSeat(Base):
    """One numbered seat of a place."""

    __tablename__ = "place_seat"
    __table_args__ = (UniqueConstraint("place_id", "number", name="one_seat_a_number"),)
    id: Mapped[int] = mapped_column(_SERIAL, primary_key=True, autoincrement=True)
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"))
    number: Mapped[int]


_HELD: Final = text("state <> 'released'")


class SeatHold(Identified, Base):
    """One seat kept from the first to the last day, both included."""

    __tablename__ = "seat_hold"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="days_in_order"),
        Index("hold_of_place", "place_id", "ends_on", postgresql_where=_HELD, sqlite_where=_HELD),
        Index("hold_of_service", "social_service_id", "ends_on", postgresql_where=_HELD, sqlite_where=_HELD),
        Index("one_hold_a_proposal", "proposal_id", unique=True),
    )
    seat_id: Mapped[int] = mapped_column(_SERIAL, ForeignKey("place_seat.id"), index=True)
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"))
    proposal_id: Mapped[UUID]
    mandate_id: Mapped[UUID] = mapped_column(index=True)
    social_service_id: Mapped[UUID]
    state: Mapped[HoldState] = mapped_column(code_column(HoldState))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    workload_percent: Mapped[int]


GUARD: Final = "seat_held_twice"
"""Stands in the message of both databases when the last guard says no."""

_EXCLUDE: Final = f"""
ALTER TABLE seat_hold ADD CONSTRAINT {GUARD} EXCLUDE USING gist (
  int8range(
    seat_id * 10000000 + (starts_on - DATE '1900-01-01'),
    seat_id * 10000000 + (ends_on - DATE '1900-01-01'),
    '[]'
  ) WITH &&
) WHERE (state <> 'released')
"""
_TRIGGER: Final = """
CREATE TRIGGER {guard}_{verb} BEFORE {verb} ON seat_hold
WHEN NEW.state <> 'released' AND EXISTS (
  SELECT 1 FROM seat_hold AS other
  WHERE other.seat_id = NEW.seat_id AND other.id <> NEW.id AND other.state <> 'released'
    AND other.starts_on <= NEW.ends_on AND NEW.starts_on <= other.ends_on
)
BEGIN SELECT RAISE(ABORT, '{guard}'); END
"""


def _on_create(statement: str, dialect: str) -> None:
    ddl: Any = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(SeatHold.__table__, "after_create", ddl.execute_if(dialect=dialect))


_on_create(_EXCLUDE, "postgresql")
for _verb in ("insert", "update"):
    _on_create(_TRIGGER.format(guard=GUARD, verb=_verb), "sqlite")
