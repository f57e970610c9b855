"""The few statements that write alerts, made once: an event must not cost the building of a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import Boolean, Update, bindparam, insert, or_, select, update

from messaging.work import Work
from schemas.codes_notifications import AlertEnd, RecordKind
from services.notifications.model import Alert, Base
from services.notifications.posting import Raised
from services.notifications.rules.news import ASKING, OUTLIVES, OWN_LIFE
from services.notifications.rules.notice import Audience, Ending, Raising

_T: Final = Base.metadata.tables[Alert.__tablename__]
_C: Final = _T.c


def _ending(*where: Any) -> Update:
    ended = update(_T).where(*where, _C.done_at.is_(None))
    return ended.values(done_at=bindparam("now"), done_how=bindparam("how"))


_OF_KINDS: Final = (
    _C.subject_id.in_(bindparam("subjects", expanding=True)),
    _C.kind.in_(bindparam("kinds", expanding=True)),
)
_DONE: Final = _ending(*_OF_KINDS)
_DONE_DETAIL: Final = _ending(*_OF_KINDS, _C.detail.in_(bindparam("details", expanding=True)))
_OVER: Final = _ending(
    _C.mandate_id == bindparam("mandate"),
    _C.posture.in_(ASKING),
    _C.kind.not_in(OUTLIVES),
    _C.record.not_in(OWN_LIFE),
)
_REPLACED: Final = _ending(
    _C.subject_id == bindparam("of_subject"),
    _C.kind == bindparam("of_kind"),
    _C.audience == bindparam("of_audience"),
    _C.detail == bindparam("of_detail"),
)
_SAID_AGAIN: Final = (
    update(_T)
    .where(_C.subject_id == bindparam("of_subject"), _C.kind == bindparam("of_kind"), _C.done_at.is_(None))
    .values(due_on=bindparam("due"), from_on=None, seen_at=None, reminded_at=bindparam("now"))
    .returning(_C.id, _C.for_role, _C.for_organisation_id, _C.for_account_id)
)
_RAISED: Final = insert(_T)
_HELD: Final = select(_C.id, _C.subject_id, _C.kind, _C.detail).where(
    or_(_C.mandate_id == bindparam("of"), _C.subject_id == bindparam("of")),
    (_C.record == RecordKind.DOSSIER) == bindparam("of_dossier", type_=Boolean),
    _C.for_role == bindparam("role"),
    _C.for_account_id.is_not(None),
    _C.for_account_id != bindparam("account"),
    _C.done_at.is_(None),
)
_GIVEN: Final = (
    update(_T)
    .where(_C.id.in_(bindparam("ids", expanding=True)), _C.done_at.is_(None))
    .values(for_account_id=bindparam("account"), audience=bindparam("key"))
)


def end_done(ending: Ending, work: Work) -> None:
    """End the open alerts whose task is done."""
    values: dict[str, Any] = {"subjects": list(ending.subjects), "kinds": list(ending.kinds)}
    values |= {"now": work.now, "how": AlertEnd.DONE}
    if ending.details is None:
        work.session.execute(_DONE, values)
    else:
        work.session.execute(_DONE_DETAIL, values | {"details": list(ending.details)})


def end_over(mandate_id: UUID | None, work: Work) -> None:
    """End everything still asked about a mandate, except what outlives it."""
    work.session.execute(_OVER, {"mandate": mandate_id, "now": work.now, "how": AlertEnd.OVER})


def hand_over(record_id: UUID, audience: Audience, work: Work, *, of_dossier: bool) -> None:
    """Give what somebody else holds in person about a mandate or dossier to the one who has the part now."""
    asked = {"of": record_id, "of_dossier": of_dossier, "role": audience.role, "account": audience.account_id}
    held = work.session.execute(_HELD, asked).all()
    if not held:
        return
    same = {"of_audience": audience.key, "now": work.now, "how": AlertEnd.REPLACED}
    of = [{"of_subject": row.subject_id, "of_kind": row.kind, "of_detail": row.detail} | same for row in held]
    work.session.execute(_REPLACED, of)
    given = {"ids": [row.id for row in held], "account": audience.account_id, "key": audience.key}
    work.session.execute(_GIVEN, given)


def say_again(reminder: Raising, work: Work) -> list[Raised]:
    """Say a task that is still open once more with its due day, whoever has it; return what was said."""
    values = {"of_subject": reminder.subject_id, "of_kind": reminder.kind, "due": reminder.due_on, "now": work.now}
    rows = work.session.execute(_SAID_AGAIN, values).all()
    return [raised(row.id, reminder, Audience(row.for_role, *row[2:])) for row in rows]


def raised(alert_id: UUID, new: Raising, audience: Audience) -> Raised:
    """Return an alert as those need it who write mails."""
    about = (new.subject_id, new.mandate_id, new.due_on)
    return Raised(alert_id, new.kind, new.posture, audience, *about, detail=new.detail)


def write_alerts(new: Sequence[Raising], work: Work) -> list[Raised]:
    """Write alerts down; one that is open for the same people already is replaced, so that each is said once."""
    if not new:
        return []
    work.session.execute(_REPLACED, [_same(each, work) for each in new])
    made = [(uuid4(), each) for each in new]
    work.session.execute(_RAISED, [_row(id_, each, work) for id_, each in made])
    return [raised(id_, each, each.audience) for id_, each in made]


def _same(new: Raising, work: Work) -> dict[str, Any]:
    return {
        "of_subject": new.subject_id,
        "of_kind": new.kind,
        "of_audience": new.audience.key,
        "of_detail": new.detail,
        "now": work.now,
        "how": AlertEnd.REPLACED,
    }


def _row(id_: UUID, new: Raising, work: Work) -> dict[str, Any]:
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
