"""Lists of mandates: filtered and sorted in SQL, a constant number of statements whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from messaging.clock import day_of
from messaging.direct_reading import DirectQuestion
from messaging.paging import TOTAL, KeptPart, PartAsked, part_asked, read_part
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import HOUSE_ID, Actor, Role
from schemas.codes import Eligibility, Phase, PlaceKind
from schemas.codes_registration import MandateState
from services.registration.model import BOOKS, Mandate, Person
from services.registration.queries.names import named_like
from services.registration.queries.reach import SEES_ALL, is_mine, reachable
from services.registration.rules.closing import OUTCOME_TIMERS
from services.registration.rules.mandate_course import ENDS, MANDATE, REORIENTATION_TIMER

PAGE = 50
NOON = time(12, tzinfo=UTC)
STALLED_AFTER = timedelta(days=30)
"""Practice of comparable systems; no source."""
GIVEN_BACK = "mandate.give_back"
RUNNING = tuple(each.value for each in MandateState if each not in ENDS)
"""Named one by one, because an index finds what is named and not what is excluded."""
KINDS = tuple(each.kind for each in (*MANDATE.timers, REORIENTATION_TIMER, *OUTCOME_TIMERS))
"""The deadlines of a mandate itself; with the kind named, the index over kind and subject finds each in no time."""


@dataclass(frozen=True)
class MandateLine:
    """One line of a list of mandates; ``due_on`` is the earliest open deadline of the mandate's own workflow."""

    id: UUID
    row_version: int
    number: str
    name: str
    state: MandateState
    phase: Phase
    wished_kind: PlaceKind
    eligibility: Eligibility
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID | None
    provider_id: UUID | None
    place_id: UUID | None
    submitted_on: date
    due_on: date | None


