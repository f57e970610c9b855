"""The numbers that hold today: source values, replaced by dated values where somebody has set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from messaging.work import Reading
from schemas.codes_casework import Segment, SemesterKind
from services.casework.model import BOOKS
from services.casework.rules.limits import SOURCE_LIMITS, SegmentNorm, SteeringLimits
from services.casework.rules.segment_course import REVIEW_KIND
from workflow import dated

_OF_SEGMENT: Final[Mapping[str, str]] = {
    "limit_months": "seg_limit_months",
    "contacts_min": "seg_contacts_min",
    "contacts_max": "seg_contacts_max",
    "contact_months": "seg_contact_months",
    "in_person_min_percent": "in_person_min",
    "share_min_percent": "portfolio_min",
    "share_max_percent": "portfolio_max",
    "share_guide_percent": "portfolio_guide",
}
_OF_ALL: Final[Mapping[str, str]] = {
    "intake2_in_person_min_percent": "in_person_min.intake_2",
    "intake1_max_months": "intake1_max_months",
    "intake2_exit_months": "intake2_exit_months",
    "final_decision_months": "final_decision_months",
}
_ENABLED: Final = "segments_enabled."
_NETWORK: Final = "network_counts_as_in_person"
_CALENDAR: Final = "semester_by_calendar"
_WARNINGS: Final = f"deadline.{REVIEW_KIND}"
CHECK_MONTHS: Final = "portfolio_check_months"
_NAMES: Final = (
    *(f"{name}.{segment.value}" for name in _OF_SEGMENT.values() for segment in Segment),
    *_OF_ALL.values(),
    _NETWORK,
    _CALENDAR,
    _WARNINGS,
)


def limits_on(at: Reading) -> SteeringLimits:
    """Return the limits and guide values of today."""
    given = dated.values_on(at.session, BOOKS, _NAMES, at.today)
    changed: dict[str, Any] = {field: int(given[name]) for field, name in _OF_ALL.items() if name in given}
    for segment in Segment:
        changed[segment.value.lower()] = _norm(SOURCE_LIMITS.norm(segment), given)
    if _NETWORK in given:
        changed["network_counts_as_in_person"] = bool(given[_NETWORK])
    if given.get(_CALENDAR):
        changed["semester"] = SemesterKind.CALENDAR
    if isinstance(given.get(_WARNINGS), list):
        changed["review_warning_days"] = tuple(-int(each) for each in given[_WARNINGS] if int(each) < 0)
    return replace(SOURCE_LIMITS, **changed)


def limits_change_on(at: Reading) -> date | None:
    """Return the first day after today on which other limits hold, as far as it is planned."""
    table = BOOKS.values
    planned = (table.c.name.in_(_NAMES), table.c.valid_from > at.today)
    found: date | None = at.session.scalar(select(func.min(table.c.valid_from)).where(*planned))
    return found


def changes_limits(name: str) -> bool:
    """Whether a dated value is one of the limits or guide values."""
    return name in _NAMES


def _norm(norm: SegmentNorm, given: Mapping[str, Any]) -> SegmentNorm:
    named = {field: f"{name}.{norm.segment.value}" for field, name in _OF_SEGMENT.items()}
    changed: dict[str, Any] = {field: int(given[name]) for field, name in named.items() if name in given}
    return replace(norm, **changed)


def enabling(social_service_id: UUID) -> str:
    """Return the name of the dated value that switches segments on for a social service."""
    return f"{_ENABLED}{social_service_id}"


def is_enabled(session: Session, social_service_id: UUID, day: date) -> bool:
    """Whether a social service works with segments on ``day``; nobody does until somebody says so."""
    return bool(dated.value_on(session, BOOKS, enabling(social_service_id), day))


def services_settled(reading: Reading) -> frozenset[str]:
    """Return the names of the values by which services were ever switched on or off; loaders leave these alone."""
    table = BOOKS.values
    names = select(table.c.name).where(table.c.name.startswith(_ENABLED)).distinct()
    return frozenset(reading.session.scalars(names))


def segments_enabled(reading: Reading) -> bool:
    """Whether the actor's own service works with segments today; for menus."""
    return is_enabled(reading.session, reading.actor.organisation_id, reading.today)


def portfolio_check_months(reading: Reading) -> int:
    """Return every how many months a portfolio is checked: a quarter unless somebody has set it (S-18)."""
    return int(dated.value_on(reading.session, BOOKS, CHECK_MONTHS, reading.today, 3))
