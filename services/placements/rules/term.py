"""How long a placement lasts: suspensions push its end, prolongations are capped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

from schemas.codes import PlaceKind
from schemas.refusal import Objection
from workflow.calendar import add_months


@dataclass(frozen=True)
class Suspension:
    """An interruption from its first to its last day, both included."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """How many calendar days it takes, zero where the days stand the wrong way round."""
        return max(0, (self.ends_on - self.starts_on).days + 1)


@dataclass(frozen=True)
class Term:
    """A placement as first agreed, with what was added since; no last day means open.

    The end is never stored beside its reasons: agreed last day + prolonged days + suspended days.
    """

    kind: PlaceKind
    starts_on: date
    ends_on: date | None = None
    prolonged_days: int = 0
    suspensions: tuple[Suspension, ...] = ()

    @property
    def agreed_end(self) -> date | None:
        """The last day as first agreed, pushed by all suspensions, without any prolongation."""
        return end_after_suspensions(self.ends_on, self.suspensions)

    @property
    def current_end(self) -> date | None:
        """The last day after all suspensions and prolongations, None for an open placement."""
        return None if self.agreed_end is None else self.agreed_end + timedelta(days=self.prolonged_days)


@dataclass(frozen=True)
class ProlongationCaps:
    """How far a placement may be prolonged, in months; no source has a number, None means "not configured".

    ``per_kind`` caps one prolongation, ``cumulated`` all of one placement together, ``measure`` the whole placement
    (the press speaks of two years at most; a warning only).
    """

    per_kind: Mapping[PlaceKind, int] = field(default_factory=lambda: MappingProxyType({}))
    cumulated: int | None = None
    measure: int | None = None


@dataclass(frozen=True)
class ProlongationCheck:
    """Why a prolongation is refused, and what whoever decides should know."""

    objections: tuple[Objection, ...]
    warnings: tuple[Objection, ...]


NOT_SET = ProlongationCaps()


def suspended_days(suspensions: Iterable[Suspension]) -> int:
    """Return the calendar days of all suspensions; they never overlap."""
    return sum(suspension.days for suspension in suspensions)


def end_after_suspensions(ends_on: date | None, suspensions: Iterable[Suspension]) -> date | None:
    """Return the end pushed by exactly the suspended days; an open placement stays open."""
    return None if ends_on is None else ends_on + timedelta(days=suspended_days(suspensions))


def suspension_objections(wanted: Suspension, term: Term) -> list[Objection]:
    """Object to a suspension with reversed days, outside the placement or over another one."""
    return list(_suspension_objections(wanted, term))


def _suspension_objections(wanted: Suspension, term: Term) -> Iterator[Objection]:
    if wanted.ends_on < wanted.starts_on:
        yield Objection("suspension_reversed", "ends_on")
    end = term.current_end
    if wanted.starts_on < term.starts_on or (end is not None and wanted.starts_on > end):
        yield Objection("suspension_outside", "starts_on", {"starts_on": wanted.starts_on.isoformat()})
    for other in term.suspensions:
        if wanted.starts_on <= other.ends_on and other.starts_on <= wanted.ends_on:
            facts = {"starts_on": other.starts_on.isoformat(), "ends_on": other.ends_on.isoformat()}
            yield Objection("suspension_overlaps", "starts_on", facts)


def prolongation_check(term: Term, until: date, caps: ProlongationCaps = NOT_SET) -> ProlongationCheck:
    """Return what speaks against prolonging ``term`` until ``until``; a cap nobody has set only warns."""
    end = term.current_end
    if end is None:
        return ProlongationCheck((Objection("prolongation_of_open", "until"),), ())
    if until <= end:
        return ProlongationCheck((Objection("prolongation_backwards", "until", {"ends_on": end.isoformat()}),), ())
    objections = tuple(_cap_objections(term, end, until, caps))
    return ProlongationCheck(objections, tuple(_cap_warnings(term, until, caps)))


def days_to_prolong(term: Term, until: date) -> int:
    """Return the days a granted prolongation adds; raises ValueError for an open placement, which has no end."""
    if term.current_end is None:
        raise ValueError("an open placement cannot be prolonged")
    return (until - term.current_end).days


def _cap_objections(term: Term, end: date, until: date, caps: ProlongationCaps) -> Iterator[Objection]:
    months = caps.per_kind.get(term.kind)
    if months is not None and until > add_months(end, months):
        last = add_months(end, months).isoformat()
        yield Objection("prolongation_over_kind_cap", "until", {"months": months, "last_day": last})
    agreed = term.agreed_end or end
    if caps.cumulated is not None and until > add_months(agreed, caps.cumulated):
        last = add_months(agreed, caps.cumulated).isoformat()
        yield Objection("prolongation_over_total_cap", "until", {"months": caps.cumulated, "last_day": last})


def _cap_warnings(term: Term, until: date, caps: ProlongationCaps) -> Iterator[Objection]:
    if term.kind not in caps.per_kind:
        yield Objection("prolongation_kind_cap_unset", "until", {"kind": term.kind})
    if caps.cumulated is None:
        yield Objection("prolongation_total_cap_unset", "until")
    if caps.measure is not None and until > longest_end(term, caps.measure):
        yield Objection("measure_too_long", "until", {"months": caps.measure})


def longest_end(term: Term, months: int) -> date:
    """Return the last day of ``months`` months from the start; suspended days do not count."""
    last = add_months(term.starts_on, months) - timedelta(days=1)
    return last + timedelta(days=suspended_days(term.suspensions))


def overlapping(suspensions: Iterable[Suspension]) -> tuple[tuple[Suspension, Suspension], ...]:
    """Return every pair of neighbours that overlap, for the nightly proof that there is none."""
    ordered = sorted(suspensions, key=lambda each: each.starts_on)
    return tuple((one, two) for one, two in pairwise(ordered) if two.starts_on <= one.ends_on)
