"""The plan the office asks for: made from the rows, explained, and deciding nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from schemas.codes import Funding, PlaceKind
from schemas.codes_matching import MatchPart, PairOutcome
from schemas.placements import SetQuota, SetTravelTime
from schemas.refusal import NotAllowed, NotFound
from services.placements.model import LEDGER, SeekerState
from services.placements.queries.plan import assignment_plan, planned_pair
from services.placements.queries.planning import Looking
from services.placements.queries.seekers import seeker
from tests.services.placements.scene import ADMIN, CASE_WORKER, COORDINATOR, PROVIDER, SERVICE_ID, START, Scene


def test_everybody_who_waits_is_planned_against_the_seats_there_are_row_11(scene: Scene) -> None:
    place = scene.place(seats=2)
    people = [scene.mandate() for _ in range(3)]
    found = scene.ask(assignment_plan, COORDINATOR)
    assert (found.waiting, found.open_seats, len(found.lines), len(found.left)) == (3, 2, 2, 1)
    assert {each.place_id for each in found.lines} == {place}
    assert {each.mandate_id for each in (*found.lines, *found.left)} == set(people)
    assert found.left[0].outcome is PairOutcome.SEATS_TO_OTHERS
    assert found.demand[0].demand.one_more_places_one_more


def test_a_line_says_its_points_part_by_part_row_11(scene: Scene) -> None:
    scene.do(SetTravelTime(commune_bfs_no=371, town="Bienne", minutes=6), ADMIN)
    scene.place()
    scene.mandate()
    (line,) = scene.ask(assignment_plan, COORDINATOR).lines
    parts = dict(line.parts)
    assert sum(parts.values()) == line.score
    assert (parts[MatchPart.SAME_FIELD], parts[MatchPart.SHORT_WAY], parts[MatchPart.FIRST_KIND]) == (15, 27, 5)


def test_the_plan_decides_nothing_and_writes_nothing_row_11(scene: Scene) -> None:
    scene.place()
    mandate = scene.mandate()
    before = _told(scene)
    scene.ask(assignment_plan, COORDINATOR)
    assert _told(scene) == before
    assert scene.ask(seeker, COORDINATOR, mandate_id=mandate).state is SeekerState.SEARCHING


def _told(scene: Scene) -> int:
    with scene.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(LEDGER.outbox)) or 0


def test_what_the_plan_proposes_can_be_proposed_as_it_stands_row_11(scene: Scene) -> None:
    scene.place(seats=1)
    scene.place(seats=1, needs_french=False, needs_german=True)
    scene.mandate()
    scene.mandate(speaks_german=True)
    found = scene.ask(assignment_plan, COORDINATOR)
    assert len(found.lines) == 2
    for each in found.lines:
        scene.propose(each.mandate_id, each.place_id, starts_on=each.starts_on)


def test_a_held_seat_counts_from_the_day_after_its_known_end_row_11(scene: Scene) -> None:
    place = scene.place(seats=1)
    scene.started(place, ends_on=START + timedelta(days=30))
    scene.mandate()
    (line,) = scene.ask(assignment_plan, COORDINATOR).lines
    assert (line.is_forecast, line.starts_on) == (True, START + timedelta(days=31))
    assert scene.ask(assignment_plan, COORDINATOR, looking=Looking(horizon_days=20)).lines == ()


def test_people_already_proposed_or_resting_are_not_planned_row_11(scene: Scene) -> None:
    place = scene.place(seats=2)
    scene.propose(scene.mandate(), place)
    assert scene.ask(assignment_plan, COORDINATOR).waiting == 0


def test_the_service_s_own_places_limit_the_plan_row_11(scene: Scene) -> None:
    scene.place(seats=3)
    for _ in range(3):
        scene.mandate(kinds=(PlaceKind.IP,))
    quota = SetQuota(
        social_service_id=SERVICE_ID,
        kind=PlaceKind.IP,
        funding=Funding.POIAS,
        year=START.year,
        own_places=1,
        place_months=12,
    )
    scene.do(quota, ADMIN)
    found = scene.ask(assignment_plan, COORDINATOR)
    assert (len(found.lines), {each.outcome for each in found.left}) == (1, {PairOutcome.QUOTA_FULL})
    assert [(each.code, each.more_people) for each in found.changes] == [("quota", 2)]


def test_any_pair_is_explained_row_11(scene: Scene) -> None:
    german = scene.place(needs_french=False, needs_german=True)
    french = scene.place()
    mandate = scene.mandate()
    found = scene.ask(planned_pair, COORDINATOR, mandate_id=mandate, place_id=german)
    assert [each.code for each in found.objections] == ["german_needed"]
    assert (found.outcome, found.instead.place_id if found.instead else None) == (PairOutcome.FAILS, french)
    assert scene.ask(planned_pair, COORDINATOR, mandate_id=mandate, place_id=french).outcome is PairOutcome.PLANNED
    with pytest.raises(NotFound):
        scene.ask(planned_pair, COORDINATOR, mandate_id=uuid4(), place_id=french)


def test_the_inputs_are_plain_values_under_a_name_of_their_own_row_11(scene: Scene) -> None:
    scene.place()
    scene.mandate()
    found = scene.ask(assignment_plan, COORDINATOR)
    assert json.loads(json.dumps(found.inputs)) == found.inputs
    assert scene.ask(assignment_plan, COORDINATOR).inputs_name == found.inputs_name
    scene.mandate()
    assert scene.ask(assignment_plan, COORDINATOR).inputs_name != found.inputs_name


@pytest.mark.parametrize("actor", [PROVIDER, CASE_WORKER])
def test_only_the_office_asks_for_plans_row_11(scene: Scene, actor: object) -> None:
    with pytest.raises(NotAllowed):
        scene.service.ask(assignment_plan, actor)  # type: ignore[arg-type]
