"""Plans place most people first and fit best second, keep quotas, and do not depend on the order of anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random

import pytest

from deploy.benches.matching_scene import TODAY, Scene
from schemas.codes import PlaceKind
from services.placements.rules.fit import may_fit
from services.placements.rules.matching import Edge, Opening, Question, QuotaRoom
from services.placements.rules.matching_edges import edges
from services.placements.rules.matching_plan import KEPT_EDGES, first_come, plan_over
from services.placements.rules.matching_quotas import counted_kind, violations
from services.placements.rules.matching_record import fingerprint, recorded
from services.placements.rules.matching_scores import pair_objections
from services.placements.rules.matching_widening import best_plan, plan
from tests.services.placements.rules.people import small


def every_plan(question: Question) -> Iterator[Sequence[Edge]]:
    """Yield whatever could be planned within seats, quotas not looked at."""
    room = {(place.place_id, each.opens_on): each.seats for place in question.places for each in place.openings}
    for choice in product(*[[None, *own] for own in edges(question)]):
        chosen = [each for each in choice if each is not None]
        taken = Counter((each.place.place_id, each.opening.opens_on) for each in chosen)
        if all(count <= room[key] for key, count in taken.items()):
            yield chosen


def best(question: Question) -> tuple[int, int]:
    """Return the most people and then the most points of all plans that keep every quota."""
    kept = (each for each in every_plan(question) if not violations(each, question.room))
    return max((len(each), sum(edge.score for edge in each)) for each in kept)


@pytest.mark.parametrize("block", range(10))
def test_most_people_are_placed_and_then_most_points_made_in_200_problems_row_11(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        question = small(seed)
        found = plan(question)
        assert (len(found.chosen), found.score) == best(question), seed


def test_nested_quotas_are_never_broken_and_unrepaired_plans_are_optimal_row_11() -> None:
    proven = 0
    for seed in range(200):
        question = small(seed, quotas=True)
        found = plan(question)
        assert violations(found.chosen.values(), question.room) == 0
        reached = (len(found.chosen), found.score)
        assert reached <= best(question)
        if not found.repairs:
            proven += 1
            assert reached == best_by_request(question), seed
    assert proven > 100


def best_by_request(question: Question) -> tuple[int, int]:
    """Return the optimum with quotas counted on the requested kind, as plans count them."""

    def keeps(chosen: Sequence[Edge]) -> bool:
        asked = [(each.searcher.service_id, counted_kind(each.searcher, question.room)) for each in chosen]
        kinds = Counter(asked)
        services = Counter(service for service, kind in asked if kind is not None)
        return all(
            kinds[(service, kind)] <= max(0, most) for (service, kind), most in question.room.kinds.items()
        ) and all(services[service] <= most for service, most in question.room.services.items())

    kept = (each for each in every_plan(question) if keeps(each))
    return max((len(each), sum(edge.score for edge in each)) for each in kept)


def test_a_service_quota_holds_above_those_of_its_kinds_row_11() -> None:
    question = Scene(4).question(60, 60)
    service = question.searchers[0].service_id
    tight = QuotaRoom(services={service: 3}, kinds=dict.fromkeys(((service, each) for each in PlaceKind), 2))
    found = plan(replace(question, room=tight))
    placed = [each for each in found.chosen.values() if each.searcher.service_id == service]
    assert len(placed) == 3
    assert violations(found.chosen.values(), tight) == 0


@pytest.mark.parametrize("quotas", [False, True])
def test_the_plan_is_the_same_in_whatever_order_it_is_asked_row_11(quotas: bool) -> None:
    question, draw = Scene(9).question(40, 30, quotas), Random(1)
    first = plan(question).shape()
    for _ in range(20):
        people = tuple(draw.sample(question.searchers, 40))
        places = tuple(draw.sample(question.places, 30))
        assert plan(replace(question, searchers=people, places=places)).shape() == first


def test_twins_with_the_same_score_are_told_apart_the_same_way_each_time_row_11() -> None:
    scene = Scene(2)
    person, place = scene.person(), scene.place(wide=True)
    wanted = replace(person.wanted, kinds=(place.offered.kind,), workload_percent=60, permit_valid_until=None)
    wanted = replace(wanted, speaks_french=True, speaks_german=True)
    twins = tuple(replace(person, mandate_id=scene.person().mandate_id, wanted=wanted) for _ in range(6))
    question = Question(searchers=twins, places=(place,), today=TODAY)
    shape = plan(question).shape()
    assert len(shape) == 1
    assert all(plan(replace(question, searchers=twins[at:] + twins[:at])).shape() == shape for at in range(6))


def test_a_seat_that_frees_on_a_known_day_counts_from_that_day_row_11() -> None:
    scene = Scene(3)
    frees = TODAY + timedelta(days=12)
    place = scene.place((Opening(frees, 1),), wide=True)
    wanted = replace(scene.person().wanted, kinds=(place.offered.kind,), workload_percent=60, permit_valid_until=None)
    person = replace(scene.person(), wanted=replace(wanted, speaks_french=True, speaks_german=True))
    question = Question(searchers=(person,), places=(place,), today=TODAY, horizon_days=30)
    assert plan(question).chosen[person.mandate_id].starts_on == frees
    assert plan(replace(question, horizon_days=11)).chosen == {}


def test_a_seat_does_not_stand_empty_for_weeks_until_one_of_the_same_trade_frees_row_11() -> None:
    scene = Scene(3)
    person = scene.person()
    empty = scene.place((Opening(TODAY, 1),), wide=True)
    empty = replace(empty, field_of_work="another trade", town="nowhere")
    wanted = replace(person.wanted, kinds=(empty.offered.kind,), workload_percent=60, permit_valid_until=None)
    wanted = replace(wanted, speaks_french=True, speaks_german=True, check_valid_until=TODAY + timedelta(days=90))
    person = replace(person, wanted=wanted, minutes={})
    for days, taken in ((28, False), (7, True)):
        opening = Opening(TODAY + timedelta(days=days), 1)
        better = replace(
            empty, place_id=scene.place().place_id, openings=(opening,), field_of_work=person.field_of_work
        )
        question = Question(searchers=(person,), places=(empty, better), today=TODAY)
        chosen = plan(question).chosen[person.mandate_id]
        assert (chosen.place is better) is taken


def test_the_quick_look_spares_no_pair_that_fits_row_11() -> None:
    question = Scene(9).question(60, 60)
    pairs = [(person, place) for person in question.searchers for place in question.places]
    fitting = [(person, place) for person, place in pairs if not pair_objections(question, person, place)]
    assert fitting
    assert all(may_fit(person.wanted, place.offered) for person, place in fitting)
    assert sum(may_fit(person.wanted, place.offered) for person, place in pairs) < len(pairs) // 2


def test_a_plan_places_at_least_as_many_as_first_come_row_11() -> None:
    for seed in range(20):
        question = Scene(seed).question(40, 30)
        taken = first_come(question)
        assert len(plan(question).chosen) >= len(taken)


def test_keeping_forty_choices_for_each_person_loses_nobody_row_11() -> None:
    for seed in (3, 4):
        question = Scene(seed).question(300, 200)
        kept = plan_over(question, edges(question, KEPT_EDGES))
        every = len(plan_over(question, edges(question)).chosen)
        assert len(kept.chosen) == every - 1, "one seat stays free that somebody fits beyond her forty best"
        assert len(best_plan(question, edges(question, KEPT_EDGES)).chosen) == len(plan(question).chosen) == every


def test_the_inputs_of_a_plan_are_kept_as_plain_values_in_one_order_row_11() -> None:
    question = Scene(6).question(8, 5, quotas=True)
    turned = replace(question, searchers=question.searchers[::-1], places=question.places[::-1])
    assert recorded(turned) == recorded(question)
    assert fingerprint(recorded(turned)) == fingerprint(recorded(question))
    assert fingerprint(recorded(replace(question, horizon_days=5))) != fingerprint(recorded(question))
