"""Closing days reach casework as a letter: open deadlines get other days, what the concept fixes does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from schemas import casework as said
from schemas.codes_calendar import ShiftMode
from schemas.codes_casework import Sector
from schemas.working_days import WorkingDaysSet
from services.casework.model import BOOKS
from tests.services.casework.desk import HEAD, INTAKE, Desk
from workflow.calendar import Closing
from workflow.closings import MOVED_ALERT, MOVED_DUE

OFFICE = uuid4()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.service.database.close()


def close(desk: Desk, *spans: Closing) -> None:
    desk.hear(
        WorkingDaysSet(
            office_id=OFFICE,
            valid_from=desk.today,
            first_days=tuple(each.first_on for each in spans),
            last_days=tuple(each.last_on for each in spans),
            for_all=tuple(each.for_all for each in spans),
        )
    )


def direct(desk: Desk, *chosen: tuple[date, ShiftMode]) -> None:
    nothing: tuple[date, ...] = ()
    desk.hear(
        WorkingDaysSet(
            office_id=OFFICE,
            valid_from=desk.today,
            first_days=nothing,
            last_days=nothing,
            for_all=(),
            directed_from=tuple(day for day, _ in chosen),
            directions=tuple(mode for _, mode in chosen),
        )
    )


def moved(desk: Desk) -> list[tuple[str, str, str]]:
    lines = BOOKS.history
    asked = select(lines).where(lines.c.what.in_((MOVED_DUE, MOVED_ALERT))).order_by(lines.c.seq)
    with desk.service.database.engine.connect() as connection:
        return [(row.what, row.facts["was_on"], row.facts["now_on"]) for row in connection.execute(asked)]


def test_a_deadline_in_working_days_moves_and_moves_back_with_its_history_row_17(desk: Desk) -> None:
    desk.propose(desk.open())
    before = desk.deadlines()["segment_proposal_agreed"]
    assert before[0] == date(2026, 11, 27), "five working days after Sunday, 22 November"
    close(desk, Closing(date(2026, 11, 25), date(2026, 11, 26)))
    assert desk.deadlines()["segment_proposal_agreed"][0] == date(2026, 12, 1)
    close(desk)
    assert desk.deadlines()["segment_proposal_agreed"] == before
    assert [each for each in moved(desk) if each[0] == MOVED_DUE] == [
        (MOVED_DUE, "2026-11-27", "2026-12-01"),
        (MOVED_DUE, "2026-12-01", "2026-11-27"),
    ]


def test_a_limit_of_the_concept_stays_and_its_alert_moves_row_17(desk: Desk) -> None:
    desk.open(INTAKE, sector=Sector.INTAKE_1)
    due_on, stages, is_legal = desk.deadlines()["intake_1_left"]
    assert is_legal
    warned = date.fromisoformat(stages[0][1])
    close(desk, Closing(warned, warned), Closing(due_on, due_on))
    after = desk.deadlines()["intake_1_left"]
    assert after[0] == due_on
    assert date.fromisoformat(after[1][0][1]) < warned, "the alert moves to a day somebody works"
    assert (MOVED_ALERT, warned.isoformat(), after[1][0][1]) in moved(desk)


def test_a_stage_that_is_reached_stays_and_a_deadline_that_is_done_too_row_17(desk: Desk) -> None:
    dossier_id = desk.open()
    desk.propose(dossier_id)
    desk.settle(said.AgreeToSegment, dossier_id, HEAD, transfer_report=True)
    assert "segment_proposal_agreed" not in desk.deadlines()
    close(desk, Closing(date(2026, 11, 25), date(2026, 11, 26)))
    table = BOOKS.deadlines
    with desk.service.database.engine.connect() as connection:
        asked = select(table.c.due_on).where(table.c.kind == "segment_proposal_agreed")
        assert connection.scalar(asked) == date(2026, 11, 27)


def test_a_deadline_written_before_it_knew_its_start_leaves_the_closed_day_row_17(desk: Desk) -> None:
    desk.propose(desk.open())
    table = BOOKS.deadlines
    plain = [["due", "2026-11-27"], ["escalate", "2026-12-04"]]
    with desk.service.database.engine.begin() as connection:
        connection.execute(update(table).where(table.c.kind == "segment_proposal_agreed").values(stages=plain))
    close(desk, Closing(date(2026, 11, 26), date(2026, 11, 27)))
    due_on, stages, _ = desk.deadlines()["segment_proposal_agreed"]
    assert (due_on, stages) == (date(2026, 11, 25), [["due", "2026-11-25"], ["escalate", "2026-12-04"]])


def test_new_deadlines_count_with_the_closings_row_17(desk: Desk) -> None:
    close(desk, Closing(date(2026, 11, 25), date(2026, 11, 26)))
    desk.propose(desk.open())
    assert desk.deadlines()["segment_proposal_agreed"][0] == date(2026, 12, 1)


def test_the_direction_of_due_days_moves_alerts_and_no_limit_row_17(desk: Desk) -> None:
    desk.open(INTAKE, sector=Sector.INTAKE_1, opened_on=date(2026, 11, 21))
    due_on, stages, is_legal = desk.deadlines()["intake_1_left"]
    assert is_legal
    assert due_on == date(2027, 2, 21), "a Sunday, and it stays"
    warned = date.fromisoformat(stages[0][1])
    direct(desk, (desk.today, ShiftMode.NEXT_WORKING_DAY))
    after = desk.deadlines()["intake_1_left"]
    assert after[0] == due_on
    later = date.fromisoformat(after[1][0][1])
    assert (warned.weekday(), later.weekday()) == (4, 0), "a warning on a weekend comes on Friday, then on Monday"
    assert (MOVED_ALERT, warned.isoformat(), later.isoformat()) in moved(desk)
    direct(desk)
    assert desk.deadlines()["intake_1_left"] == (due_on, stages, is_legal)


def test_a_direction_that_begins_later_leaves_the_days_before_it_row_17(desk: Desk) -> None:
    desk.open(INTAKE, sector=Sector.INTAKE_1, opened_on=date(2026, 11, 21))
    before = desk.deadlines()["intake_1_left"]
    direct(desk, (date(2027, 6, 1), ShiftMode.NEXT_WORKING_DAY))
    assert desk.deadlines()["intake_1_left"] == before
    assert moved(desk) == []
