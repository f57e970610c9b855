"""The order of all places on offer for one person, worked out by the database: how many criteria fail at each.

The criteria themselves are ``rules.fit``; here each is the same question in SQL, under the code of its objection, so
that a page of fifty places needs no five thousand rows. The rule alone explains what is shown; a test holds both ways
against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
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
    ranked = _ranked(reading, sought)
    asked = union_all(*_parts(ranked, shown), _counted(ranked))
    found: dict[str, list[Any]] = {name: [] for name in (_FITS, _OTHERS, _OPENED, _COUNTED)}
    for row in reading.session.execute(asked):
        found[row.part].append(row)
    return _ranking(found)


def _ranking(found: Mapping[str, Sequence[Any]]) -> Ranking:
    totals = {row.code: row.number for row in found[_COUNTED]}
    fit_total = totals.pop(_FITS, 0)
    other_total = totals.pop(_OTHERS, 0)
    change = min(totals, key=lambda code: (-totals[code], code), default=None)
    opened = [row for row in found[_OPENED] if row.code == change]
    return Ranking(
        fits=_in_order(found[_FITS]),
        others=_in_order(found[_OTHERS]),
        opened=_in_order(opened),
        fit_total=fit_total,
        other_total=other_total,
        change=change,
        change_total=totals[change] if change else 0,
    )


def _in_order(rows: Sequence[Any]) -> tuple[UUID, ...]:
    return tuple(row.place_id for row in sorted(rows, key=lambda row: int(row.number)))


def _parts(ranked: CTE, shown: Shown) -> list[Select[*tuple[Any, ...]]]:
    place = ranked.c.place
    return [
        _part(ranked, _FITS, ranked.c.against == 0, place > shown.fits_after, place <= shown.fits_after + shown.size),
        _part(
            ranked, _OTHERS, ranked.c.against > 0, place > shown.others_after, place <= shown.others_after + shown.size
        ),
        _part(ranked, _OPENED, ranked.c.code.is_not(None), ranked.c.place_of_code <= shown.opened),
    ]


def _part(ranked: CTE, name: str, *narrowed: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    columns = (literal(name).label("part"), ranked.c.place_id, ranked.c.code, ranked.c.place.label("number"))
    return select(*columns).where(*narrowed)


def _counted(ranked: CTE) -> Select[*tuple[Any, ...]]:
    """Count the places that fit, the others, and those at which one criterion alone fails, under its code."""
    side = case((ranked.c.against == 0, _FITS), else_=_OTHERS)
    alone = select(ranked.c.code).where(ranked.c.code.is_not(None))
    each = union_all(select(side.label("code")), alone).subquery()
    nothing = cast(null(), Place.id.type)
    return select(literal(_COUNTED), nothing, each.c.code, func.count()).group_by(each.c.code)


def _ranked(reading: Reading, sought: Sought) -> CTE:
    """Number the places that fit and the others, each side by itself, and those behind each single criterion.

    Names are compared in one sort only; whatever else is numbered goes by the number that gave.
    """
    weighed = _weighed(reading, sought)
    order = (weighed.c.against, weighed.c.field, weighed.c.far, weighed.c.provider, weighed.c.title, weighed.c.place_id)
    fitting = func.count(case((weighed.c.against == 0, 1))).over()
    every = select(weighed, func.row_number().over(order_by=order).label("rank"), fitting.label("fitting")).cte("every")
    # Places that fit have nothing against them, so they are the first of all.
    place = case((every.c.against == 0, every.c.rank), else_=every.c.rank - every.c.fitting)
    of_code = func.row_number().over(partition_by=every.c.code, order_by=every.c.rank)
    columns = (every.c.place_id, every.c.against, every.c.code)
    return select(*columns, place.label("place"), of_code.label("place_of_code")).cte("ranked")


def _weighed(reading: Reading, sought: Sought) -> CTE:
    full = _full(sought.stay).subquery()
    failed = _failed(sought) | {FULL: full.c.place_id.is_not(None)}
    always = [each.code for each in person_objections(sought.wanted, sought.stay)]
    against = sum((case((each, 1), else_=0) for each in failed.values()), literal(len(always)))
    same_field = Place.field_of_work == sought.field_of_work if sought.field_of_work else false()
    return (
        select(
            Place.id.label("place_id"),
            against.label("against"),
            _alone(failed, always, against).label("code"),
            case((same_field, 0), else_=1).label("field"),
            _far(sought.minutes).label("far"),
            Provider.name.label("provider"),
            Place.title,
        )
        .join(Provider, Provider.id == Place.provider_id)
        .outerjoin(full, full.c.place_id == Place.id)
        .where(Place.state.in_(OFFERED), offered_to(reading.actor))
        .cte("weighed")
        # Else PostgreSQL would ask each criterion again wherever the sum of them stands.
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


def _alone(
    failed: Mapping[str, ColumnElement[bool]], always: Sequence[str], against: ColumnElement[int]
) -> ColumnElement[Any]:
    """Return the code of the one criterion that fails, NULL where more fail, or one that no decision can change."""
    told = {code: each for code, each in failed.items() if code not in FIXED and code != FULL}
    of_person: list[tuple[ColumnElement[bool], Any]] = [(true(), literal(code)) for code in always]
    ways = of_person or [(each, literal(code)) for code, each in told.items()]
    untold = or_(*(each for code, each in failed.items() if code not in told))
    return case((and_(against == 1, ~untold), case(*ways, else_=null())), else_=null())


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


def _full(stay: Stay) -> CompoundSelect[Any] | Select[*tuple[Any, ...]]:
    """Return the places without a free seat on one day of the stay; only days on which something changes count."""
    held = _held(stay)
    lasting = _lasting(stay)
    first = _full_at_first(stay, held, lasting)
    return first if stay.ends_on == stay.starts_on else union(first, _full_later(stay, held, lasting))


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


def _full_at_first(stay: Stay, held: CTE, lasting: CTE) -> Select[*tuple[Any, ...]]:
    day = stay.starts_on
    taken = select(held.c.place_id, func.count().label("number")).where(held.c.starts_on <= day)
    taken_then = taken.group_by(held.c.place_id).subquery()
    seats = and_(lasting.c.place_id == Place.id, _lasts(lasting, literal(day, Date)))
    return (
        select(Place.id.label("place_id"))
        .outerjoin(lasting, seats)
        .outerjoin(taken_then, taken_then.c.place_id == Place.id)
        .where(func.coalesce(lasting.c.seats, 0) <= func.coalesce(taken_then.c.number, 0))
    )


def _full_later(stay: Stay, held: CTE, lasting: CTE) -> Select[*tuple[Any, ...]]:
    days = union(
        select(held.c.place_id, held.c.starts_on.label("day")).where(held.c.starts_on > stay.starts_on),
        select(lasting.c.place_id, lasting.c.valid_from).where(lasting.c.valid_from > stay.starts_on),
    ).subquery()
    covers = and_(held.c.place_id == days.c.place_id, held.c.starts_on <= days.c.day, held.c.ends_on >= days.c.day)
    seats = and_(lasting.c.place_id == days.c.place_id, _lasts(lasting, days.c.day))
    return (
        select(days.c.place_id)
        .outerjoin(lasting, seats)
        .outerjoin(held, covers)
        .group_by(days.c.place_id, days.c.day, lasting.c.seats)
        .having(func.count(held.c.place_id) >= func.coalesce(lasting.c.seats, 0))
    )


def _lasts(lasting: CTE, day: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(lasting.c.valid_from <= day, or_(lasting.c.until.is_(None), lasting.c.until > day))
