"""Every pair can be explained, every place says how much it is wanted, and one change is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from deploy.benches.matching_scene import TODAY, Scene
from schemas.codes_matching import MatchPart, PairOutcome
from schemas.refusal import NotFound
from schemas.words import LANGUAGES, is_known
from services.placements.rules.fit import fit_objections
from services.placements.rules.matching import Opening, Question, QuotaRoom
from services.placements.rules.matching_changes import QUOTA, change_for_person, changes_for_plan
from services.placements.rules.matching_demand import demand
from services.placements.rules.matching_plan import Plan
from services.placements.rules.matching_reasons import pair_reason
from services.placements.rules.matching_seats import openings
from services.placements.rules.matching_widening import plan
from services.placements.rules.seats import CapacityChange, SeatSpan
from tests.services.placements.rules.people import small


def scarce(people: int = 3, seats: int = 1) -> Question:
    """Return people who all fit the one place there is."""
    scene = Scene(11)
    place = scene.place((Opening(TODAY, seats),), wide=True)
    found = []
    for _ in range(people):
        person = scene.person()
        wanted = replace(person.wanted, kinds=(place.offered.kind,), workload_percent=60, permit_valid_until=None)
        found.append(replace(person, wanted=replace(wanted, speaks_french=True, speaks_german=True)))
    return Question(searchers=tuple(found), places=(place,), today=TODAY)


def test_a_failed_pair_names_every_criterion_row_11() -> None:
    question = Scene(1).question(20, 20)
    made = plan(question)
    for searcher in question.searchers:
        for place in question.places:
            why = pair_reason(made, searcher.mandate_id, place.place_id)
            stay = question.stay(searcher, place, place.openings[0].opens_on)
            assert list(why.objections) == fit_objections(searcher.wanted, place.offered, stay)
            assert (why.outcome is PairOutcome.FAILS) == bool(why.objections)
            assert [part for part, _ in why.parts] == list(MatchPart)


def test_the_seat_went_to_somebody_else_row_11() -> None:
    made = plan(scarce())
    (winner,) = made.chosen
    (place,) = made.question.places
    assert pair_reason(made, winner, place.place_id).outcome is PairOutcome.PLANNED
    for each in made.question.searchers:
        if each.mandate_id != winner:
            why = pair_reason(made, each.mandate_id, place.place_id)
            assert (why.outcome, why.seats_to) == (PairOutcome.SEATS_TO_OTHERS, (winner,))
            assert why.loses_points is not None
            assert (why.loses_people, why.loses_points >= 0) == (0, True)


def forced(made: Plan, mandate_id: UUID, place_id: UUID) -> tuple[int, int]:
    """Return people and points of the best plan that insists on one pair."""
    places = made.question.places
    only = tuple(each for each in places if each.place_id == place_id)
    rest = [each for each in made.question.searchers if each.mandate_id != mandate_id]
    best = (-1, -1)
    for edge in made.board.edges[made.board.people.index(mandate_id)]:
        if edge.place.place_id == place_id:
            left = tuple(
                replace(each, seats=each.seats - 1) if each == edge.opening else each for each in only[0].openings
            )
            others = tuple(replace(each, openings=left) if each.place_id == place_id else each for each in places)
            found = plan(replace(made.question, searchers=tuple(rest), places=others))
            best = max(best, (len(found.chosen) + 1, found.score + edge.score))
    return best


def test_the_loss_the_prices_name_is_never_above_the_real_one_row_11() -> None:
    looked = 0
    for seed in range(30):
        made = plan(small(seed, people=6, places=3))
        for who in made.question.searchers:
            for where in made.question.places:
                why = pair_reason(made, who.mandate_id, where.place_id)
                if why.loses_people is not None and why.loses_points is not None:
                    people, points = forced(made, who.mandate_id, where.place_id)
                    real = (len(made.chosen) - people, made.score - points)
                    assert real >= (why.loses_people, why.loses_points)
                    looked += 1
    assert looked > 50


def test_a_quota_and_not_the_seats_keeps_somebody_waiting_row_11() -> None:
    question = scarce(people=2, seats=2)
    service, kind = question.searchers[0].service_id, question.places[0].offered.kind
    searchers = tuple(replace(each, service_id=service) for each in question.searchers)
    made = plan(replace(question, searchers=searchers, room=QuotaRoom(kinds={(service, kind): 1})))
    (left,) = {each.mandate_id for each in searchers} - set(made.chosen)
    assert pair_reason(made, left, question.places[0].place_id).outcome is PairOutcome.QUOTA_FULL
    assert [(each.code, each.more_people) for each in changes_for_plan(made)] == [(QUOTA, 1)]


def test_one_more_seat_is_worth_a_person_exactly_where_it_places_one_more_row_11() -> None:
    for seed in range(25):
        question = small(seed, people=6, places=3)
        made = plan(question)
        for each in demand(made):
            more = tuple(
                replace(place, openings=tuple(replace(one, seats=one.seats + 1) for one in place.openings))
                if place.place_id == each.place_id
                else place
                for place in question.places
            )
            helps = len(plan(replace(question, places=more)).chosen) > len(made.chosen)
            assert each.one_more_places_one_more == helps


def test_a_place_says_how_many_want_it_row_11() -> None:
    (wanted,) = demand(plan(scarce()))
    assert (wanted.fits, wanted.best_for, wanted.planned, wanted.one_more_places_one_more) == (3, 3, 1, True)


def test_the_one_change_that_opens_most_places_is_named_row_11() -> None:
    question = scarce(people=1)
    person, place = question.searchers[0], question.places[0]
    dear = replace(place, offered=replace(place.offered, age_min=64))
    asked = replace(question, places=(dear,))
    change = change_for_person(asked, person)
    assert change is not None
    assert (change.code, change.places) == ("place_age_below", (place.place_id,))
    assert [(each.code, each.pairs, each.more_people) for each in changes_for_plan(plan(asked))] == [
        ("place_age_below", 1, 1)
    ]
    assert change_for_person(question, person) is None
    assert changes_for_plan(plan(question)) == ()


def test_a_person_or_place_outside_the_question_is_not_found_row_11() -> None:
    made = plan(scarce())
    (place,) = made.question.places
    with pytest.raises(NotFound):
        pair_reason(made, UUID(int=1), place.place_id)
    with pytest.raises(NotFound):
        pair_reason(made, made.question.searchers[0].mandate_id, UUID(int=1))


def test_seats_open_when_the_last_known_stay_lets_them_row_11() -> None:
    ends, later = TODAY + timedelta(days=9), TODAY + timedelta(days=40)
    changes = [CapacityChange(TODAY, 3)]
    held = [SeatSpan(TODAY, ends), SeatSpan(TODAY, None), SeatSpan(later, later + timedelta(days=5))]
    last = TODAY + timedelta(days=90)
    assert openings(changes, held, TODAY, last) == (
        Opening(TODAY, 1),
        Opening(later + timedelta(days=6), 1),
    )
    assert openings(changes, held[:2], TODAY, last) == (Opening(TODAY, 1), Opening(ends + timedelta(days=1), 1))
    assert openings(changes, held[:2], TODAY, ends) == (Opening(TODAY, 1),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_and_outcome_has_its_words_row_11(language: str) -> None:
    wanted = [f"code.match_part.{each}" for each in MatchPart] + [f"code.pair_outcome.{each}" for each in PairOutcome]
    assert [key for key in wanted if not is_known(key, language)] == []
