"""A record's way as a ladder: on the path, beside it, and at its end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from schemas.actor import Role
from workflow.ladder import ladder
from workflow.moves import Happening
from workflow.table import Stage, StageKind, Timer, Workflow, step

WHO = UUID(int=1)


class S(StrEnum):
    ASKED = "asked"
    TALKED = "talked"
    TAKEN = "taken"
    RESTING = "resting"
    DROPPED = "dropped"


WAY = Workflow(
    name="way",
    states=S,
    initial=S.ASKED,
    ends=frozenset({S.TAKEN, S.DROPPED}),
    transitions=(
        step("talk", (S.ASKED,), S.TALKED, Role.PROVIDER),
        step("take", (S.ASKED, S.TALKED), S.TAKEN, Role.PROVIDER),
        step("rest", (S.TALKED,), S.RESTING, Role.PROVIDER),
        step("drop", (S.ASKED, S.TALKED, S.RESTING), S.DROPPED, Role.PROVIDER),
    ),
    timers=tuple(
        Timer(f"{state}_due", state, Role.PROVIDER, Role.SSIP_COORDINATOR, (Stage(StageKind.DUE, 3),))
        for state in (S.ASKED, S.TALKED, S.RESTING)
    ),
)
PATH = (S.ASKED, S.TALKED, S.TAKEN)


def moved(day: int, before: S, after: S) -> Happening:
    at = datetime(2026, 11, day, 9, tzinfo=UTC)
    return Happening(at, f"way.{after}", WHO, "provider", WHO, {"before": before.value, "after": after.value})


def places(state: S, *history: Happening, due: date | None = None) -> list[tuple[str, str]]:
    return [(each.state.value, each.place) for each in ladder(WAY, PATH, state, history, due)]


def test_row_03_the_present_state_has_an_owner_and_a_due_day() -> None:
    steps = ladder(WAY, PATH, S.TALKED, [moved(3, S.ASKED, S.TALKED)], date(2026, 11, 9))
    assert [(each.state, each.place) for each in steps] == [(S.ASKED, "done"), (S.TALKED, "now"), (S.TAKEN, "next")]
    assert (steps[0].left_on, steps[1].owner, steps[1].due_on) == (date(2026, 11, 3), Role.PROVIDER, date(2026, 11, 9))


def test_row_03_a_state_that_was_jumped_over_is_skipped() -> None:
    assert places(S.TAKEN, moved(3, S.ASKED, S.TAKEN)) == [("asked", "done"), ("talked", "skipped"), ("taken", "done")]


def test_row_03_a_state_beside_the_path_stands_where_it_was_left() -> None:
    resting = (moved(3, S.ASKED, S.TALKED), moved(4, S.TALKED, S.RESTING))
    assert places(S.RESTING, *resting) == [
        ("asked", "done"),
        ("talked", "done"),
        ("resting", "now"),
        ("taken", "next"),
    ]


def test_row_03_what_ends_everything_stops_the_ladder() -> None:
    assert places(S.DROPPED, moved(3, S.ASKED, S.DROPPED)) == [
        ("asked", "done"),
        ("dropped", "stopped"),
        ("talked", "skipped"),
        ("taken", "skipped"),
    ]
