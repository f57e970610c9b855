"""Who is told what, and what ends it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from messaging.letter import letter_of
from schemas.accounts import AccountSaved, CredentialChange, CredentialChanged, Language, MembershipCode
from schemas.actor import HOUSE, Actor, OrganisationKind, Role
from schemas.casework import (
    CaseworkDeadlineReached,
    DossierClosed,
    DossierMoved,
    SegmentAgreed,
    SegmentProposed,
    SegmentReviewDue,
)
from schemas.codes import AdmissionException, DeclineReason, DeclineSide
from schemas.codes_casework import Sector, Segment
from schemas.codes_notifications import AlertKind as A
from schemas.codes_notifications import Lane, RecordKind
from schemas.notifications import (
    DismissAlert,
    LookAtNotificationsDeadlines,
    MarkAlertSeen,
    SaveRecipient,
    SnoozeAlert,
)
from schemas.placements import (
    DeclineDecided,
    InterimReportDropped,
    InterimReportDue,
    InterimReportReceived,
    PersonAssigned,
    PersonStarted,
    PlaceConfirmed,
    PlacementsDeadlineReached,
    PlaceWentStale,
    ProposalAccepted,
    ProposalDeclined,
    ProposalEnded,
)
from schemas.refusal import Conflict, NotFound, Refused
from schemas.registration import (
    CaseTeamChanged,
    ExceptionDecided,
    ExceptionNeeded,
    FinalReportRead,
    FinalReportWritten,
    InformationAnswered,
    InformationRequested,
    MandateClosed,
    MandateRefused,
    RegistrationDeadlineReached,
)
from services.notifications.model import Recipient
from services.notifications.queries import alerts as queries
from tests.services.notifications.room import (
    CASE_WORKER,
    COLLEAGUE,
    COORDINATOR,
    HEAD,
    OTHER_PARTNER,
    PARTNER,
    PROVIDER,
    SERVICE,
    STRANGER,
    Room,
    admitted,
    kinds,
    proposed,
    submitted,
)


def deadline(room: Room, kind: str, stage: str, subject: UUID, **more: object) -> RegistrationDeadlineReached:
    asked = {"owner_role": "ssip_coordinator", "backup_role": "ssip_head", "mandate_id": subject} | more
    return RegistrationDeadlineReached(
        deadline_id=uuid4(), subject_id=subject, kind=kind, stage=stage, due_on=room.today, **asked
    )


def test_row_17_a_submitted_mandate_is_work_for_the_coordinators_and_waiting_for_the_case_worker(room: Room) -> None:
    mandate = uuid4()
    room.tell(submitted(mandate))
    assert room.to_do(COORDINATOR) == [A.MANDATE_TO_TRIAGE]
    waiting = room.alerts(CASE_WORKER).waiting
    assert kinds(waiting) == [A.TRIAGE_AWAITED]
    assert (waiting[0].number, waiting[0].mandate_id) == ("M-2026-00017", mandate)
    assert room.alerts(STRANGER).counts.waiting == room.alerts(COLLEAGUE).counts.waiting == 0
    room.tell(admitted(mandate))
    assert room.to_do(COORDINATOR) == []
    assert room.alerts(CASE_WORKER).waiting == ()
    assert kinds(room.alerts(CASE_WORKER).news) == [A.MANDATE_ADMITTED]


def test_the_same_letter_twice_raises_one_alert(room: Room) -> None:
    letter = letter_of(submitted(uuid4()), room.watch.now)
    for _ in range(2):
        room.box.hear([letter])
    assert room.to_do(COORDINATOR) == [A.MANDATE_TO_TRIAGE]


def test_an_exception_goes_to_the_head_and_each_one_ends_for_itself(room: Room) -> None:
    mandate = uuid4()
    room.tell(submitted(mandate))
    for each in (AdmissionException.IP_AGE, AdmissionException.EMPLOYABILITY):
        room.tell(ExceptionNeeded(mandate_id=mandate, social_service_id=SERVICE, exception=each))
    assert room.to_do(HEAD) == [A.EXCEPTION_TO_DECIDE] * 2
    decided = {"mandate_id": mandate, "social_service_id": SERVICE, "granted": True}
    room.tell(ExceptionDecided(**decided, exception=AdmissionException.IP_AGE))
    assert [each.detail for each in room.alerts(HEAD).act_now] == ["employability"]
    assert kinds(room.alerts(COORDINATOR).news) == [A.EXCEPTION_GRANTED]


def test_an_information_request_goes_to_the_case_worker_and_back(room: Room) -> None:
    mandate = uuid4()
    asked = {"mandate_id": mandate, "social_service_id": SERVICE}
    room.tell(submitted(mandate), InformationRequested(**asked, case_worker_id=CASE_WORKER.account_id))
    assert room.to_do(CASE_WORKER) == [A.INFORMATION_TO_GIVE]
    assert room.to_do(COORDINATOR) == []
    assert kinds(room.alerts(COORDINATOR).waiting) == [A.INFORMATION_AWAITED]
    room.tell(InformationAnswered(**asked))
    assert room.to_do(CASE_WORKER) == []
    assert room.to_do(COORDINATOR) == [A.MANDATE_TO_TRIAGE]


def test_a_refusal_ends_everything_asked_and_is_told_with_its_reason(room: Room) -> None:
    mandate = uuid4()
    room.tell(submitted(mandate))
    refused = {"mandate_id": mandate, "social_service_id": SERVICE, "case_worker_id": CASE_WORKER.account_id}
    room.tell(MandateRefused(**refused, reason="no_room"))
    assert room.to_do(COORDINATOR) == []
    assert [(each.kind, each.detail) for each in room.alerts(CASE_WORKER).news] == [(A.MANDATE_REFUSED, "no_room")]


def test_a_proposal_waits_with_the_provider_and_a_decline_with_the_office(room: Room) -> None:
    mandate, proposal = uuid4(), uuid4()
    room.tell(submitted(mandate), admitted(mandate), told := proposed(mandate, proposal))
    line = room.alerts(PARTNER).act_now[0]
    assert (line.kind, line.record, line.subject_id) == (A.PROPOSAL_TO_ANSWER, RecordKind.PROPOSAL, proposal)
    assert room.to_do(OTHER_PARTNER) == []
    assert kinds(room.alerts(COORDINATOR).waiting) == [A.ANSWER_AWAITED]
    same = {
        "proposal_id": proposal,
        "mandate_id": mandate,
        "place_id": told.place_id,
        "provider_id": PROVIDER,
        "social_service_id": SERVICE,
    }
    room.tell(ProposalDeclined(**same, reason=DeclineReason.PROFILE_NOT_FITTING, side=DeclineSide.PROVIDER))
    assert room.to_do(PARTNER) == []
    assert room.to_do(COORDINATOR) == [A.DECLINE_TO_DECIDE]
    assert kinds(room.alerts(PARTNER).waiting) == [A.DECLINE_AWAITED]
    room.tell(DeclineDecided(**same, confirmed=True), ProposalEnded(**same, how="decline_confirmed"))
    assert room.to_do(COORDINATOR) == [A.PLACE_TO_FIND]
    assert set(kinds(room.alerts(PARTNER).news)) == {A.DECLINE_CONFIRMED, A.PROPOSAL_OVER}


def test_a_proposal_that_fell_away_because_the_person_is_placed_asks_for_no_new_search(room: Room) -> None:
    mandate, proposal = uuid4(), uuid4()
    told = proposed(mandate, proposal)
    room.tell(submitted(mandate), admitted(mandate), told)
    same = {"mandate_id": mandate, "place_id": told.place_id, "provider_id": PROVIDER, "social_service_id": SERVICE}
    room.tell(ProposalEnded(**same, proposal_id=proposal, how="obsolete"))
    assert room.to_do(COORDINATOR) == []


def test_a_planned_start_is_coming_until_its_day(room: Room) -> None:
    mandate, proposal, placement = uuid4(), uuid4(), uuid4()
    told = proposed(mandate, proposal)
    same = {"mandate_id": mandate, "place_id": told.place_id, "provider_id": PROVIDER, "social_service_id": SERVICE}
    starts = room.today + timedelta(days=10)
    room.tell(
        submitted(mandate),
        admitted(mandate),
        told,
        ProposalAccepted(**same, proposal_id=proposal),
        PersonAssigned(
            **same,
            placement_id=placement,
            kind="PIP",
            funding="POIAS",
            workload_percent=80,
            starts_on=starts,
            ends_on=starts + timedelta(days=180),
        ),
    )
    mine = room.alerts(PARTNER)
    assert (mine.act_now, kinds(mine.coming)) == ((), [A.START_TO_RECORD])
    room.watch.pass_by(days=11)
    line = room.alerts(PARTNER).act_now[0]
    assert (line.kind, line.is_overdue, line.due_on) == (A.START_TO_RECORD, True, starts)
    assert room.alerts(PARTNER).counts.overdue == 1
    room.tell(PersonStarted(**same, placement_id=placement, started_on=starts, ends_on=starts))
    assert room.to_do(PARTNER) == []
    assert A.PERSON_STARTED in kinds(room.alerts(CASE_WORKER).news)


def test_a_report_is_asked_for_received_and_checked(room: Room) -> None:
    mandate, report = uuid4(), uuid4()
    same = {
        "report_id": report,
        "placement_id": uuid4(),
        "mandate_id": mandate,
        "provider_id": PROVIDER,
        "social_service_id": SERVICE,
    }
    room.tell(submitted(mandate), admitted(mandate), InterimReportDue(**same, due_on=room.today + timedelta(days=10)))
    assert room.to_do(PARTNER) == [A.REPORT_TO_WRITE]
    room.tell(InterimReportReceived(**same, received_on=room.today))
    assert room.to_do(PARTNER) == []
    assert room.to_do(COORDINATOR) == [A.REPORT_TO_CHECK]
    assert A.REPORT_RECEIVED in kinds(room.alerts(CASE_WORKER).news)


def test_nobody_is_asked_for_a_report_any_more_once_the_placement_has_ended(room: Room) -> None:
    mandate = uuid4()
    same = {
        "report_id": uuid4(),
        "placement_id": uuid4(),
        "mandate_id": mandate,
        "provider_id": PROVIDER,
        "social_service_id": SERVICE,
    }
    room.tell(submitted(mandate), admitted(mandate), InterimReportDue(**same, due_on=room.today + timedelta(days=10)))
    room.tell(InterimReportDropped(**same))
    assert room.to_do(PARTNER) == []


def test_a_stale_place_asks_its_provider_until_it_is_confirmed(room: Room) -> None:
    place = uuid4()
    room.tell(PlaceWentStale(place_id=place, provider_id=PROVIDER))
    reached = PlacementsDeadlineReached(
        deadline_id=uuid4(),
        subject_id=place,
        kind="stale_place_confirmed",
        stage="due",
        due_on=room.today,
        owner_role="provider",
        owner_organisation_id=PROVIDER,
        backup_role="ssip_coordinator",
    )
    room.tell(reached)
    assert [(each.kind, each.due_on) for each in room.alerts(PARTNER).act_now] == [(A.PLACE_TO_CONFIRM, room.today)]
    room.tell(PlaceConfirmed(place_id=place, provider_id=PROVIDER, confirmed_on=room.today))
    assert room.to_do(PARTNER) == []


def test_a_final_report_is_read_even_after_the_mandate_is_closed(room: Room) -> None:
    mandate = uuid4()
    same = {"mandate_id": mandate, "social_service_id": SERVICE}
    mine = same | {"case_worker_id": CASE_WORKER.account_id}
    room.tell(submitted(mandate), admitted(mandate), FinalReportWritten(**mine))
    assert room.to_do(COORDINATOR) == [A.MANDATE_TO_CLOSE]
    room.tell(MandateClosed(**mine, closed_on=room.today, reason="work", potential="high", success="full"))
    assert room.to_do(COORDINATOR) == []
    assert room.to_do(CASE_WORKER) == [A.FINAL_REPORT_TO_READ]
    room.tell(FinalReportRead(**same))
    assert room.to_do(CASE_WORKER) == []
    assert room.alerts(COORDINATOR).waiting == ()


def test_row_17_a_reached_deadline_says_the_task_again_and_escalates_to_the_backup(room: Room) -> None:
    mandate = uuid4()
    room.tell(submitted(mandate))
    room.tell(deadline(room, "mandate_acknowledged", "due", mandate))
    lines = room.alerts(COORDINATOR).act_now
    assert [(each.kind, each.due_on) for each in lines] == [(A.MANDATE_TO_TRIAGE, room.today)]
    room.tell(deadline(room, "mandate_acknowledged", "escalate", mandate))
    assert [(each.kind, each.detail) for each in room.alerts(HEAD).act_now] == [
        (A.DEADLINE_MISSED, "mandate_acknowledged")
    ]
    room.tell(admitted(mandate))
    assert room.to_do(HEAD) == room.to_do(COORDINATOR) == []


def test_an_expired_request_goes_back_to_the_coordinators_and_the_case_worker_hears_it(room: Room) -> None:
    mandate = uuid4()
    asked = {"mandate_id": mandate, "social_service_id": SERVICE}
    room.tell(submitted(mandate), InformationRequested(**asked, case_worker_id=CASE_WORKER.account_id))
    owner = {
        "owner_role": "case_worker",
        "owner_organisation_id": SERVICE,
        "owner_account_id": CASE_WORKER.account_id,
        "backup_role": "service_head",
    }
    room.tell(deadline(room, "information_answered", "expire", mandate, **owner))
    assert room.to_do(CASE_WORKER) == []
    assert A.DEADLINE_EXPIRED in kinds(room.alerts(CASE_WORKER).news)
    assert room.to_do(COORDINATOR) == [A.MANDATE_TO_TRIAGE]


def test_news_is_done_when_seen_and_a_task_is_not(room: Room) -> None:
    mandate = uuid4()
    room.tell(submitted(mandate), admitted(mandate), proposed(mandate, uuid4()))
    for line in room.alerts(CASE_WORKER).news:
        room.service.do(MarkAlertSeen(alert_id=line.id), CASE_WORKER)
    assert room.alerts(CASE_WORKER).news == ()
    task = room.alerts(PARTNER).act_now[0]
    room.service.do(MarkAlertSeen(alert_id=task.id), PARTNER)
    assert [each.is_seen for each in room.alerts(PARTNER).act_now] == [True]


def test_nobody_touches_or_sees_the_alert_of_another(room: Room) -> None:
    room.tell(submitted(uuid4()))
    line = room.alerts(COORDINATOR).act_now[0]
    for who in (CASE_WORKER, PARTNER, STRANGER):
        with pytest.raises(NotFound):
            room.service.do(MarkAlertSeen(alert_id=line.id), who)
        with pytest.raises(NotFound):
            room.service.ask(queries.alert, who, alert_id=line.id)
    assert room.service.ask(queries.alert, COORDINATOR, alert_id=line.id) == line


def test_row_17_an_alert_is_put_off_with_a_reason_and_comes_back(room: Room) -> None:
    room.tell(submitted(uuid4()))
    line = room.alerts(COORDINATOR).act_now[0]
    until = room.today + timedelta(days=3)
    with pytest.raises(Refused) as refused:
        room.service.do(SnoozeAlert(alert_id=line.id, until=room.today, reason="later"), COORDINATOR)
    assert [each.code for each in refused.value.objections] == ["snooze_not_in_future"]
    room.service.do(SnoozeAlert(alert_id=line.id, until=until, reason="waits for the permit"), COORDINATOR)
    mine = room.alerts(COORDINATOR)
    assert mine.act_now == ()
    assert [(each.from_on, each.reason) for each in mine.coming] == [(until, "waits for the permit")]
    room.watch.pass_by(days=3)
    assert room.to_do(COORDINATOR) == [A.MANDATE_TO_TRIAGE]


def test_a_mandatory_alert_cannot_be_laid_aside_others_can_with_a_reason(room: Room) -> None:
    mandate = uuid4()
    room.tell(submitted(mandate), admitted(mandate))
    room.tell(FinalReportWritten(mandate_id=mandate, social_service_id=SERVICE, case_worker_id=CASE_WORKER.account_id))
    task = room.alerts(CASE_WORKER).act_now[0]
    with pytest.raises(Refused):
        room.service.do(DismissAlert(alert_id=task.id, reason="no"), CASE_WORKER)
    other = room.alerts(COORDINATOR).act_now[0]
    room.service.do(DismissAlert(alert_id=other.id, reason="stays open on purpose"), COORDINATOR)
    assert room.to_do(COORDINATOR) == []
    with pytest.raises(Conflict):
        room.service.do(DismissAlert(alert_id=other.id, reason="again"), COORDINATOR)


def test_row_17_the_counters_count_what_the_page_shows(room: Room) -> None:
    for _ in range(5):
        room.tell(submitted(uuid4()))
    mine = room.service.ask(queries.my_alerts, COORDINATOR, limit=3)
    assert (len(mine.act_now), mine.counts.act_now) == (3, 5)
    counts = room.service.ask(queries.alert_counts, COORDINATOR)
    assert counts == mine.counts
    assert counts.by_record == {RecordKind.MANDATE: 5}


def test_news_nobody_opens_fades_after_a_month(room: Room) -> None:
    mandate = uuid4()
    room.tell(submitted(mandate), admitted(mandate))
    room.watch.pass_by(days=31)
    room.service.do(LookAtNotificationsDeadlines(), HOUSE)
    assert room.alerts(CASE_WORKER).news == ()


def test_somebody_hears_that_their_password_was_changed_whatever_they_act_as(room: Room) -> None:
    room.tell(CredentialChanged(account_id=PARTNER.account_id, how=CredentialChange.RESET))
    for role in (Role.PROVIDER, Role.AUDITOR):
        line = room.alerts(Actor(PARTNER.account_id, role, uuid4())).news[0]
        assert (line.kind, line.lane) == (A.CREDENTIAL_CHANGED, Lane.NEWS)
    assert room.alerts(OTHER_PARTNER).news == ()


def test_who_can_be_reached_follows_the_accounts(room: Room) -> None:
    room.reach(PARTNER, "partner@example.ch")
    with pytest.raises(Refused) as refused:
        room.reach(Actor(uuid4(), Role.PROVIDER, PROVIDER, "it"), "no address\nBcc: all")
    assert {each.code for each in refused.value.objections} == {"language_unknown", "email_not_an_address"}
    kept = MembershipCode(Role.PROVIDER, OrganisationKind.PROVIDER, PROVIDER, date(2026, 1, 1))
    saved = {"account_id": PARTNER.account_id, "language": Language.FR, "memberships": (kept,)}
    room.tell(AccountSaved(**saved, disabled=True))
    with room.service.database.reading() as session:
        rows = session.scalars(select(Recipient)).all()
    assert [(each.account_id, each.language, each.active) for each in rows] == [(PARTNER.account_id, "fr", False)]


def test_people_enter_only_themselves_the_portal_and_its_administrators_anybody(room: Room) -> None:
    mine = {"account_id": PARTNER.account_id, "role": Role.PROVIDER, "organisation_id": PROVIDER, "language": "fr"}
    room.service.do(SaveRecipient(**mine, email="partner@example.ch"), PARTNER)
    for wrong in ({"role": Role.SSIP_HEAD}, {"organisation_id": uuid4()}, {"account_id": uuid4()}, {"by_link": True}):
        with pytest.raises(NotFound):
            room.service.do(SaveRecipient(**mine | wrong), PARTNER)


def test_tasks_go_along_when_somebody_else_looks_after_the_mandate(room: Room) -> None:
    mandate = uuid4()
    asked = {"mandate_id": mandate, "social_service_id": SERVICE}
    room.tell(submitted(mandate), admitted(mandate))
    room.tell(InformationRequested(**asked, case_worker_id=CASE_WORKER.account_id))
    other = Actor(uuid4(), Role.SSIP_COORDINATOR, uuid4())
    room.tell(proposed(mandate, uuid4()))
    assert A.ANSWER_AWAITED in kinds(room.alerts(COORDINATOR).waiting)
    changed = {"case_worker_id": COLLEAGUE.account_id, "coordinator_id": other.account_id}
    room.tell(CaseTeamChanged(**asked, **changed))
    assert room.to_do(CASE_WORKER) == []
    assert room.to_do(COLLEAGUE) == [A.INFORMATION_TO_GIVE]
    assert A.ANSWER_AWAITED in kinds(room.alerts(other).waiting)
    assert A.ANSWER_AWAITED not in kinds(room.alerts(COORDINATOR).waiting)
    room.tell(InformationAnswered(**asked))
    assert room.to_do(COLLEAGUE) == []


def test_a_segment_goes_from_hand_to_hand_and_its_tasks_with_it(room: Room) -> None:
    dossier, decision = uuid4(), uuid4()
    sector_head = Actor(uuid4(), Role.SECTOR_HEAD, SERVICE)
    about = {"dossier_id": dossier, "social_service_id": SERVICE, "case_worker_id": CASE_WORKER.account_id}
    step = about | {"decision_id": decision, "segment": Segment.B}
    room.tell(SegmentProposed(**step))
    assert room.to_do(sector_head) == [A.SEGMENT_TO_AGREE]
    room.tell(SegmentAgreed(**step))
    assert (room.to_do(sector_head), room.to_do(CASE_WORKER)) == ([], [A.DOSSIER_TO_TRANSFER])
    late = CaseworkDeadlineReached(
        deadline_id=uuid4(),
        subject_id=decision,
        kind="dossier_transferred",
        stage="due",
        due_on=room.today,
        owner_role="case_worker",
        owner_organisation_id=SERVICE,
        owner_account_id=CASE_WORKER.account_id,
        backup_role="sector_head",
    )
    room.tell(late)
    assert [(each.kind, each.due_on) for each in room.alerts(CASE_WORKER).act_now] == [
        (A.DOSSIER_TO_TRANSFER, room.today)
    ]
    review = step | {"due_on": room.today}
    room.tell(SegmentReviewDue(**review))
    moved = about | {"case_worker_id": COLLEAGUE.account_id}
    room.tell(DossierMoved(**moved, sector=Sector.COUNSELLING_1, received_on=room.today))
    assert room.to_do(CASE_WORKER) == []
    assert room.to_do(COLLEAGUE) == [A.SEGMENT_TO_REVIEW]
    room.tell(DossierClosed(dossier_id=dossier, social_service_id=SERVICE, closed_on=room.today))
    assert room.to_do(COLLEAGUE) == []
