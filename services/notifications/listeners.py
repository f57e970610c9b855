"""Whatever is told: keep our copy of the mandate's team, end what is obsolete, raise what concerns somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select

from messaging.wiring import Listener
from messaging.work import Work
from schemas.accounts import AccountSaved
from schemas.actor import Role
from schemas.casework import CaseworkDeadlineReached, DossierMoved
from schemas.codes_steering import InvitationChange
from schemas.message import Event
from schemas.notifications import AlertRaised
from schemas.registration import CaseTeamChanged
from schemas.steering import MeetingInvitation
from services.notifications.calling import call_for
from services.notifications.handlers.recipients import account_saved
from services.notifications.model import BOOKS, DossierDecision, InvitedMeeting, MandateTeam, Recipient
from services.notifications.posting import Raised, is_reachable, post_at_once
from services.notifications.rules.news import HEARD, endings, is_over, raisings
from services.notifications.rules.notice import EACH_ORGANISATION, NOBODY_YET, Audience, Raising, Team
from services.notifications.writing import end_done, end_over, hand_over, say_again, write_alerts
from workflow.closings import listening

_TEAM_FIELDS: Final = ("number", "social_service_id", "case_worker_id", "coordinator_id")


def hear(told: Event, work: Work) -> None:
    """Let one event do its work on the alerts."""
    told, team = _about_dossier(told, work), _team(told, work)
    _hand_over(told, work)
    _know_meeting(told, work)
    end_obsolete(told, work)
    again: list[Raised] = []
    new: list[Raising] = []
    for each in _each_organisation(raisings(told, team), work):
        said = say_again(each, work) if each.again else []
        again += said
        new += [] if said else [each]
    fresh = write_alerts(new, work)
    for alert in fresh:
        _tell(alert, work)
    post_at_once([*again, *fresh], work)
    call_for([*again, *fresh], work)


def _each_organisation(found: Iterable[Raising], work: Work) -> Iterator[Raising]:
    """Give every organisation its own alert where a role is meant wherever it works."""
    for each in found:
        audience = each.audience
        if each.kind not in EACH_ORGANISATION or audience.organisation_id is not None:
            yield each
            continue
        known = select(Recipient.organisation_id).where(Recipient.role == audience.role, is_reachable(work.today))
        for organisation_id in sorted(work.session.scalars(known.distinct())):
            yield replace(each, audience=replace(audience, organisation_id=organisation_id))


LISTENERS: Final[dict[type[Event], Listener]] = {
    AccountSaved: account_saved,
    **listening(BOOKS),
    **dict.fromkeys(sorted(HEARD, key=lambda each: each.said), hear),
}


def _about_dossier(told: Any, work: Work) -> Any:
    """Return a deadline of a segment decision as one of its dossier; learn which dossier a decision belongs to."""
    if isinstance(told, CaseworkDeadlineReached):
        row = work.session.get(DossierDecision, told.subject_id)
        return replace(told, subject_id=row.dossier_id) if row else told
    decision_id, dossier_id = getattr(told, "decision_id", None), getattr(told, "dossier_id", None)
    if decision_id and dossier_id and work.session.get(DossierDecision, decision_id) is None:
        work.session.add(DossierDecision(decision_id=decision_id, dossier_id=dossier_id))
    return told


def _team(told: Any, work: Work) -> Team:
    """Return who looks after the mandate, after learning what the event says about it."""
    mandate_id = getattr(told, "mandate_id", None)
    if mandate_id is None:
        return NOBODY_YET
    row = work.session.get(MandateTeam, mandate_id)
    learnt = {name: getattr(told, name) for name in _TEAM_FIELDS if getattr(told, name, None) is not None}
    if row is None and "number" in learnt:
        row = MandateTeam(mandate_id=mandate_id)
        work.session.add(row)
    if row is None:
        return NOBODY_YET
    for name, value in learnt.items():
        setattr(row, name, value)
    return Team(row.social_service_id, row.case_worker_id, row.coordinator_id)


def _know_meeting(told: Any, work: Work) -> None:
    """Keep what an organisation was last invited to, for its mails and calendars."""
    if not isinstance(told, MeetingInvitation):
        return
    row = work.session.get(InvitedMeeting, (told.meeting_id, told.organisation_id))
    if row is None:
        row = InvitedMeeting(meeting_id=told.meeting_id, organisation_id=told.organisation_id)
        work.session.add(row)
    row.kind, row.starts_at, row.ends_at = told.kind, told.starts_at, told.ends_at
    row.sequence, row.cancelled = told.sequence, told.change is InvitationChange.CANCELLED
    row.told_at = work.now
    work.session.flush()


def _hand_over(told: Any, work: Work) -> None:
    """Where somebody else looks after a mandate or dossier now, their tasks go along."""
    if isinstance(told, DossierMoved):
        worker = Audience(Role.CASE_WORKER, told.social_service_id, told.case_worker_id)
        hand_over(told.dossier_id, worker, work, of_dossier=True)
    if isinstance(told, CaseTeamChanged):
        worker = Audience(Role.CASE_WORKER, told.social_service_id, told.case_worker_id)
        hand_over(told.mandate_id, worker, work, of_dossier=False)
        if told.coordinator_id:
            coordinator = Audience(Role.SSIP_COORDINATOR, None, told.coordinator_id)
            hand_over(told.mandate_id, coordinator, work, of_dossier=False)


def end_obsolete(told: Event, work: Work) -> None:
    """End the alerts whose task an event finishes, and with the mandate's end everything still asked about it."""
    for ending in endings(told):
        end_done(ending, work)
    if is_over(told):
        end_over(told.subject, work)


def _tell(alert: Raised, work: Work) -> None:
    work.tell(
        AlertRaised(
            alert_id=alert.alert_id,
            kind=alert.kind,
            posture=alert.posture,
            subject_id=alert.subject_id,
            mandate_id=alert.mandate_id,
            due_on=alert.due_on,
        )
    )
