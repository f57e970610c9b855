"""Dossiers in their sectors, contacts, agreements, and what is heard of their mandates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from schemas import casework as said
from schemas.codes import Eligibility, PlaceKind
from schemas.codes_casework import ContactClass, ContactKind, DossierFinding, NormOutcome, Sector, Segment
from schemas.placements import PersonStarted
from schemas.refusal import Conflict, NotAllowed, NotFound, Refused
from schemas.registration import MandateAdmitted, MandateClosed, MandateSubmitted
from services.casework.queries.dossiers import DossierFilter, dossiers, find_dossiers
from services.casework.queries.mandates import linkable_mandates
from tests.services.casework.desk import (
    ASSISTANT,
    BIENNE,
    COORDINATOR,
    HEAD,
    INTAKE,
    LYSS,
    SECOND,
    STRANGER,
    WHY,
    WORKER,
    Desk,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.service.database.close()


def codes(refused: Any) -> list[str]:
    return [f"{each.field}:{each.code}" for each in refused.value.objections]


def submitted(mandate_id: UUID, service_id: UUID = BIENNE) -> MandateSubmitted:
    return MandateSubmitted(
        mandate_id=mandate_id,
        number="M-2026-0001",
        social_service_id=service_id,
        case_worker_id=WORKER.account_id,
        wished_kind=PlaceKind.PIP,
        eligibility=Eligibility.ELIGIBLE,
        submitted_on=date(2026, 11, 20),
    )


def test_row_12_a_service_without_segments_keeps_no_dossiers(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.open(STRANGER)
    assert codes(refused) == ["None:segments_not_enabled"]
    name = f"segments_enabled.{LYSS}"
    desk.do(said.SetCaseworkValue(name=name, value=1, valid_from=date(2027, 1, 1)))
    with pytest.raises(Refused):
        desk.open(STRANGER)
    desk.move_to(date(2027, 1, 1))
    desk.open(STRANGER)


def test_a_dossier_number_is_no_name_and_belongs_to_one_dossier_of_a_service(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.open(dossier_number="Muster", opened_on=desk.today + timedelta(days=1), sector=Sector.COUNSELLING_1)
    assert codes(refused) == [
        "dossier_number:dossier_number_without_digit",
        "sector:dossier_begins_in_intake",
        "opened_on:dossier_day_in_future",
    ]
    desk.open(dossier_number="BI-7")
    with pytest.raises(Conflict) as taken:
        desk.open(dossier_number="BI-7")
    assert taken.value.code == "dossier_number_taken"


def test_nobody_outside_the_service_sees_a_dossier(desk: Desk) -> None:
    in_two, in_one = desk.open(), desk.open(sector=Sector.INTAKE_1)
    for stranger, no in ((STRANGER, NotFound), (COORDINATOR, NotAllowed)):
        with pytest.raises(no):
            desk.file(in_two, stranger)
    assert desk.file(in_one, INTAKE).id == in_one
    with pytest.raises(NotFound):
        desk.file(in_two, INTAKE)
    every = desk.service.ask(dossiers, STRANGER, narrowed=DossierFilter())
    assert every.total == 0


def test_row_12_intake_1_lasts_three_months_and_its_limit_never_shifts(desk: Desk) -> None:
    dossier_id = desk.open(sector=Sector.INTAKE_1, opened_on=date(2026, 11, 14))
    due_on, stages, is_legal = desk.deadlines()["intake_1_left"]
    assert (due_on, is_legal) == (date(2027, 2, 14), True), "a Sunday"
    assert stages[0][:2] == ["warn", "2027-01-29"]
    desk.move_to(date(2027, 2, 14))
    assert desk.file(dossier_id).findings == ()
    desk.move_to(date(2027, 2, 15))
    assert desk.file(dossier_id).findings == (DossierFinding.INTAKE_OVERDUE,)
    desk.look()
    assert "casework.deadline_reached" in desk.told()
    desk.move(dossier_id, Sector.INTAKE_2)
    assert set(desk.deadlines()) == {"intake_2_left"}


def test_row_12_the_final_decision_counts_from_the_day_counselling_received_the_dossier(desk: Desk) -> None:
    dossier_id = desk.open(opened_on=date(2026, 8, 1))
    desk.propose(dossier_id)
    desk.settle(said.AgreeToSegment, dossier_id, HEAD, transfer_report=True)
    with pytest.raises(Refused) as refused:
        desk.move(dossier_id, Sector.COUNSELLING_3, received_on=date(2026, 7, 31))
    assert codes(refused) == ["received_on:received_before_entry"]
    desk.move(dossier_id, Sector.COUNSELLING_3, received_on=date(2026, 11, 20), case_worker_id=SECOND.account_id)
    file = desk.file(dossier_id)
    assert file.under_way is not None
    assert (file.under_way.due_on, file.case_worker_id) == (date(2027, 2, 20), SECOND.account_id)
    assert desk.deadlines()["segment_final_decision"][0] == date(2027, 2, 20)


def test_the_deadlines_go_with_the_dossier_to_another_case_worker(desk: Desk) -> None:
    dossier_id = desk.in_segment()
    with pytest.raises(Refused) as same:
        desk.change(said.HandOverDossier, dossier_id, case_worker_id=WORKER.account_id, transfer_remark=WHY)
    assert codes(same) == ["case_worker_id:case_worker_same"]
    desk.change(said.HandOverDossier, dossier_id, case_worker_id=SECOND.account_id, transfer_remark=WHY)
    assert {each.owner_account_id for each in desk.file(dossier_id).deadlines} == {SECOND.account_id}
    assert desk.file(dossier_id).segment is Segment.B


def test_row_12_back_in_intake_a_dossier_has_no_segment(desk: Desk) -> None:
    dossier_id = desk.in_segment()
    desk.move(dossier_id, Sector.INTAKE_2)
    file = desk.file(dossier_id)
    assert (file.segment, file.review_due_on, set(desk.deadlines())) == (None, None, {"intake_2_left"})


def test_an_interview_needs_its_length_and_no_contact_lies_in_the_future(desk: Desk) -> None:
    dossier_id = desk.open()
    with pytest.raises(Refused) as refused:
        desk.contact(dossier_id, desk.today + timedelta(days=1), contact_minutes=None)
    assert codes(refused) == ["contact_on:contact_in_future", "contact_minutes:interview_minutes_missing"]
    with pytest.raises(Refused) as before:
        desk.contact(dossier_id, desk.today - timedelta(days=1), contact_minutes=0)
    assert codes(before) == ["contact_on:contact_before_dossier", "contact_minutes:contact_minutes_not_positive"]
    desk.contact(dossier_id, desk.today, ASSISTANT, contact_kind=ContactKind.PHONE, contact_minutes=None)
    desk.contact(dossier_id, desk.today, contact_minutes=12)


def test_a_contact_entered_twice_with_one_key_counts_once(desk: Desk) -> None:
    dossier_id, key = desk.open(), uuid4()
    contact = said.RecordContact(contact_id=uuid4(), dossier_id=dossier_id, contact_on=desk.today, contact_minutes=30)
    assert desk.do(contact, WORKER, key=key) == desk.do(contact, WORKER, key=key)
    assert len(desk.file(dossier_id).contacts) == 1


def test_a_struck_contact_stays_readable_and_counts_no_longer(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.A)
    contact_id = desk.contact(dossier_id, desk.today)
    assert desk.file(dossier_id).norm.counted == 1
    struck = said.StrikeContact(dossier_id=dossier_id, contact_id=contact_id, strike_reason="Wrong dossier.")
    desk.do(struck, WORKER)
    file = desk.file(dossier_id)
    assert (file.norm.counted, file.contacts[0].strike_reason) == (0, "Wrong dossier.")
    assert file.contacts[0].counts_as is ContactClass.NOT_COUNTED
    with pytest.raises(Refused) as again:
        desk.do(struck, WORKER)
    assert codes(again) == ["None:contact_struck_already"]


def test_row_12_contacts_are_held_against_the_guide_values_of_the_segment(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.A)
    desk.move_to(date(2027, 5, 21))
    for day in (date(2026, 12, 1), date(2027, 1, 5), date(2027, 3, 2), date(2027, 4, 7)):
        desk.contact(dossier_id, day)
    norm = desk.file(dossier_id).norm
    assert (norm.counted, norm.frequency, norm.in_person_outcome) == (4, NormOutcome.WITHIN, NormOutcome.WITHIN)
    desk.contact(dossier_id, desk.today, contact_kind=ContactKind.PHONE)
    desk.contact(dossier_id, desk.today, contact_kind=ContactKind.PHONE, social_work_topic=False)
    desk.contact(dossier_id, desk.today, contact_kind=ContactKind.DOCUMENTS_DROPPED)
    assert desk.file(dossier_id).norm.in_person_percent == 80
    desk.contact(dossier_id, desk.today, contact_kind=ContactKind.EMAIL)
    norm = desk.file(dossier_id).norm
    assert (norm.counted, norm.in_person_outcome) == (6, NormOutcome.BELOW)
    assert DossierFinding.IN_PERSON_BELOW in desk.file(dossier_id).findings


def test_row_12_a_missed_norm_is_told_once_a_month_at_most(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.A)
    desk.look()
    assert "casework.contact_norm_missed" not in desk.told(), "the six months are not over"
    desk.move_to(date(2027, 5, 23))
    version = desk.file(dossier_id).row_version
    desk.look()
    desk.look()
    assert desk.told().count("casework.contact_norm_missed") == 1
    assert desk.file(dossier_id).row_version == version
    desk.move_to(date(2027, 6, 1))
    desk.look()
    assert "casework.contact_norm_missed" not in desk.told()


def test_a_dossier_without_agreement_wants_a_reason(desk: Desk) -> None:
    dossier_id = desk.in_segment()
    assert DossierFinding.AGREEMENT_MISSING in desk.file(dossier_id).findings
    ends = date(2026, 1, 1)
    with pytest.raises(Refused) as refused:
        desk.change(said.ConcludeAgreement, dossier_id, agreement_starts_on=desk.today, agreement_ends_on=ends)
    assert codes(refused) == ["agreement_ends_on:agreement_ends_before_start"]
    desk.change(said.JustifyNoAgreement, dossier_id, agreement_justification=WHY)
    assert desk.file(dossier_id).findings == ()
    until = desk.today + timedelta(days=30)
    desk.change(said.ConcludeAgreement, dossier_id, agreement_starts_on=desk.today, agreement_ends_on=until)
    assert desk.file(dossier_id).has_agreement
    desk.move_to(until + timedelta(days=1))
    assert DossierFinding.AGREEMENT_MISSING in desk.file(dossier_id).findings


def test_a_linked_mandate_stands_in_the_timeline_also_with_what_came_before(desk: Desk) -> None:
    mandate_id, dossier_id = uuid4(), desk.in_segment(Segment.A)
    desk.hear(submitted(mandate_id))
    ids: dict[str, Any] = {"mandate_id": mandate_id, "social_service_id": BIENNE}
    people: dict[str, Any] = {"case_worker_id": WORKER.account_id, "coordinator_id": uuid4()}
    days: dict[str, Any] = {"admitted_on": desk.today, "check_valid_until": desk.today}
    desk.hear(MandateAdmitted(**ids, **people, **days, number="M-2026-0001"))
    assert [each.number for each in desk.service.ask(linkable_mandates, WORKER)] == ["M-2026-0001"]
    desk.change(said.LinkMandate, dossier_id, mandate_id=mandate_id)
    at: dict[str, Any] = {"placement_id": uuid4(), "place_id": uuid4(), "provider_id": uuid4()}
    desk.hear(PersonStarted(**ids, **at, started_on=desk.today, ends_on=desk.today))
    closing: dict[str, Any] = {"closed_on": desk.today, "reason": "done", "potential": "high", "success": "reached"}
    desk.hear(MandateClosed(**ids, case_worker_id=WORKER.account_id, **closing))
    file = desk.file(dossier_id)
    heard = [each.what for each in file.history if each.what.startswith("office.")]
    assert heard == ["office.submitted", "office.admitted", "office.started", "office.closed"]
    assert file.mandates[0].stage == "closed"
    assert DossierFinding.SITUATION_UNCLEAR in file.findings, "segment A, and nobody said the situation is clear"
    assert desk.service.ask(linkable_mandates, WORKER) == ()
    found = desk.service.ask(find_dossiers, WORKER, text="nobody", mandate_ids=(mandate_id,))
    assert [each.id for each in found] == [dossier_id]


def test_a_mandate_belongs_to_one_dossier_of_its_own_service(desk: Desk) -> None:
    own, foreign = uuid4(), uuid4()
    desk.hear(submitted(own))
    desk.hear(submitted(foreign, LYSS))
    first, second = desk.open(), desk.open()
    desk.change(said.LinkMandate, first, mandate_id=own)
    with pytest.raises(Refused) as twice:
        desk.change(said.LinkMandate, second, mandate_id=own)
    assert codes(twice) == ["mandate_id:mandate_linked_already"]
    with pytest.raises(NotFound):
        desk.change(said.LinkMandate, second, mandate_id=foreign)


def test_an_event_that_comes_before_its_mandate_is_kept_all_the_same(desk: Desk) -> None:
    mandate_id, dossier_id = uuid4(), desk.open()
    ids: dict[str, Any] = {"mandate_id": mandate_id, "social_service_id": BIENNE}
    at: dict[str, Any] = {"placement_id": uuid4(), "place_id": uuid4(), "provider_id": uuid4()}
    desk.hear(PersonStarted(**ids, **at, started_on=desk.today, ends_on=desk.today))
    desk.hear(submitted(mandate_id))
    desk.change(said.LinkMandate, dossier_id, mandate_id=mandate_id)
    assert "office.started" in [each.what for each in desk.file(dossier_id).history]


def test_a_closed_dossier_takes_nothing_more_and_nothing_of_it_falls_due(desk: Desk) -> None:
    dossier_id = desk.in_segment()
    wish: dict[str, Any] = {"dossier_id": dossier_id, "target": Segment.C, "justification": WHY}
    desk.do(said.ChangeSegment(decision_id=uuid4(), **wish), WORKER)
    tomorrow = desk.today + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        desk.change(said.CloseDossier, dossier_id, dossier_closed_on=tomorrow, closing_remark=WHY)
    assert codes(refused) == ["dossier_closed_on:dossier_day_in_future"]
    desk.change(said.CloseDossier, dossier_id, dossier_closed_on=desk.today, closing_remark=WHY)
    assert desk.deadlines() == {}
    assert desk.file(dossier_id, WORKER).steps == ()
    with pytest.raises(Refused) as closed:
        desk.contact(dossier_id, desk.today)
    assert codes(closed) == ["None:dossier_closed"]
