"""The order of all places on offer for one person, worked out by the database: how many criteria fail at each.

The criteria themselves are ``rules.fit``; here each is the same question in SQL, under the code of its objection, so
that a page of fifty places needs no five thousand rows. The rule alone explains what is shown; a test holds both ways
against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)

from messaging.work import Reading
from schemas.codes import Funding, PlaceState
from services.placements.model import HoldState, Place, PlaceCapacity, Provider, SeatHold
from services.placements.queries.reach import offered_to
from services.placements.rules.fit import Stay, Wanted, age_on, person_objections
from services.placements.rules.matching_changes import FIXED

OFFERED: Final = (PlaceState.PUBLISHED, PlaceState.TO_CONFIRM)
FULL: Final = "no_seat_free"
_FAR: Final = 10_000
_FITS, _OTHERS, _OPENED, _COUNTED = "fits", "others", "opened", "counted"
_ONE, _SEVERAL = 1000, -1
Asked = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Sought:
    """Whose places are ranked, for which days; ``assessor_id`` chooses and may not run the place itself.

    ``minutes`` are those of travel to each town, by its name as somebody has entered it.
    """

    wanted: Wanted
    stay: Stay
    field_of_work: str
    minutes: Mapping[str, int]
    assessor_id: UUID | None


@dataclass(frozen=True)
class Shown:
    """Which part of the places that fit, of the others, and of those one change would open is wanted."""

    fits_after: int = 0
    others_after: int = 0
    size: int = 50
    opened: int = 10


@dataclass(frozen=True)
class Ranking:
    """The ids of one page in order, how many there are in all, and the one criterion that keeps most places shut."""

    fits: tuple[UUID, ...]
    others: tuple[UUID, ...]
    opened: tuple[UUID, ...]
    fit_total: int
    other_total: int
    change: str | None
    change_total: int


def ranking(reading: Reading, sought: Sought, shown: Shown) -> Ranking:
    """Return one page of the places on offer: those that fit first, then those with the fewest reasons against."""
    failed = _failed(sought)
    always = [each.code for each in person_objections(sought.wanted, sought.stay)]
    weights = _weights((*always, *failed, FULL))
    weighed = _weighed(reading, sought, failed, weights)
    told = tuple(weight for code, weight in weights.items() if code in always or code not in {*FIXED, FULL})
    found: dict[str, list[Any]] = {name: [] for name in (_FITS, _OTHERS, _OPENED, _COUNTED)}
    for row in reading.session.execute(union_all(*_parts(weighed, shown, told), _counted(weighed, told))):
        found[row.part].append(row)
    return _ranking(found, {weight: code for code, weight in weights.items()})


def _weights(codes: Iterable[str]) -> dict[str, int]:
    """Return what each code weighs: a thousand, and its place in their order.

    So the sum of what fails says how many that are and, where it is one alone, which one.
    """
    return {code: _ONE + place for place, code in enumerate(sorted(codes))}


def _ranking(found: Mapping[str, Sequence[Any]], codes: Mapping[int, str]) -> Ranking:
    totals = {row.weight: row.number for row in found[_COUNTED]}
    fit_total, several = totals.pop(0, 0), totals.pop(_SEVERAL, 0)
    change = min(totals, key=lambda weight: (-totals[weight], weight), default=None)
    return Ranking(
        fits=_in_order(found[_FITS]),
        others=_in_order(found[_OTHERS]),
        opened=_in_order(found[_OPENED]),
        fit_total=fit_total,
        other_total=several + sum(totals.values()),
        change=None if change is None else codes[change],
        change_total=0 if change is None else totals[change],
    )


def _in_order(rows: Sequence[Any]) -> tuple[UUID, ...]:
    return tuple(row.place_id for row in sorted(rows, key=lambda row: int(row.number)))


def _parts(weighed: CTE, shown: Shown, told: Sequence[int]) -> list[Asked]:
    weight = weighed.c.weight
    alone = select(weight).where(weight.in_(told)).group_by(weight).order_by(func.count().desc(), weight).limit(1)
    return [
        _part(weighed, _FITS, weight == 0, (shown.fits_after, shown.size)),
        _part(weighed, _OTHERS, weight > 0, (shown.others_after, shown.size)),
        _part(weighed, _OPENED, weight == alone.scalar_subquery(), (0, shown.opened)),
    ]


def _part(weighed: CTE, name: str, narrowed: ColumnElement[bool], cut: tuple[int, int]) -> Asked:
    """Return a few places in order: the database keeps the best and never sorts all; only those get a number."""
    after, size = cut
    best = select(weighed).where(narrowed).order_by(*_order(weighed)).offset(after).limit(size).subquery()
    number = func.row_number().over(order_by=_order(best))
    return select(literal(name).label("part"), best.c.place_id, best.c.weight, number.label("number"))


def _order(of: CTE | Subquery) -> tuple[ColumnElement[Any], ...]:
    return (of.c.weight // _ONE, of.c.field, of.c.far, of.c.provider, of.c.title, of.c.place_id)


def _counted(weighed: CTE, told: Sequence[int]) -> Asked:
    """Count the places that fit, those at which one criterion alone fails that can be decided, and the rest."""
    weight = weighed.c.weight
    each = select(case((or_(weight == 0, weight.in_(told)), weight), else_=_SEVERAL).label("weight")).subquery()
    nothing = cast(null(), Place.id.type)
    return select(literal(_COUNTED), nothing, each.c.weight, func.count()).group_by(each.c.weight)


def _weighed(
    reading: Reading, sought: Sought, failed: Mapping[str, ColumnElement[bool]], weights: Mapping[str, int]
) -> CTE:
    stay = sought.stay
    held, lasting = _held(stay), _lasting(stay)
    taken = _taken(stay, held)
    full = func.coalesce(lasting.c.seats, 0) <= func.coalesce(taken.c.number, 0)
    seats = and_(lasting.c.place_id == Place.id, _lasts(lasting, literal(stay.starts_on, Date)))
    asked = select(Place.id.label("place_id")).join(Provider, Provider.id == Place.provider_id)
    asked = asked.outerjoin(lasting, seats).outerjoin(taken, taken.c.place_id == Place.id)
    if stay.ends_on > stay.starts_on:
        later = _full_later(stay, held, lasting).subquery()
        asked, full = asked.outerjoin(later, later.c.place_id == Place.id), or_(full, later.c.place_id.is_not(None))
    whole = {**failed, FULL: full}
    of_person = literal(sum(weight for code, weight in weights.items() if code not in whole))
    same_field = Place.field_of_work == sought.field_of_work if sought.field_of_work else false()
    columns: tuple[Any, ...] = (
        sum((case((each, weights[code]), else_=0) for code, each in whole.items()), of_person).label("weight"),
        case((same_field, 0), else_=1).label("field"),
        _far(sought.minutes).label("far"),
        Provider.name.label("provider"),
        Place.title,
    )
    asked = asked.add_columns(*columns).where(Place.state.in_(OFFERED), offered_to(reading.actor))
    # Else PostgreSQL would ask each criterion again wherever the sum of them stands.
    return asked.cte("weighed").prefix_with("MATERIALIZED", dialect="postgresql")


def _failed(sought: Sought) -> dict[str, ColumnElement[bool]]:
    """Return under its code when each criterion of a place fails; ``rules.fit`` says why it is one."""
    wanted, stay = sought.wanted, sought.stay
    age = age_on(wanted.birth_on, stay.starts_on)
    below = and_(Place.age_min.is_not(None), Place.age_min > age)
    percent = stay.workload_percent
    return {
        "place_stale": Place.state == PlaceState.TO_CONFIRM,
        "kind_outside_plan": Place.kind.not_in(wanted.kinds),
        "perimeter_other": Place.perimeter_id != wanted.perimeter_id,
        "place_opens_later": Place.available_from > stay.starts_on,
        "place_closes_before": and_(Place.available_until.is_not(None), Place.available_until < stay.ends_on),
        "workload_outside_place": or_(Place.workload_min_percent > percent, Place.workload_max_percent < percent),
        "french_needed": false() if wanted.speaks_french else Place.needs_french.is_(True),
        "german_needed": false() if wanted.speaks_german else Place.needs_german.is_(True),
        "place_age_below": below,
        "place_age_above": and_(Place.age_max.is_not(None), Place.age_max < age, ~func.coalesce(below, false())),
        "place_not_managed": _not_managed(),
        "assessor_is_provider": false() if sought.assessor_id is None else Place.provider_id == sought.assessor_id,
    }


def _not_managed() -> ColumnElement[bool]:
    unheard = and_(Place.funding == Funding.KIA, Place.consultation_on.is_(None))
    return or_(unheard, and_(Place.funding == Funding.COMMUNAL, Place.exception_on.is_(None)))


def _far(minutes: Mapping[str, int]) -> ColumnElement[int]:
    # SQLite makes only plain letters small: there a name with an accent has to be written as it was entered.
    ways = [
        (func.lower(Place.town).in_((town.casefold(), func.lower(town))), literal(each))
        for town, each in sorted(minutes.items())
    ]
    return case(*ways, else_=_FAR) if ways else literal(_FAR)


def _held(stay: Stay) -> CTE:
    held = select(SeatHold.place_id, SeatHold.starts_on, SeatHold.ends_on)
    held = held.where(SeatHold.state != HoldState.RELEASED, SeatHold.ends_on >= stay.starts_on)
    return held.where(SeatHold.starts_on <= stay.ends_on).cte("held")


def _lasting(stay: Stay) -> CTE:
    """Return how many seats a place has from a day until the day before the next change."""
    change = PlaceCapacity.valid_from
    until = func.lead(change).over(partition_by=PlaceCapacity.place_id, order_by=change)
    changes = select(PlaceCapacity.place_id, change, PlaceCapacity.seats, until.label("until"))
    return changes.where(change <= stay.ends_on).cte("lasting")


def _taken(stay: Stay, held: CTE) -> Subquery:
    taken = select(held.c.place_id, func.count().label("number")).where(held.c.starts_on <= stay.starts_on)
    return taken.group_by(held.c.place_id).subquery()


def _full_later(stay: Stay, held: CTE, lasting: CTE) -> Asked:
    """Return the places without a free seat on a later day of the stay; only days on which something changes count."""
    days = union(
        select(held.c.place_id, held.c.starts_on.label("day")).where(held.c.starts_on > stay.starts_on),
        select(lasting.c.place_id, lasting.c.valid_from).where(lasting.c.valid_from > stay.starts_on),
    ).subquery()
    covers = and_(held.c.place_id == days.c.place_id, held.c.starts_on <= days.c.day, held.c.ends_on >= days.c.day)
    seats = and_(lasting.c.place_id == days.c.place_id, _lasts(lasting, days.c.day))
    return (
        select(days.c.place_id)
        .distinct()
        .outerjoin(lasting, seats)
        .outerjoin(held, covers)
        .group_by(days.c.place_id, days.c.day, lasting.c.seats)
        .having(func.count(held.c.place_id) >= func.coalesce(lasting.c.seats, 0))
    )


def _lasts(lasting: CTE, day: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(lasting.c.valid_from <= day, or_(lasting.c.until.is_(None), lasting.c.until > day))
