"""Whatever is told: keep our copy of the mandate's team, end what is obsolete, raise what concerns somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, insert, or_, update

from messaging.wiring import Listener
from messaging.work import Work
from schemas.accounts import AccountSaved
from schemas.casework import CaseworkDeadlineReached
from schemas.codes_notifications import AlertEnd
from schemas.message import Event
from schemas.notifications import AlertRaised
from services.notifications.handlers.recipients import account_saved
from services.notifications.model import Alert, DossierDecision, MandateTeam
from services.notifications.posting import Raised, post_at_once
from services.notifications.rules.news import ASKING, HEARD, OUTLIVES, OWN_LIFE, endings, is_over, raisings
from services.notifications.rules.notice import NOBODY_YET, Audience, Ending, Raising, Team

_BLIND: Final = {"synchronize_session": False}
"""No alert is ever loaded beside the listeners' statements."""
_AUDIENCE: Final = (Alert.id, Alert.for_role, Alert.for_organisation_id, Alert.for_account_id)
_TEAM_FIELDS: Final = ("number", "social_service_id", "case_worker_id", "coordinator_id")


def hear(told: Event, work: Work) -> None:
    """Let one event do its work on the alerts."""
    told, team = _about_dossier(told, work), _team(told, work)
    end_obsolete(told, work)
    again: list[Raised] = []
    new: list[Raising] = []
    for each in raisings(told, team):
        said = _say_again(each, work)
        again += said
        new += [] if said else [each]
    if new:
        _replace_open(new, work)
    post_at_once([*again, *raise_alerts(new, work)], work)


LISTENERS: Final[dict[type[Event], Listener]] = {
    AccountSaved: account_saved,
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


def end_obsolete(told: Event, work: Work) -> None:
    """End the alerts whose task an event finishes, and with the mandate's end everything still asked about it."""
    if done := [_ended(each) for each in endings(told)]:
        _end(or_(*done), AlertEnd.DONE, work)
    if is_over(told):
        still_asked = and_(Alert.posture.in_(ASKING), Alert.kind.not_in(OUTLIVES), Alert.record.not_in(OWN_LIFE))
        _end(and_(Alert.mandate_id == told.subject, still_asked), AlertEnd.OVER, work)


def _ended(ending: Ending) -> ColumnElement[bool]:
    same = and_(Alert.kind.in_(ending.kinds), Alert.subject_id.in_(ending.subjects))
    return same if ending.details is None else and_(same, Alert.detail.in_(ending.details))


def _say_again(reminder: Raising, work: Work) -> list[Raised]:
    """Say a task that is still open once more with its due day, whoever has it; return what was said."""
    if not reminder.again:
        return []
    same = (Alert.kind == reminder.kind, Alert.subject_id == reminder.subject_id, Alert.done_at.is_(None))
    again = {"due_on": reminder.due_on, "from_on": None, "seen_at": None, "reminded_at": work.now}
    asked = update(Alert).where(*same).values(again)
    rows = work.session.execute(asked.returning(*_AUDIENCE), execution_options=_BLIND)
    return [_raised(row.id, reminder, Audience(row.for_role, *row[2:])) for row in rows]


def _raised(alert_id: UUID, new: Raising, audience: Audience) -> Raised:
    return Raised(alert_id, new.kind, new.posture, audience, new.subject_id, new.mandate_id, new.due_on)


def _replace_open(new: Sequence[Raising], work: Work) -> None:
    """End an open alert of the same kind for the same people: the new one says it again, once."""
    same = [
        and_(
            Alert.subject_id == each.subject_id,
            Alert.kind == each.kind,
            Alert.audience == each.audience.key,
            Alert.detail == each.detail,
        )
        for each in new
    ]
    _end(or_(*same), AlertEnd.REPLACED, work)


def _end(which: ColumnElement[bool], how: AlertEnd, work: Work) -> None:
    still_open = and_(which, Alert.done_at.is_(None))
    ended = update(Alert).where(still_open).values(done_at=work.now, done_how=how)
    work.session.execute(ended, execution_options=_BLIND)


def raise_alerts(new: Sequence[Raising], work: Work) -> list[Raised]:
    """Write the alerts down and tell them."""
    if not new:
        return []
    ids = [uuid4() for _ in new]
    work.session.execute(insert(Alert), [_row(each, id_, work) for each, id_ in zip(new, ids, strict=True)])
    for each, id_ in zip(new, ids, strict=True):
        work.tell(
            AlertRaised(
                alert_id=id_,
                kind=each.kind,
                posture=each.posture,
                subject_id=each.subject_id,
                mandate_id=each.mandate_id,
                due_on=each.due_on,
            )
        )
    return [_raised(id_, each, each.audience) for each, id_ in zip(new, ids, strict=True)]


def _row(new: Raising, id_: UUID, work: Work) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": new.kind,
        "posture": new.posture,
        "record": new.record,
        "subject_id": new.subject_id,
        "mandate_id": new.mandate_id,
        "detail": new.detail,
        "audience": new.audience.key,
        "for_role": new.audience.role,
        "for_organisation_id": new.audience.organisation_id,
        "for_account_id": new.audience.account_id,
        "source_id": work.cause,
        "raised_at": work.now,
        "due_on": new.due_on,
        "from_on": new.from_on,
    }
