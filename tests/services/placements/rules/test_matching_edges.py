"""Choices found class by class are those that judging every pair by the whole rule gives, in the same order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Final

import pytest

from deploy.benches.matching_scene import TODAY, Scene
from schemas.codes import Funding, PlaceState
from services.placements.rules.matching import Edge, Opening, PlaceOnOffer, Question, Searcher
from services.placements.rules.matching_edges import DATED, Market, edges, full_or_not
from services.placements.rules.matching_scores import pair_edges, pair_objections, person_parts, points

SPAN: Final = 120


def every_pair(question: Question) -> list[list[Edge]]:
    """Return the choices by the rule itself, pair by pair."""
    return [_of(question, searcher) for searcher in question.searchers]


def _of(question: Question, searcher: Searcher) -> list[Edge]:
    own = points(person_parts(question, searcher))
    found = [each for place in question.places for each in pair_edges(question, searcher, place, own)]
    return sorted(found, key=lambda each: (-each.score, each.starts_on, str(each.place.place_id)))


def _day(dice: Random) -> date:
    return TODAY + timedelta(days=dice.randint(-SPAN, SPAN))


def _place(place: PlaceOnOffer, dice: Random) -> PlaceOnOffer:
    offered = replace(
        place.offered,
        state=dice.choice((PlaceState.PUBLISHED,) * 4 + (PlaceState.TO_CONFIRM,)),
        funding=dice.choice((Funding.POIAS, Funding.POIAS, Funding.KIA)),
        consultation_recorded=dice.random() < 0.5,
        available_from=_day(dice),
        available_until=None if dice.random() < 0.5 else _day(dice) + timedelta(days=SPAN),
        age_max=dice.choice((None, None, 24, 45)),
        perimeter_id=dice.choice(("seeland",) * 5 + ("elsewhere",)),
    )
    openings = tuple(Opening(_day(dice), 1 + at) for at in range(dice.randint(0, 3)))
    return replace(place, offered=offered, openings=openings, town=dice.choice((place.town, "Lyss", "unknown")))


def _person(who: Searcher, dice: Random) -> Searcher:
    wanted = replace(
        who.wanted,
        birth_on=dice.choice((who.wanted.birth_on, date(2004, 2, 29), date(TODAY.year - 18, 12, dice.randint(1, 31)))),
        available_from=_day(dice),
        check_valid_until=_day(dice),
        permit_valid_until=None if dice.random() < 0.5 else _day(dice) + timedelta(days=SPAN),
    )
    return replace(who, wanted=wanted, fitting=dice.choice((None, 0, 3)))


def _question(seed: int) -> Question:
    scene, dice = Scene(seed), Random(seed)
    found = scene.question(60, 50)
    return replace(
        found,
        searchers=tuple(_person(each, dice) for each in found.searchers),
        places=tuple(_place(each, dice) for each in found.places),
        stay_days=dice.choice((None, 1, 90, 180)),
        horizon_days=dice.choice((0, 30, 90)),
        assessor_id=dice.choice(found.places).offered.provider_id,
    )


@pytest.mark.parametrize("seed", range(12))
def test_row_13_choices_are_those_of_every_pair_judged_by_itself(seed: int) -> None:
    question = _question(seed)
    found = every_pair(question)
    assert edges(question) == found
    assert edges(question, 3) == [own[:3] for own in found]


def test_the_drawn_questions_meet_every_criterion() -> None:
    met = set[str]()
    for seed in range(12):
        question = _question(seed)
        for searcher in question.searchers:
            met |= {each.code for place in question.places for each in pair_objections(question, searcher, place)}
        assert any(every_pair(question))
    assert met >= DATED | {"place_stale", "perimeter_other", "place_not_managed", "assessor_is_provider"}


def test_nobody_looks_further_than_asked() -> None:
    question = Scene(3).question(2, 40)
    market = Market(question)
    assert [list(islice(market.choices(who), 2)) for who in question.searchers] == edges(question, 2)


@pytest.mark.parametrize("seed", range(6))
def test_how_many_places_fit_somebody_full_or_not(seed: int) -> None:
    question = _question(seed)
    market = Market(full_or_not(question))
    for who in question.searchers:
        fitting = sum(not pair_objections(question, who, place) for place in question.places)
        assert sum(1 for _ in market.choices(who)) == fitting
