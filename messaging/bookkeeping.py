"""The rows every transaction writes beside its work: the letters told and the act in the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from messaging.ledger import Ledger
from messaging.letter import Letter
from messaging.trace import trace_id
from schemas.actor import Actor

WAKE_CHANNEL: Final = "ssip_outbox_{name}"


def write_letters(session: Session, ledger: Ledger, letters: Sequence[Letter], service: str) -> None:
    """Put ``letters`` into the outbox; on PostgreSQL also wake the relay at commit."""
    if not letters:
        return
    session.execute(insert(ledger.outbox), [_row(each) for each in letters])
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(WAKE_CHANNEL.format(name=service), "")))


def _row(letter: Letter) -> dict[str, Any]:
    return {
        "message_id": letter.id,
        "name": letter.name,
        "subject": letter.subject,
        "trace_id": trace_id(letter.traceparent),
        "body": letter.to_json(),
        "told_at": letter.told_at,
    }


def write_act(session: Session, ledger: Ledger, actor: Actor, now: datetime, **act: Any) -> None:
    """Put one act into the audit trail; ``act`` fills the columns act, subject, message_id, answer, trace, changed."""
    session.execute(
        insert(ledger.audit).values(
            at=now,
            account_id=actor.account_id,
            role=actor.role.value,
            organisation_id=actor.organisation_id,
            **({"outcome": "done"} | act),
        )
    )


def write_heard(session: Session, inbox: Table, letters: Sequence[Letter], now: datetime) -> frozenset[UUID]:
    """Note ``letters`` as heard; return the ids that had not been heard before."""
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = [{"message_id": each.id, "name": each.name, "heard_at": now} for each in letters]
    asked = make(inbox).values(rows).on_conflict_do_nothing().returning(inbox.c.message_id)
    return frozenset(session.scalars(asked))
