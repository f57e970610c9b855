"""The order of a waiting list and its reasons."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes_placements import WaitingPart
from services.placements.rules.waiting_list import (
    ScorePart,
    Waiting,
    WaitingWeights,
    entry_objections,
    is_stalled,
    ranked,
    score_parts,
)
from tests.services.placements.rules.days import DAY

ANNA, BEAT, CARL = (UUID(int=each) for each in (1, 2, 3))
SINCE_MAY = Waiting(ANNA, DAY - timedelta(weeks=28))
ENTRIES = st.lists(
    st.builds(
        Waiting,
        st.uuids(),
        st.dates(date(2026, 1, 1), DAY),
        st.none() | st.integers(0, 150),
        st.integers(0, 5),
        st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
    ),
    max_size=10,
    unique_by=lambda each: each.mandate_id,
)


def order(*entries: Waiting) -> list[UUID]:
    return [each.waiting.mandate_id for each in ranked(entries, DAY)]


def test_a_score_names_all_its_parts_row_10() -> None:
    entry = replace(SINCE_MAY, quota_used_percent=40, capacity_declines=2)
    assert score_parts(entry, DAY) == (
        ScorePart(WaitingPart.WAITING_TIME, 28),
        ScorePart(WaitingPart.QUOTA_ROOM, 6),
        ScorePart(WaitingPart.CAPACITY_DECLINES, 10),
    )
    (line,) = ranked([entry], DAY)
    assert (line.rank, line.score) == (1, 44)


@pytest.mark.parametrize(("used", "points"), [(None, 0), (0, 10), (100, 0), (130, 0)])
def test_room_in_the_quota_counts_never_against_anybody_row_10(used: int | None, points: int) -> None:
    part = score_parts(replace(SINCE_MAY, quota_used_percent=used), DAY)[1]
    assert part == ScorePart(WaitingPart.QUOTA_ROOM, points)


def test_points_have_a_ceiling_row_10() -> None:
    long_ago = Waiting(ANNA, date(2020, 1, 1), capacity_declines=99)
    assert [each.points for each in score_parts(long_ago, DAY)] == [52, 0, 15]


def test_who_waits_longer_comes_first_row_10() -> None:
    later = Waiting(BEAT, DAY - timedelta(weeks=2))
    assert order(later, SINCE_MAY) == [ANNA, BEAT]


def test_a_decline_for_lack_of_seats_moves_somebody_up_row_10() -> None:
    turned_away = Waiting(BEAT, DAY - timedelta(weeks=24), capacity_declines=1)
    assert order(SINCE_MAY, turned_away) == [BEAT, ANNA]


def test_equal_scores_go_by_day_then_by_id_row_10() -> None:
    day_later = Waiting(BEAT, SINCE_MAY.since - timedelta(days=1))
    twin = replace(SINCE_MAY, mandate_id=CARL)
    assert order(twin, SINCE_MAY, day_later) == [BEAT, ANNA, CARL]


def test_parked_people_stand_last_until_their_day_row_10() -> None:
    parked = replace(SINCE_MAY, parked_until=DAY)
    newer = Waiting(BEAT, DAY)
    assert order(parked, newer) == [BEAT, ANNA]
    assert order(replace(parked, parked_until=DAY - timedelta(days=1)), newer) == [ANNA, BEAT]


def test_weights_are_settings_row_10() -> None:
    only_time = WaitingWeights(quota_room=0, per_capacity_decline=0)
    assert sum(each.points for each in score_parts(replace(SINCE_MAY, quota_used_percent=0), DAY, only_time)) == 28


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_it_is_asked_row_10(entries: list[Waiting], shuffle: random.Random) -> None:
    before = ranked(entries, DAY)
    shuffle.shuffle(entries)
    assert ranked(entries, DAY) == before
    assert [each.rank for each in before] == list(range(1, len(entries) + 1))


def test_nobody_waits_twice_on_one_list_row_10() -> None:
    assert [each.code for each in entry_objections(ANNA, [BEAT, ANNA])] == ["already_waiting"]
    assert entry_objections(ANNA, [BEAT]) == []


@pytest.mark.parametrize(("days", "expected"), [(29, False), (30, True)])
def test_a_person_nobody_acted_on_for_30_days_is_stalled_row_17(days: int, expected: bool) -> None:
    assert is_stalled(DAY - timedelta(days=days), DAY) is expected
