"""What people should not do, through the pages: a clear objection, what was typed stays, nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from schemas import casework as said
from schemas.actor import Actor, Role
from schemas.codes_casework import Sector, Segment, SegmentState
from tests.portal.casework.room import SPEAKS_FOR, Room
from tests.portal.household import SERVICE, Household, account_id, actor


@pytest.fixture
def room(portal: Household) -> Room:
    return Room(portal)


def test_row_12_who_proposed_a_segment_cannot_agree_to_it_in_another_role(portal: Household, room: Room) -> None:
    both = Actor(account_id("sector_head"), Role.CASE_WORKER, SERVICE[1])
    opened = said.OpenDossier(
        dossier_id=uuid4(),
        social_service_id=SERVICE[1],
        dossier_number="LY-77",
        sector=Sector.INTAKE_2,
        opened_on=room.today,
        case_worker_id=both.account_id,
    )
    dossier_id = room.desk.do(opened, both)
    assert dossier_id is not None
    proposal = said.ProposeSegment(
        decision_id=uuid4(),
        dossier_id=dossier_id,
        proposed_segment=Segment.B,
        criteria=(SPEAKS_FOR[Segment.B],),
        justification="Seen.",
        transfer_report=True,
    )
    room.desk.do(proposal, both)
    head = portal.as_("sector_head")
    assert f"/dossiers/{dossier_id}/do/agree" not in head.open(f"/dossiers/{dossier_id}").html
    page = head.fill(f"/dossiers/{dossier_id}/do/agree", transfer_report="yes", control_remark="Vu par moi.")
    assert page.status == 422
    assert "principe des quatre yeux" in page.text
    assert "Vu par moi." in page.html
    pending = room.file(dossier_id).under_way
    assert pending is not None
    assert pending.state is SegmentState.PROPOSED


def test_row_12_a_change_without_a_reason_is_objected_to_and_changes_nothing(portal: Household, room: Room) -> None:
    dossier_id = room.in_segment(Segment.B)
    worker = portal.as_("case_worker")
    page = worker.fill(f"/dossiers/{dossier_id}/do/change", target="C", justification="  ")
    assert page.status == 422
    assert 'aria-invalid="true"' in page.html
    assert room.file(dossier_id).under_way is None
    page = worker.send(page, page.form(justification=""), target="C", justification="Plus de sortie en vue.")
    assert page.status == 200
    assert room.file(dossier_id).segment is Segment.B, "until the head of sector has carried it out"


def test_row_12_a_decision_after_the_limit_is_taken_and_shown_as_late(portal: Household, room: Room) -> None:
    dossier_id = room.proposed()
    room.settle(said.AgreeToSegment, dossier_id, "sector_head", transfer_report=True)
    version = room.file(dossier_id).row_version
    received = room.today - timedelta(days=120)
    moved = said.MoveDossier(
        dossier_id=dossier_id,
        row_version=version,
        case_worker_id=account_id("case_worker"),
        moving_to=Sector.COUNSELLING_1,
        received_on=max(received, room.today - timedelta(days=20)),
    )
    room.desk.do(moved, actor("case_worker"))
    portal.watch.now += timedelta(days=95)
    page = portal.new_session("case_worker").fill(f"/dossiers/{dossier_id}/do/decide", decided_segment="B")
    assert page.status == 200, page.text
    room.settle(said.ExecuteSegment, dossier_id, "sector_head")
    assert room.file(dossier_id).segment is Segment.B
    assert "jours de retard" in portal.new_session("case_worker").open(f"/dossiers/{dossier_id}").text
