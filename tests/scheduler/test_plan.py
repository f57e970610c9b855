"""When ticks are said: once a period, also on the two days on which the clocks of Bienne change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from deploy.ticks import plan
from scheduler.plan import Tick
from schemas.casework import LookAtCaseworkDeadlines
from schemas.consistency import CheckCasework

BIENNE = ZoneInfo("Europe/Zurich")
SPRING, AUTUMN = datetime(2026, 3, 29, tzinfo=BIENNE), datetime(2026, 10, 25, tzinfo=BIENNE)
NIGHTLY = Tick(CheckCasework, hour=3, minute=25)


def said_between(tick: Tick, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield every moment from ``first`` to before ``last`` at which the plan says ``tick``."""
    moment = tick.next_after(first.astimezone(UTC) - timedelta(seconds=1))
    while moment is not None and moment.astimezone(UTC) < last.astimezone(UTC):
        yield moment.astimezone(UTC)
        moment = tick.next_after(moment.astimezone(UTC) + timedelta(seconds=1))


@pytest.mark.parametrize(("day", "hours"), [(SPRING, (2, 1)), (AUTUMN, (1, 2))], ids=["march", "october"])
def test_a_nightly_tick_is_said_once_a_day_at_its_hour_of_bienne(day: datetime, hours: tuple[int, int]) -> None:
    moments = list(said_between(NIGHTLY, day - timedelta(days=1), day + timedelta(days=1)))
    assert [(each.hour, each.minute) for each in moments] == [(hour, 25) for hour in hours]
    assert [NIGHTLY.period(each) for each in moments] == [
        (day - timedelta(days=1)).date().isoformat(),
        day.date().isoformat(),
    ]


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)], ids=["march", "october"])
@pytest.mark.parametrize("minutes", [1, 15])
def test_a_tick_of_minutes_neither_rests_nor_doubles_when_the_clocks_change(
    day: datetime, hours: int, minutes: int
) -> None:
    tick = Tick(LookAtCaseworkDeadlines, minutes=minutes)
    moments = list(said_between(tick, day, day + timedelta(days=1)))
    assert {later - earlier for earlier, later in pairwise(moments)} == {timedelta(minutes=minutes)}
    assert len(moments) == hours * 60 // minutes
    assert len({tick.letter_id(each) for each in moments}) == len(moments)


@pytest.mark.parametrize("day", [SPRING, AUTUMN], ids=["march", "october"])
def test_a_day_of_23_or_25_hours_is_one_period_and_its_neighbours_are_others(day: datetime) -> None:
    midnight, next_midnight = day.astimezone(UTC), (day + timedelta(days=1)).astimezone(UTC)
    second = timedelta(seconds=1)
    assert NIGHTLY.letter_id(midnight) == NIGHTLY.letter_id(next_midnight - second)
    assert NIGHTLY.letter_id(midnight) != NIGHTLY.letter_id(midnight - second)
    assert NIGHTLY.letter_id(midnight) != NIGHTLY.letter_id(next_midnight)


def test_no_daily_tick_stands_in_the_hour_that_is_missing_or_doubled() -> None:
    with pytest.raises(ValueError, match="two and three"):
        Tick(CheckCasework, hour=2, minute=30)
    assert [each.command.said for each in plan() if each.is_daily and each.hour == 2] == []


def test_every_tick_of_the_house_has_a_next_run_and_an_id_of_its_own() -> None:
    now = datetime(2026, 11, 22, 9, 0, 30, tzinfo=UTC)
    assert all(each.next_after(now) is not None for each in plan())
    assert len({each.letter_id(now) for each in plan()}) == len(plan())
