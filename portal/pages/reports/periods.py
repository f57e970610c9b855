"""Which period a page shows, as its address says: a month, a quarter, a year, or any days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from portal import addresses, formats
from portal.doors import say, today
from portal.parts import FieldView
from schemas.codes_steering import PeriodKind
from services.steering.queries.periods import Period, period_of, previous_period

KINDS: Final = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
FREE: Final = "free"
_LONGEST: Final = timedelta(days=3660)


@dataclass(frozen=True)
class Chosen:
    """A period and how it was chosen."""

    kind: str
    period: Period

    @property
    def words(self) -> str:
        """The days of the period."""
        return f"{formats.day(self.period.first)} – {formats.day(self.period.last)}"

    @property
    def values(self) -> dict[str, str]:
        """What stands in an address for it."""
        return {"period": self.kind, "first": self.period.first.isoformat(), "last": self.period.last.isoformat()}

    def views(self) -> list[FieldView]:
        """Return the boxes that choose it; the last day is asked for where the period is free."""
        offered = [(each, say(f"period.{each}")) for each in (*map(str, KINDS), FREE)]
        first, last = formats.day(self.period.first), formats.day(self.period.last)
        found = [
            FieldView("period", say("period.kind"), "choice", self.kind, required=True, choices=offered),
            FieldView("first", say("period.from"), "date", first, required=True),
        ]
        return (
            [*found, FieldView("last", say("period.until"), "date", last, required=True)]
            if self.kind == FREE
            else found
        )

    def neighbours(self) -> tuple[str, str]:
        """Return the addresses of the period before and of the one after."""
        if self.kind == FREE:
            return "", ""
        kind = PeriodKind(self.kind)
        before, after = previous_period(self.period.first, kind), period_of(self.period.last + timedelta(days=1), kind)
        return addresses.here(first=before.first.isoformat()), addresses.here(first=after.first.isoformat())


def chosen(otherwise: PeriodKind = PeriodKind.YEAR) -> Chosen:
    """Return the period of the address; a strange or missing one is the current period of a kind."""
    kind = addresses.text("period")
    first, last = _day("first"), _day("last")
    if kind == FREE:
        begin = first or period_of(today(), otherwise).first
        end = last if last and last >= begin else today()
        return Chosen(FREE, Period(begin, min(max(begin, end), begin + _LONGEST)))
    known = PeriodKind(kind) if kind in {each.value for each in KINDS} else otherwise
    return Chosen(known.value, period_of(first or today(), known))


def _day(name: str) -> date | None:
    sent = addresses.text(name)
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            found = datetime.strptime(sent, pattern).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        return found if 1990 <= found.year <= 2100 else None
    return None
