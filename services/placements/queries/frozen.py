"""What the rules of fit want to know, read from the rows, and kept as plain values with each proposal."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row

from schemas.codes import PlaceKind
from services.placements.model import Place, Seeker
from services.placements.rules.fit import Offered, Stay, Wanted


def wanted_of(seeker: Seeker) -> Wanted:
    """Return the person as matching knows her."""
    return Wanted(
        birth_on=seeker.birth_on,
        kinds=tuple(PlaceKind(each) for each in seeker.kinds),
        workload_percent=seeker.workload_percent,
        available_from=seeker.available_from,
        speaks_french=seeker.speaks_french,
        speaks_german=seeker.speaks_german,
        check_valid_until=seeker.check_valid_until,
        permit_valid_until=seeker.permit_valid_until,
        perimeter_id=seeker.perimeter_id,
    )


OFFERED_COLUMNS: Final = (
    "provider_id",
    "state",
    "kind",
    "funding",
    "workload_min_percent",
    "workload_max_percent",
    "available_from",
    "available_until",
    "needs_french",
    "needs_german",
    "age_min",
    "age_max",
    "consultation_on",
    "exception_on",
    "perimeter_id",
)
"""What ``offered_of`` reads of a place."""


def offered_of(place: Place | Row[Any]) -> Offered:
    """Return the place as it is published; a row of its columns will do."""
    return Offered(
        provider_id=place.provider_id,
        state=place.state,
        kind=place.kind,
        funding=place.funding,
        workload_min_percent=place.workload_min_percent,
        workload_max_percent=place.workload_max_percent,
        available_from=place.available_from,
        available_until=place.available_until,
        needs_french=place.needs_french,
        needs_german=place.needs_german,
        age_min=place.age_min,
        age_max=place.age_max,
        consultation_recorded=place.consultation_on is not None,
        is_exception=place.exception_on is not None,
        perimeter_id=place.perimeter_id,
    )


def frozen(wanted: Wanted, offered: Offered, stay: Stay, free: int) -> dict[str, Any]:
    """Return the inputs of a choice as plain JSON values, as they were when somebody chose."""
    parts = {"wanted": asdict(wanted), "offered": asdict(offered), "stay": asdict(stay)}
    return {name: {key: plain(value) for key, value in part.items()} for name, part in parts.items()} | {
        "free_before": free
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can keep it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, UUID)):
        return str(value)
    return [plain(each) for each in value] if isinstance(value, (tuple, list)) else value