@dataclass(frozen=True)
class MandatePage:
    """One page of a list, and how many lines there are in all."""

    lines: tuple[MandateLine, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class MandateFilter:
    """What a list is narrowed by; empty means no narrowing."""

    state: str = ""
    social_service_id: UUID | None = None
    kind: str = ""
    text: str = ""
    mine: bool = False
    unassigned: bool = False
    stalled: bool = False
    """Nobody has acted for 30 days on somebody who is in no place."""
    sort: str = "newest"
    with_ended: bool = False


_SORTS: dict[str, Any] = {
    "newest": (Mandate.submitted_at.desc(), Mandate.number.desc()),
    "oldest": (Mandate.submitted_at, Mandate.number),
    "state": (Mandate.state, Mandate.submitted_at),
    "-state": (Mandate.state.desc(), Mandate.submitted_at),
}


OF_A_LINE: Any = (
    *(getattr(Mandate, each.name) for each in fields(MandateLine) if each.name not in ("name", "due_on")),
    Person.family_name,
    Person.given_name,
)
"""What a list needs of a mandate; the answers and texts of fifty people would be most of what travels."""
_NAME_AT: Final = [each.name for each in fields(MandateLine)].index("name")
_DUE_AT: Final = len(OF_A_LINE)
_FEW: Final = ("social_service_id", "text", "mine", "unassigned", "stalled")
"""What narrows a list to so few that they are better put in order than met in the order of all."""


def mandates(reading: Reading, *, narrowed: MandateFilter, page: int = 1, size: int = PAGE) -> MandatePage:
    """Return one page of the mandates within reach."""
    page = max(1, page)
    if narrowed == MandateFilter(sort=narrowed.sort):
        kept = _plain_part(replace(reading.actor, account_id=HOUSE_ID), reading.today, narrowed, page, size)
        rows, total = kept.read(reading.session)
    else:
        rows, total = read_part(reading.session, _part(reading.actor, reading.now, narrowed, page, size))
    return MandatePage(tuple(line_read(row) for row in rows), total, page)


@lru_cache(maxsize=256)
def _plain_part(actor: Actor, day: date, narrowed: MandateFilter, page: int, size: int) -> KeptPart:
    """Return the list as the menu opens it; its statements are the same for everybody of one organisation."""
    return KeptPart(_part(actor, datetime.combine(day, NOON), narrowed, page, size))


def _part(actor: Actor, now: datetime, narrowed: MandateFilter, page: int, size: int) -> PartAsked:
    if narrowed.sort.removeprefix("-") in ("name", "due"):
        return _page_first(actor, now, narrowed, page, size)
    counted = _narrowed(select(Mandate.id), actor, now, narrowed)
    due = earliest_deadline().label("due_on")
    asked = _narrowed(select(*OF_A_LINE, due).join(Mandate.person), actor, now, narrowed)
    order = _SORTS.get(narrowed.sort, _SORTS["newest"])
    return part_asked(asked.order_by(*order), offset=(page - 1) * size, limit=size, counted=counted)


def _page_first(actor: Actor, now: datetime, narrowed: MandateFilter, page: int, size: int) -> PartAsked:
    """Return a list in an order that stands in another table: first who is on the page, then the lines of those only.

    Where few are within reach they are found before anything is put in order; the planner would rather walk through
    the names of the whole country until it has met enough of them.
    """
    by_name = narrowed.sort.endswith("name")
    more = (Mandate.person_id,) if by_name else (earliest_deadline().label("due_on"),)
    asked = _narrowed(select(Mandate.id, Mandate.number, *more), actor, now, narrowed)
    number = select(func.count()).select_from(_narrowed(select(Mandate.id), actor, now, narrowed).subquery())
    wanted: Any = asked.subquery()
    if actor.role not in SEES_ALL or any(getattr(narrowed, each) for each in _FEW):
        wanted = asked.cte("wanted").prefix_with("MATERIALIZED")
        number = select(func.count()).select_from(wanted)
    keys: tuple[Any, ...] = (Person.family_name, Person.given_name) if by_name else (wanted.c.due_on,)
    found = select(wanted.c.id, wanted.c.number, *keys, number.scalar_subquery().label(TOTAL))
    found = found.join(Person, Person.id == wanted.c.person_id) if by_name else found
    part = found.order_by(*_order(narrowed.sort, keys, wanted.c.number)).offset((page - 1) * size).limit(size)
    shown = part.subquery("shown")
    keys = tuple(shown.c[each.key] for each in keys)
    due = earliest_deadline().label("due_on") if by_name else shown.c.due_on
    lines = select(*OF_A_LINE, due, shown.c[TOTAL]).join(Mandate.person).join(shown, shown.c.id == Mandate.id)
    return PartAsked(lines.order_by(*_order(narrowed.sort, keys, shown.c.number)), number, (page - 1) * size)


def _order(sort: str, keys: Sequence[Any], number: Any) -> tuple[Any, ...]:
    """Return an order by names or by the day due; who has no day due comes last, whichever way."""
    undated = () if sort.endswith("name") else (keys[0].is_(None),)
    return (*undated, *(each.desc() if sort.startswith("-") else each for each in keys), number)


def line_read(row: Any) -> MandateLine:
    """Return the line of a row of ``OF_A_LINE`` with its day due, which stands behind it."""
    name = f"{row[_DUE_AT - 2]}, {row[_DUE_AT - 1]}"
    return MandateLine(*(*row[:_NAME_AT], name, *row[_NAME_AT : _DUE_AT - 2], row[_DUE_AT]))


def earliest_deadline() -> Any:
    """Return the next day due of a mandate as an expression in SQL."""
    table = BOOKS.deadlines
    theirs = (table.c.subject == Mandate.id, table.c.kind.in_(KINDS), table.c.done_at.is_(None))
    mine = select(func.min(table.c.due_on)).where(*theirs)
    return mine.correlate(Mandate).scalar_subquery()


def _narrowed(asked: Select[Any], actor: Actor, now: datetime, narrowed: MandateFilter) -> Select[Any]:
    asked = asked.where(reachable(actor, day_of(now)))
    if narrowed.state:
        asked = asked.where(Mandate.state.in_(narrowed.state.split(",")))
    elif not narrowed.with_ended:
        asked = asked.where(Mandate.state.in_(RUNNING))
    if narrowed.social_service_id:
        asked = asked.where(Mandate.social_service_id == narrowed.social_service_id)
    if narrowed.kind:
        asked = asked.where(Mandate.wished_kind == narrowed.kind)
    return _by_people(asked, actor, now, narrowed)


def _by_people(asked: Select[Any], actor: Actor, now: datetime, narrowed: MandateFilter) -> Select[Any]:
    if narrowed.mine:
        asked = asked.where(is_mine(actor, day_of(now)))
    if narrowed.unassigned:
        asked = asked.where(Mandate.coordinator_id.is_(None))
    if narrowed.stalled:
        asked = asked.where(_is_stalled(now))
    for word in narrowed.text.split()[:5]:
        asked = asked.where(Mandate.id.in_(named_like(word)))
    return asked


def _is_stalled(now: datetime) -> ColumnElement[bool]:
    """Whose file nobody has touched for 30 days though she is in no place; the house giving back is no touch."""
    lines, before = BOOKS.history, now - STALLED_AFTER
    touched = exists().where(lines.c.subject == Mandate.id, lines.c.at > before, lines.c.what != GIVEN_BACK)
    waiting = [each.value for each in MandateState if each not in ENDS and each is not MandateState.PLACED]
    return and_(Mandate.state.in_(waiting), Mandate.submitted_at <= before, ~touched)


def line_of(row: Mandate, due_on: date | None) -> MandateLine:
    """Return the line of one mandate with its next day due."""
    return MandateLine(
        id=row.id,
        row_version=row.row_version,
        number=row.number,
        name=row.person.full_name,
        state=row.state,
        phase=row.phase,
        wished_kind=row.wished_kind,
        eligibility=row.eligibility,
        social_service_id=row.social_service_id,
        case_worker_id=row.case_worker_id,
        coordinator_id=row.coordinator_id,
        provider_id=row.provider_id,
        place_id=row.place_id,
        submitted_on=row.submitted_on,
        due_on=due_on,
    )


def mandate_counts(reading: Reading) -> dict[str, int]:
    """Return how many mandates within reach stand in each state; states without any are missing."""
    rows = _counted(reading.actor.role).rows(reading.session, **filled_in(reading))
    return {str(state): int(count) for state, count in rows}


@cache
def _counted(role: Role) -> DirectQuestion:
    somebody = anybody(role)
    asked = select(Mandate.state, func.count()).where(reachable(somebody.actor, somebody.today))
    return DirectQuestion(asked.group_by(Mandate.state))
