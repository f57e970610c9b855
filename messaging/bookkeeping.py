"""The rows every transaction writes beside its work: the letters told and the act in the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, String, Table, Uuid, bindparam, delete, func, insert, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from messaging.clock import Instant
from messaging.ledger import Ledger
from messaging.letter import LARGEST, Letter
from messaging.trace import trace_id
from schemas.actor import Actor

WAKE_CHANNEL: Final = "ssip_outbox_{name}"
DONE: Final = "done"
_WAKE: Final = select(func.pg_notify(bindparam("channel"), ""))
CLAIMED: Final = "claimed "
"""Followed by how often; stands in an inbox row's effect while a letter is handled alone."""


def write_letters(session: Session, ledger: Ledger, letters: Sequence[Letter], service: str) -> None:
    """Put ``letters`` into the outbox; on PostgreSQL also wake the relay at commit."""
    if not letters:
        return
    session.execute(_inserting_into(ledger.outbox), [_row(each) for each in letters])
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_WAKE, {"channel": WAKE_CHANNEL.format(name=service)})


@cache
def _inserting_into(table: Table) -> Any:
    """Statements are made once: making and hashing them anew is half of what a short transaction costs."""
    return insert(table)


def _row(letter: Letter) -> dict[str, Any]:
    body = letter.to_json()
    if len(body.encode()) > LARGEST:
        raise ValueError(f"{letter.name} is too large for a letter: {len(body)} characters")
    return {
        "message_id": letter.id,
        "name": letter.name,
        "subject": letter.subject,
        "trace_id": trace_id(letter.traceparent),
        "body": body,
        "told_at": letter.told_at,
    }


def write_act(session: Session, ledger: Ledger, actor: Actor, now: datetime, **act: Any) -> None:
    """Put one act into the audit trail; ``act`` fills the columns act, subject, message_id, answer, trace, changed."""
    session.execute(
        _inserting_into(ledger.audit),
        {
            "at": now,
            "account_id": actor.account_id,
            "role": actor.role.value,
            "organisation_id": actor.organisation_id,
            "outcome": "done",
            **act,
        },
    )


def write_heard(session: Session, inbox: Table, letters: Sequence[Letter], now: datetime) -> frozenset[UUID]:
    """Note ``letters`` as heard; return the ids that had not been heard before.

    A letter that was only claimed (see ``write_claim``) counts as not heard. Ids go in sorted, so that two workers
    hearing the same letters wait for each other instead of locking each other out.
    """
    ordered = sorted(letters, key=lambda each: each.id)
    if session.get_bind().dialect.name == "postgresql":
        columns = {"ids": [each.id for each in ordered], "names": [each.name for each in ordered], "at": now}
        return frozenset(session.scalars(_hear_arrays(inbox), columns))
    rows = [{"message_id": each.id, "name": each.name, "heard_at": now, "effect": DONE} for each in ordered]
    return frozenset(session.scalars(_hear_rows(inbox), rows))


@cache
def _hear_rows(inbox: Table) -> Any:
    return _unless_heard(sqlite.insert(inbox), inbox)


@cache
def _hear_arrays(inbox: Table) -> Any:
    """One statement with two array parameters, whatever their length, so that it is parsed and planned once."""
    ids = func.unnest(bindparam("ids", type_=ARRAY(Uuid)))
    names = func.unnest(bindparam("names", type_=ARRAY(String)))
    heard = select(ids, names, bindparam("at", type_=Instant), literal(DONE))
    into = ["message_id", "name", "heard_at", "effect"]
    return _unless_heard(postgresql.insert(inbox).from_select(into, heard), inbox)


def _unless_heard(insertion: Any, inbox: Table) -> Any:
    """Return ``insertion`` that skips what was heard, takes over what was only claimed, and tells what was new."""
    asked = insertion.on_conflict_do_update(
        index_elements=[inbox.c.message_id],
        set_={"effect": DONE, "heard_at": insertion.excluded.heard_at},
        where=inbox.c.effect.like(f"{CLAIMED}%"),
    )
    return asked.returning(inbox.c.message_id)


def write_claim(session: Session, inbox: Table, letter: Letter, now: datetime) -> int:
    """Note that ``letter`` is about to be handled alone; return how often that was noted before.

    The note is committed before the handler runs: found by the next process, it says of what the last one died.
    """
    found = session.scalar(select(inbox.c.effect).where(inbox.c.message_id == letter.id))
    before = int(found.removeprefix(CLAIMED)) if found and found.startswith(CLAIMED) else 0
    claim = {"message_id": letter.id, "name": letter.name, "heard_at": now, "effect": f"{CLAIMED}{before + 1}"}
    asked = inserting(session)(inbox).values(claim)
    session.execute(
        asked.on_conflict_do_update(
            index_elements=[inbox.c.message_id],
            set_={"effect": asked.excluded.effect},
            where=inbox.c.effect.like(f"{CLAIMED}%"),
        )
    )
    return before


def release_claim(session: Session, inbox: Table, letter: Letter) -> None:
    """Take a claim back: the handler came to an end without killing anybody."""
    session.execute(delete(inbox).where(inbox.c.message_id == letter.id, inbox.c.effect.like(f"{CLAIMED}%")))


def inserting(session: Session) -> Any:
    """Return the insert of the session's database, which knows ON CONFLICT."""
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
