"""Time as a value that is handed in: instants in UTC, days as people in Bienne count them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, Dialect, TypeDecorator

Clock = Callable[[], datetime]
ZURICH: Final = ZoneInfo("Europe/Zurich")


def day_of(moment: datetime) -> date:
    """Return the calendar day of a UTC instant in Europe/Zurich."""
    return moment.astimezone(ZURICH).date()


class Instant(TypeDecorator[datetime]):
    """A UTC instant; SQLite forgets time zones, so they are put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive instants and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
