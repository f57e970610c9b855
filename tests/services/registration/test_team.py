"""Who looks after a mandate: from when until when, who hands over to whom, what nobody has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from schemas import registration as said
from schemas.codes_registration import TeamPart
from schemas.refusal import Conflict, NotFound, Refused
from services.registration.queries.codes import deadlines
from services.registration.queries.lists import MandateFilter, mandates
from services.registration.rules.team import own_part
from tests.services.registration.people import CASE_WORKER, COORDINATOR, Office, codes

SECOND = replace(COORDINATOR, account_id=uuid4())
COLLEAGUE = replace(CASE_WORKER, account_id=uuid4())


def test_row_36_whoever_registers_and_whoever_acknowledges_stand_in_the_team(office: Office) -> None:
    mandate_id = office.submit()
    office.step(said.AcknowledgeMandate, mandate_id)
    team = {each.part: each.account_id for each in office.file(mandate_id).team}
    assert team == {TeamPart.CASE_WORKER: CASE_WORKER.account_id, TeamPart.COORDINATOR: COORDINATOR.account_id}


def test_row_36_taking_over_ends_the_former_part_and_takes_the_deadlines_along(office: Office) -> None:
    mandate_id = office.admitted()
    office.watch.pass_by(days=10)
    office.step(said.TakeOverMandate, mandate_id, SECOND)
    file = office.file(mandate_id)
    assert file.coordinator_id == SECOND.account_id
    parts = [(each.account_id, each.is_current) for each in file.team if each.part is TeamPart.COORDINATOR]
    assert parts == [(SECOND.account_id, True), (COORDINATOR.account_id, False)]
    assert {each.owner_account_id for each in file.deadlines} == {SECOND.account_id}
    assert office.told()[-1] == "registration.case_team_changed"
    with pytest.raises(Refused) as again:
        office.step(said.TakeOverMandate, mandate_id, SECOND)
    assert codes(again) == {"None:part_yours_already"}


def test_row_36_a_case_worker_takes_over_from_a_colleague(office: Office) -> None:
    mandate_id = office.submit()
    office.step(said.TakeOverMandate, mandate_id, COLLEAGUE)
    assert office.file(mandate_id).case_worker_id == COLLEAGUE.account_id
    assert own_part(COLLEAGUE.role) is TeamPart.CASE_WORKER


def test_row_36_a_deputy_has_a_part_from_one_day_until_another(office: Office) -> None:
    mandate_id = office.submit()
    today = office.watch().date()
    span = {"valid_from": today + timedelta(days=5), "valid_until": today + timedelta(days=20)}
    deputy: dict[str, Any] = {"part": TeamPart.DEPUTY_CASE_WORKER, "account_id": COLLEAGUE.account_id}
    office.step(said.AssignPart, mandate_id, CASE_WORKER, **deputy, **span)
    line = next(each for each in office.file(mandate_id).team if each.part is TeamPart.DEPUTY_CASE_WORKER)
    assert not line.is_current
    office.watch.pass_by(days=6)
    assert next(each for each in office.file(mandate_id).team if each.id == line.id).is_current
    until = office.watch().date()
    office.step(said.EndPart, mandate_id, CASE_WORKER, member_id=line.id, valid_until=until)
    office.watch.pass_by(days=1)
    assert not next(each for each in office.file(mandate_id).team if each.id == line.id).is_current


@pytest.mark.parametrize(
    ("actor", "part", "code"),
    [
        (CASE_WORKER, TeamPart.COORDINATOR, "part:part_not_yours"),
        (COORDINATOR, TeamPart.CASE_WORKER, "part:part_not_yours"),
        (COORDINATOR, TeamPart.COORDINATOR, "valid_from:part_without_gap"),
    ],
)
def test_row_36_each_house_fills_its_own_parts_and_the_main_ones_without_a_gap(
    office: Office, actor: Any, part: TeamPart, code: str
) -> None:
    mandate_id = office.submit()
    with pytest.raises(Refused) as refused:
        office.step(said.AssignPart, mandate_id, actor, part=part, account_id=uuid4(), valid_from=date(2027, 1, 1))
    assert code in codes(refused)


def test_row_36_what_has_no_coordinator_is_a_work_list(office: Office) -> None:
    first, second = office.submit(), office.submit()
    office.step(said.TakeOverMandate, second)
    found = office.service.ask(mandates, COORDINATOR, narrowed=MandateFilter(unassigned=True))
    assert [each.id for each in found.lines] == [first]


def test_row_36_a_deputy_finds_the_mandate_among_the_own_ones(office: Office) -> None:
    mandate_id = office.submit()
    today = office.watch().date()
    deputy: dict[str, Any] = {"part": TeamPart.DEPUTY_CASE_WORKER, "account_id": COLLEAGUE.account_id}
    office.step(said.AssignPart, mandate_id, CASE_WORKER, **deputy, valid_from=today)
    found = office.service.ask(mandates, COLLEAGUE, narrowed=MandateFilter(mine=True))
    assert [each.id for each in found.lines] == [mandate_id]


def test_two_who_take_over_at_once_do_not_overwrite_each_other(office: Office) -> None:
    mandate_id = office.submit()
    version = office.file(mandate_id).row_version
    office.do(said.TakeOverMandate(mandate_id=mandate_id, row_version=version), COORDINATOR)
    with pytest.raises(Conflict):
        office.do(said.TakeOverMandate(mandate_id=mandate_id, row_version=version), SECOND)


def test_row_17_a_deadline_rests_for_a_reason_and_its_due_day_stays(office: Office) -> None:
    mandate_id = office.submit()
    office.step(said.AcknowledgeMandate, mandate_id)
    office.watch.pass_by(days=9)
    (deadline,) = office.file(mandate_id).deadlines
    until = office.watch().date() + timedelta(days=5)
    with pytest.raises(Refused) as past:
        office.do(said.SnoozeDeadline(deadline_id=deadline.id, until=office.watch().date(), remark="x"), COORDINATOR)
    assert codes(past) == {"until:day_in_past"}
    with pytest.raises(NotFound):
        office.do(said.SnoozeDeadline(deadline_id=uuid4(), until=until, remark="x"), COORDINATOR)
    office.do(said.SnoozeDeadline(deadline_id=deadline.id, until=until, remark="Ferien."), COORDINATOR)
    office.told()
    office.do(said.LookAtRegistrationDeadlines())
    assert office.told() == []
    (resting,) = office.service.ask(deadlines, COORDINATOR)
    assert (resting.due_on, resting.snoozed_until, resting.snooze_reason) == (deadline.due_on, until, "Ferien.")
