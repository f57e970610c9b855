"""Proposals as lists and cards show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, exists, func, select

from messaging.direct_reading import DirectQuestion
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import Role
from schemas.codes import DeclineReason, DeclineSide, PlaceKind
from services.placements.model import BOOKS, Place, Proposal, Provider, Seeker
from services.placements.queries.lines import Cut, Page, cut_from, filled, history, steps_for
from services.placements.queries.reach import found, reachable
from services.placements.rules.proposal_course import LIVE, PROPOSAL, ProposalState
from workflow.due import open_deadlines
from workflow.moves import Happening

KINDS: Final = tuple(each.kind for each in PROPOSAL.timers)
"""The deadlines of a proposal; with the kind named, the index over kind and subject finds each in no time."""


@dataclass(frozen=True, kw_only=True)
class ProposalLine:
    """One proposal in a list."""

    id: UUID
    row_version: int
    mandate_id: UUID
    number: str
    place_id: UUID
    place_title: str
    kind: PlaceKind
    town: str
    provider_id: UUID
    provider_name: str
    social_service_id: UUID
    state: ProposalState
    starts_on: date
    ends_on: date
    workload_percent: int
    proposed_on: date
    meets_on: date | None
    answered_on: date | None
    decline_reason: DeclineReason | None
    decline_side: DeclineSide | None
    due_on: date | None
    """The day somebody has to act by, None where nobody has to."""
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalCard(ProposalLine):
    """One proposal with the inputs of the choice, frozen, and its history."""

    ground: str
    frozen: dict[str, Any]
    decided_on: date | None
    history: tuple[Happening, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalFilter:
    """Which proposals are asked for; ``live_only`` are those somebody still has to act on."""

    live_only: bool = False
    state: ProposalState | None = None
    mandate_id: UUID | None = None
    place_id: UUID | None = None
    provider_id: UUID | None = None


def proposals(
    reading: Reading,
    *,
    wanted: ProposalFilter = ProposalFilter(),
    cut: Cut = Cut(),  # noqa: B008
) -> Page[ProposalLine]:
    """Return the proposals within reach, newest first."""
    asked = _narrowed(_joined(), reading, wanted).add_columns(_DUE.label("due_day"))
    counted = _narrowed(select(Proposal.id), reading, wanted)
    rows, total = cut_from(reading, asked.order_by(Proposal.proposed_on.desc(), Seeker.number), cut, counted)
    due = {row.Proposal.id: row.due_day for row in rows}
    return Page(tuple(_line(reading, row, due) for row in rows), total)


@dataclass(frozen=True, kw_only=True)
class LiveProposals:
    """How many proposals somebody still has to act on, and whether the day of one of them is past."""

    total: int
    late: bool


def live_proposals(reading: Reading) -> LiveProposals:
    """Return how many proposals within reach are live; one statement, for the number in the menu."""
    total, late = _live_asked(reading.actor.role).rows(reading.session, **filled_in(reading))[0]
    return LiveProposals(total=int(total), late=bool(late))


@cache
def _live_asked(role: Role) -> DirectQuestion:
    due, somebody = BOOKS.deadlines.c, anybody(role)
    live = _narrowed(select(Proposal.id), somebody, ProposalFilter(live_only=True))
    overdue = exists().where(
        due.subject.in_(live), due.kind.in_(KINDS), due.done_at.is_(None), due.due_on < somebody.today
    )
    return DirectQuestion(select(select(func.count()).select_from(live.subquery()).scalar_subquery(), overdue))


def _narrowed(asked: Select[*tuple[Any, ...]], reading: Reading, wanted: ProposalFilter) -> Select[*tuple[Any, ...]]:
    asked = asked.where(reachable(Proposal, reading.actor))
    for name in ("state", "mandate_id", "place_id", "provider_id"):
        if value := getattr(wanted, name):
            asked = asked.where(getattr(Proposal, name) == value)
    if wanted.live_only:
        asked = asked.where(Proposal.state.in_(LIVE))
    return asked


def _joined() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Proposal,
            Seeker.number,
            Place.title.label("place_title"),
            Place.kind,
            Place.town,
            Provider.name.label("provider_name"),
        )
        .join(Seeker, Seeker.mandate_id == Proposal.mandate_id)
        .join(Place, Place.id == Proposal.place_id)
        .join(Provider, Provider.id == Proposal.provider_id)
    )


def _earliest_deadline() -> Any:
    table = BOOKS.deadlines
    theirs = (table.c.subject == Proposal.id, table.c.kind.in_(KINDS), table.c.done_at.is_(None))
    return select(func.min(table.c.due_on)).where(*theirs).correlate(Proposal).scalar_subquery()


_DUE: Final = _earliest_deadline()


def due_days(reading: Reading, subjects: list[UUID]) -> dict[UUID, date]:
    """Return the earliest open deadline of each of ``subjects``."""
    found_days: dict[UUID, date] = {}
    for each in open_deadlines(reading.session, BOOKS, BOOKS.deadlines.c.subject.in_(subjects)):
        found_days.setdefault(each.subject, each.due_on)
    return found_days


def _line(reading: Reading, row: Any, due: Mapping[UUID, date | None]) -> ProposalLine:
    steps = steps_for(PROPOSAL, row.Proposal.state, reading)
    return filled(ProposalLine, row.Proposal, row, due_on=due.get(row.Proposal.id), steps=steps)


def proposal_card(reading: Reading, *, proposal_id: UUID) -> ProposalCard:
    """Return one proposal within reach; the provider does not see why the office chose."""
    found(reading, Proposal, proposal_id, "proposal")
    row = reading.session.execute(_joined().where(Proposal.id == proposal_id)).one()
    shown = {} if reading.actor.role is Role.PROVIDER else row.Proposal.frozen
    line = _line(reading, row, due_days(reading, [proposal_id]))
    return filled(ProposalCard, line, row.Proposal, frozen=shown, history=history(reading, proposal_id))
