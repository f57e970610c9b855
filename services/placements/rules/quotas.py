"""What a social service may use of its quota, and where the year will end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.codes_placements import AssignmentForm, QuotaState
from schemas.refusal import Fact, Objection
from services.placements.rules.seats import SeatSpan

_OWN_PLACES = "Concept SSIP, ch. 8"
_MONTHS = 12
OVERUSE_DECIDED = "quota.overuse_decided"
"""The line in a proposal's history that keeps who decided to go above the quota, and why."""


@dataclass(frozen=True)
class QuotaUse:
    """A yearly quota of place-months with its use so far and at year end; all in months, two decimals."""

    quota_months: int | None
    used_months: float
    forecast_months: float

    @property
    def state(self) -> QuotaState:
        """Where the use stands; "not configured" while nobody has set the quota."""
        if self.quota_months is None:
            return QuotaState.NOT_CONFIGURED
        if self.used_months > self.quota_months:
            return QuotaState.OVER
        return QuotaState.FORECAST_OVER if self.forecast_months > self.quota_months else QuotaState.WITHIN


def request_objections(place_quota: int | None, used: int) -> list[Objection]:
    """Object to asking for one more own place when the quota is used up, or when nobody has set it."""
    if place_quota is None:
        return [Objection("quota_unset", "place_id", source=_OWN_PLACES)]
    if used < place_quota:
        return []
    return [Objection("quota_used_up", "place_id", {"quota": place_quota, "used": used}, _OWN_PLACES)]


def may_request_place(place_quota: int | None, used: int) -> bool:
    """Whether a social service may ask for one more of its own places."""
    return not request_objections(place_quota, used)


def assignment_form(service_may_assign_directly: bool = False) -> AssignmentForm:
    """Return what a place asked for by a service becomes: a request to the office, unless the setting says more."""
    return AssignmentForm.ASSIGNMENT if service_may_assign_directly else AssignmentForm.REQUEST


def place_months(spans: Iterable[SeatSpan], first: date, last: date) -> float:
    """Return the months ``spans`` hold between two days of one year; a full calendar month counts 1."""
    held = _days_by_month(spans, first, last)
    return round(sum(days / monthrange(first.year, month)[1] for month, days in enumerate(held, 1) if days), 2)


def _days_by_month(spans: Iterable[SeatSpan], first: date, last: date) -> list[int]:
    """Return how many days are held in each month of the year; only months a span touches are looked at."""
    held = [0] * _MONTHS
    for span in spans:
        start = max(span.starts_on, first)
        end = last if span.ends_on is None else min(span.ends_on, last)
        if start > end:
            continue
        for month in range(start.month, end.month):
            held[month - 1] += monthrange(first.year, month)[1]
        held[end.month - 1] += end.day
        held[start.month - 1] -= start.day - 1
    return held


def quota_use(quota_months: int | None, spans: Sequence[SeatSpan], day: date) -> QuotaUse:
    """Return the use of the year of ``day`` up to and with ``day``, and the forecast for 31 December.

    The forecast adds what is already agreed: placements run to their last day, open ones to the year's end.
    """
    first, last = date(day.year, 1, 1), date(day.year, _MONTHS, 31)
    return QuotaUse(quota_months, place_months(spans, first, day), place_months(spans, first, last))


@dataclass(frozen=True)
class QuotaStep:
    """What one more stay does to a year: the forecast for 31 December without and with it, in months."""

    year: int
    quota_months: int | None
    before: float
    after: float

    @property
    def is_over(self) -> bool:
        """Whether the year would end above its quota; never where nobody has set one."""
        return self.quota_months is not None and self.after > self.quota_months


def quota_steps(months: Mapping[int, int], spans: Sequence[SeatSpan], wanted: SeatSpan) -> tuple[QuotaStep, ...]:
    """Return what ``wanted`` does to every year it touches, each with its own quota; an open one, its first year.

    ``months`` holds the place-months of the years somebody has set; the others are not limited.
    """
    last_year = (wanted.ends_on or wanted.starts_on).year
    return tuple(
        QuotaStep(year, months.get(year), _forecast(spans, year), _forecast([*spans, wanted], year))
        for year in range(wanted.starts_on.year, last_year + 1)
    )


def overuse_objections(months: Mapping[int, int], spans: Sequence[SeatSpan], wanted: SeatSpan) -> list[Objection]:
    """Object to a stay that would carry a year's use above its quota; going on needs a recorded decision."""
    return [
        Objection("quota_overused", "over_quota", _overuse(each, each.quota_months), _OWN_PLACES)
        for each in quota_steps(months, spans, wanted)
        if each.quota_months is not None and each.is_over
    ]


def _overuse(step: QuotaStep, quota_months: int) -> dict[str, Fact]:
    return {"year": step.year, "quota": quota_months, "forecast": f"{step.after:g}"}


def agreed_by_month(spans: Sequence[SeatSpan], year: int) -> tuple[float, ...]:
    """Return the place-months agreed from 1 January to the end of each month; the last one is the forecast."""
    first = date(year, 1, 1)
    ends = (date(year, month, monthrange(year, month)[1]) for month in range(1, _MONTHS + 1))
    return tuple(place_months(spans, first, end) for end in ends)


def _forecast(spans: Sequence[SeatSpan], year: int) -> float:
    return place_months(spans, date(year, 1, 1), date(year, _MONTHS, 31))
