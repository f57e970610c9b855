"""A proposal for everybody who waits, against today's offer; it decides nothing, the coordinator proposes each one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind
from schemas.codes_matching import MatchPart, PairOutcome
from schemas.refusal import Objection
from services.placements.model import Place, Provider, Seeker
from services.placements.queries.lines import filled
from services.placements.queries.planning import Looking, question_of, waiting_people
from services.placements.rules.matching import Edge, Question
from services.placements.rules.matching_accelerator import solver_for
from services.placements.rules.matching_changes import PersonChange, PlanChange, change_for_person, changes_for_plan
from services.placements.rules.matching_demand import Demand, demand
from services.placements.rules.matching_plan import Plan, first_come
from services.placements.rules.matching_reasons import is_on_bench, pair_reason
from services.placements.rules.matching_record import fingerprint, recorded
from services.placements.rules.matching_scores import person_parts, place_parts
from services.placements.rules.matching_widening import best_plan, candidates


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One person for one place; a forecast seat is still held today and frees on ``opens_on``."""

    mandate_id: UUID
    number: str
    social_service_id: UUID
    place_id: UUID
    title: str
    kind: PlaceKind
    provider_name: str
    town: str
    starts_on: date
    opens_on: date
    is_forecast: bool
    score: int
    parts: tuple[tuple[MatchPart, int], ...]
    fits_others: int
    """How many more waiting people this place would fit."""


@dataclass(frozen=True, kw_only=True)
class LeftLine:
    """One person the plan has no place for: how many places fit, why she has none, what would open most."""

    mandate_id: UUID
    number: str
    social_service_id: UUID
    released_on: date
    fitting: int
    outcome: PairOutcome
    change: PersonChange | None


@dataclass(frozen=True, kw_only=True)
class PlaceDemand:
    """One place with what the plan says of it."""

    place_id: UUID
    title: str
    kind: PlaceKind
    provider_name: str
    town: str
    demand: Demand


@dataclass(frozen=True, kw_only=True)
class AssignmentPlan:
    """The whole proposal; ``inputs`` are what it was made from as JSON values, ``inputs_name`` their short name.

    ``repairs`` counts choices taken back for a quota on the kind of the seat; without any it is the proven optimum.
    """

    made_on: date
    looking: Looking
    waiting: int
    open_seats: int
    lines: tuple[PlanLine, ...]
    left: tuple[LeftLine, ...]
    demand: tuple[PlaceDemand, ...]
    changes: tuple[PlanChange, ...]
    first_come_places: int
    repairs: int
    inputs: Mapping[str, Any]
    inputs_name: str


@dataclass(frozen=True, kw_only=True)
class PairExplained:
    """One person and one place: failed criteria, the score's parts, and what the plan did instead."""

    mandate_id: UUID
    number: str
    place: PlaceDemand
    outcome: PairOutcome
    objections: tuple[Objection, ...]
    parts: tuple[tuple[MatchPart, int], ...]
    score: int
    starts_on: date
    instead: PlaceDemand | None
    seats_to: tuple[UUID, ...]
    loses_people: int | None
    loses_points: int | None


def assignment_plan(reading: Reading, *, looking: Looking = Looking()) -> AssignmentPlan:  # noqa: B008
    """Return the plan that places most people and, among those, fits best; the same rows give the same plan."""
    made = _made(reading, looking)
    question, people, places = made.question, _people(reading), _places(reading, made)
    fits = {place: each.demand.fits for place, each in places.items()}
    record = recorded(question)
    lines = (_line(made, each, people, places) for each in made.chosen.values())
    gone = [each for each in question.searchers if each.mandate_id not in made.chosen]
    left = (_left(made, each.mandate_id, people) for each in gone)
    return AssignmentPlan(
        made_on=reading.today,
        looking=looking,
        waiting=len(question.searchers),
        open_seats=sum(opening.seats for place in question.places for opening in place.openings),
        lines=tuple(sorted(lines, key=lambda each: (each.starts_on, -each.score, each.number))),
        left=tuple(sorted(left, key=lambda each: (each.released_on, each.number))),
        demand=tuple(sorted(places.values(), key=lambda each: (-fits[each.place_id], each.title, str(each.place_id)))),
        changes=changes_for_plan(made, solver_for(_edges(made))),
        first_come_places=len(first_come(question)),
        repairs=made.repairs,
        inputs=record,
        inputs_name=fingerprint(record),
    )


def planned_pair(
    reading: Reading,
    *,
    mandate_id: UUID,
    place_id: UUID,
    looking: Looking = Looking(),  # noqa: B008
) -> PairExplained:
    """Explain one waiting person at one place on offer against today's plan; raises NotFound for any other."""
    made = _made(reading, looking)
    why = pair_reason(made, mandate_id, place_id)
    places = _places(reading, made)
    return filled(
        PairExplained,
        why,
        mandate_id=mandate_id,
        number=_people(reading)[mandate_id].number,
        place=places[place_id],
        instead=places[why.instead.place.place_id] if why.instead else None,
    )


def _made(reading: Reading, looking: Looking) -> Plan:
    question = question_of(reading, looking)
    kept = candidates(question)
    return best_plan(question, kept, solver_for(sum(len(own) for own in kept)))


def _edges(made: Plan) -> int:
    return sum(len(own) for own in made.board.edges)


def _people(reading: Reading) -> dict[UUID, Seeker]:
    return {each.mandate_id: each for each in waiting_people(reading, reading.today)}


def _places(reading: Reading, made: Plan) -> dict[UUID, PlaceDemand]:
    wanted = {each.place_id: each for each in demand(made)}
    asked = select(Place, Provider.name).join(Provider, Provider.id == Place.provider_id).where(Place.id.in_(wanted))
    return {
        place.id: filled(PlaceDemand, place, place_id=place.id, provider_name=name, demand=wanted[place.id])
        for place, name in reading.session.execute(asked)
    }


def _line(made: Plan, edge: Edge, people: Mapping[UUID, Seeker], places: Mapping[UUID, PlaceDemand]) -> PlanLine:
    searcher, place = edge.searcher, places[edge.place.place_id]
    return filled(
        PlanLine,
        edge,
        people[searcher.mandate_id],
        place,
        opens_on=edge.opening.opens_on,
        is_forecast=edge.opening.opens_on > made.question.today,
        parts=_parts(made.question, edge),
        fits_others=place.demand.fits - 1,
    )


def _parts(question: Question, edge: Edge) -> tuple[tuple[MatchPart, int], ...]:
    own = person_parts(question, edge.searcher)
    return own + place_parts(question, edge.searcher, edge.place, edge.starts_on)


def _left(made: Plan, mandate_id: UUID, people: Mapping[UUID, Seeker]) -> LeftLine:
    searcher = next(each for each in made.question.searchers if each.mandate_id == mandate_id)
    kept = made.board.edges[made.board.people.index(mandate_id)]
    outcome = PairOutcome.SEATS_TO_OTHERS if kept else PairOutcome.NO_OPENING
    if not kept and not searcher.fitting:
        outcome = PairOutcome.FAILS
    if is_on_bench(made, mandate_id):
        outcome = PairOutcome.QUOTA_FULL
    return filled(
        LeftLine,
        people[mandate_id],
        fitting=searcher.fitting or 0,
        outcome=outcome,
        change=change_for_person(made.question, searcher),
    )
