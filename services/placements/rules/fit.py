"""Whether a place fits a person from a day to a day: every criterion that fails, never only the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.codes import Funding, PlaceKind, PlaceState
from schemas.refusal import Objection
from services.placements.rules.publication import management_objections, place_age_objections, separation_objections

_PLACES = "Concept SSIP, ch. 6"
_ADMISSION = "Concept SSIP, ch. 3"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The person as far as matching knows her; ``permit_valid_until`` is None where no permit is needed."""

    birth_on: date
    kinds: tuple[PlaceKind, ...]
    workload_percent: int
    available_from: date
    speaks_french: bool
    speaks_german: bool
    check_valid_until: date
    permit_valid_until: date | None = None
    perimeter_id: str = "seeland"


@dataclass(frozen=True, kw_only=True)
class Offered:
    """The place as it is published."""

    provider_id: UUID
    state: PlaceState
    kind: PlaceKind
    funding: Funding
    workload_min_percent: int
    workload_max_percent: int
    available_from: date
    available_until: date | None = None
    needs_french: bool = False
    needs_german: bool = False
    age_min: int | None = None
    age_max: int | None = None
    consultation_recorded: bool = False
    is_exception: bool = False
    perimeter_id: str = "seeland"


@dataclass(frozen=True)
class Stay:
    """From when to when, both days included, and how much."""

    starts_on: date
    ends_on: date
    workload_percent: int


def age_on(birth_on: date, day: date) -> int:
    """Return the completed years; who is born on 29 February completes a year on 1 March."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


def fit_objections(wanted: Wanted, offered: Offered, stay: Stay, assessor_id: UUID | None = None) -> list[Objection]:
    """Object to every criterion the place does not meet for this person and stay; seats are counted elsewhere.

    ``assessor_id`` is the organisation that chooses; it may not run the place itself.
    """
    objections = [*_offer_objections(wanted, offered, stay), *_language_objections(wanted, offered)]
    objections += person_objections(wanted, stay)
    objections += place_age_objections(age_on(wanted.birth_on, stay.starts_on), offered.age_min, offered.age_max)
    objections += management_objections(
        offered.funding,
        consultation_recorded=offered.consultation_recorded,
        is_exception=offered.is_exception,
    )
    if assessor_id is not None:
        objections += separation_objections(assessor_id, offered.provider_id)
    return objections


def may_fit(wanted: Wanted, offered: Offered) -> bool:
    """Whether kind, workload and languages agree: a quick look that spares most pairs the whole rule."""
    return (
        offered.kind in wanted.kinds
        and offered.workload_min_percent <= wanted.workload_percent <= offered.workload_max_percent
        and (wanted.speaks_french or not offered.needs_french)
        and (wanted.speaks_german or not offered.needs_german)
    )


def _offer_objections(wanted: Wanted, offered: Offered, stay: Stay) -> Iterator[Objection]:
    if offered.state is PlaceState.TO_CONFIRM:
        yield Objection("place_stale", "place_id")
    elif offered.state is not PlaceState.PUBLISHED:
        yield Objection("place_not_offered", "place_id")
    if offered.kind not in wanted.kinds:
        yield Objection("kind_outside_plan", "place_id", {"kind": offered.kind.value}, _ADMISSION)
    if offered.perimeter_id != wanted.perimeter_id:
        yield Objection("perimeter_other", "place_id", source="Concept SSIP, ch. 4")
    if stay.starts_on < offered.available_from:
        yield Objection("place_opens_later", "starts_on", {"day": offered.available_from.isoformat()})
    if offered.available_until is not None and stay.ends_on > offered.available_until:
        yield Objection("place_closes_before", "ends_on", {"day": offered.available_until.isoformat()})
    if not offered.workload_min_percent <= stay.workload_percent <= offered.workload_max_percent:
        facts = {
            "percent": stay.workload_percent,
            "min": offered.workload_min_percent,
            "max": offered.workload_max_percent,
        }
        yield Objection("workload_outside_place", "workload_percent", facts, _PLACES)


def _language_objections(wanted: Wanted, offered: Offered) -> Iterator[Objection]:
    if offered.needs_french and not wanted.speaks_french:
        yield Objection("french_needed", "place_id")
    if offered.needs_german and not wanted.speaks_german:
        yield Objection("german_needed", "place_id")


def person_objections(wanted: Wanted, stay: Stay) -> Iterator[Objection]:
    """Object to what stands against a stay wherever the place is."""
    if stay.starts_on < wanted.available_from:
        yield Objection("person_available_later", "starts_on", {"day": wanted.available_from.isoformat()})
    if wanted.permit_valid_until is not None and wanted.permit_valid_until < stay.ends_on:
        facts = {"valid_until": wanted.permit_valid_until.isoformat(), "ends_on": stay.ends_on.isoformat()}
        yield Objection("permit_ends_before", "ends_on", facts, _ADMISSION)
    if wanted.check_valid_until < stay.starts_on:
        facts = {"valid_until": wanted.check_valid_until.isoformat()}
        yield Objection("admission_check_expired", "mandate_id", facts, _ADMISSION)


def stay_objections(stay: Stay, today: date) -> list[Objection]:
    """Object to days in the wrong order, to a start in the past and to no workload at all."""
    objections = []
    if stay.ends_on < stay.starts_on:
        objections.append(Objection("days_reversed", "ends_on"))
    if stay.starts_on < today:
        objections.append(Objection("day_in_past", "starts_on", {"day": stay.starts_on.isoformat()}))
    if stay.workload_percent < 1:
        objections.append(Objection("workload_zero", "workload_percent"))
    return objections


def span_objections(first: date | None, last: date | None, field: str) -> list[Objection]:
    """Object to a last day before the first."""
    if first is None or last is None or first <= last:
        return []
    return [Objection("days_reversed", field)]


def number_range_objections(lowest: int | None, highest: int | None, field: str) -> list[Objection]:
    """Object to a highest number below the lowest."""
    if lowest is None or highest is None or lowest <= highest:
        return []
    return [Objection("range_reversed", field, {"min": lowest, "max": highest})]
