"""The rows every transaction writes beside its work: the letters told and the act in the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, String, Table, Uuid, bindparam, case, delete, exists, func, insert, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from messaging.clock import Instant
from messaging.direct import Direct, inserting_row, is_postgres
from messaging.ledger import Ledger
from messaging.letter import LARGEST, Letter
from messaging.trace import trace_id
from schemas.actor import Actor

WAKE_CHANNEL: Final = "ssip_outbox_{name}"
DONE: Final = "done"
_HEARD: Final = ("message_id", "name", "heard_at", "effect")
_TOLD: Final = ("message_id", "name", "subject", "trace_id", "body", "told_at")
CLAIMED: Final = "claimed "
"""Followed by how often; stands in an inbox row's effect while a letter is handled alone."""


def write_letters(session: Session, ledger: Ledger, letters: Sequence[Letter], service: str) -> None:
    """Put ``letters`` into the outbox; on PostgreSQL also wake the relay at commit, all in one trip to the server."""
    if not letters:
        return
    if is_postgres(session):
        _telling(ledger).run(session, _columns(letters, service))
        return
    for each in letters:
        told = inserting_row(ledger.outbox, (*_TOLD, "listed")).run(session, {**_row(each), "listed": True})
        inserting_row(ledger.unsent, ("seq",)).run(session, {"seq": told.lastrowid})


def write_done(session: Session, ledger: Ledger, letters: Sequence[Letter], service: str, act: dict[str, Any]) -> None:
    """Put an act (see ``act_of``) into the audit trail and what it tells into the outbox, in as few trips as can be."""
    if letters and is_postgres(session):
        _doing_and_telling(ledger).run(session, _columns(letters, service) | act)
        return
    inserting_row(ledger.audit, tuple(act)).run(session, act)
    write_letters(session, ledger, letters, service)


def _columns(letters: Sequence[Letter], service: str) -> dict[str, Any]:
    """The rows turned round: one array for each column, so that the statement is the same for every number of rows."""
    rows = [_row(each) for each in letters]
    found: dict[str, Any] = {f"{name}s": [each[name] for each in rows] for name in _TOLD}
    return found | {"channel": WAKE_CHANNEL.format(name=service)}


@cache
def _telling(ledger: Ledger) -> Direct:
    """One statement that puts letters into the outbox, lists them as unsent and wakes the relay."""
    return Direct(_waking(ledger))


@cache
def _doing_and_telling(ledger: Ledger) -> Direct:
    """The same, with a row for the audit trail."""
    values = {each.name: bindparam(each.name, type_=each.type) for each in ledger.audit.c if each.name != "seq"}
    return Direct(_waking(ledger).add_cte(insert(ledger.audit).values(values).cte("act")))


def _waking(ledger: Ledger) -> Any:
    return select(func.pg_notify(bindparam("channel", type_=String), "")).add_cte(_letters_put(ledger))


def _letters_put(ledger: Ledger) -> Any:
    outbox = ledger.outbox
    arrays = [func.unnest(bindparam(f"{name}s", type_=ARRAY(outbox.c[name].type))) for name in _TOLD]
    told = insert(outbox).from_select((*_TOLD, "listed"), select(*arrays, true()), include_defaults=False)
    letters = told.returning(outbox.c.seq).cte("letters")
    return insert(ledger.unsent).from_select(["seq"], select(letters.c.seq)).cte("numbers")


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
    """Put one act into the audit trail."""
    row = act_of(actor, now, **act)
    inserting_row(ledger.audit, tuple(row)).run(session, row)


def act_of(actor: Actor, now: datetime, **act: Any) -> dict[str, Any]:
    """Return a row of the audit trail; ``act`` fills the columns act, subject, message_id, answer, trace, changed."""
    return {
        "at": now,
        "account_id": actor.account_id,
        "role": actor.role.value,
        "organisation_id": actor.organisation_id,
        "outcome": "done",
        "subject": None,
        "message_id": None,
        "answer": None,
        "trace_id": "",
        "changed": None,
        **act,
    }


def write_heard(session: Session, ledger: Ledger, letters: Sequence[Letter], now: datetime) -> frozenset[UUID]:
    """Note ``letters`` as heard; return the ids that had not been heard before.

    A letter that was only claimed (see ``write_claim``) counts as not heard. Ids go in sorted, so that two workers
    hearing the same letters wait for each other instead of locking each other out.
    """
    return frozenset(each.id for each in note_heard(session, ledger, letters, now)[0])


def note_heard(
    session: Session, ledger: Ledger, letters: Sequence[Letter], now: datetime
) -> tuple[Sequence[Letter], bool]:
    """Like ``write_heard``; return the letters, and whether any is kept for later, asked on the same trip.

    No letter stands among ``letters`` twice.
    """
    ordered = sorted(letters, key=lambda each: each.id.int)
    if is_postgres(session):
        columns = {"ids": [each.id for each in ordered], "names": [each.name for each in ordered], "at": now}
        count, any_kept, ids = _hear_arrays(ledger.inbox, ledger.postponed).run(session, columns).fetchone()
        fresh = frozenset(ids or ())
        return letters if count == len(letters) else [each for each in letters if each.id in fresh], any_kept
    hearing = _hear_row(ledger.inbox, ledger.postponed)
    given = [{"id": each.id, "name": each.name, "at": now} for each in ordered]
    answers = {each["id"]: hearing.run(session, each).fetchone() for each in given}
    return [each for each in letters if answers[each.id]], any(row[0] for row in answers.values() if row)


@cache
def _hear_row(inbox: Table, postponed: Table) -> Direct:
    heard = select(
        bindparam("id", type_=Uuid), bindparam("name", type_=String), bindparam("at", type_=Instant), literal(DONE)
    ).where(true())  # SQLite takes the ON of a conflict for a join's unless the select has a WHERE
    asked = _unless_heard(sqlite.insert(inbox).from_select(_HEARD, heard, include_defaults=False), inbox)
    return Direct(asked.returning(exists(select(postponed.c.seq))))


@cache
def _hear_arrays(inbox: Table, postponed: Table) -> Direct:
    """One statement with two array parameters, whatever their length, so that it is parsed and planned once.

    It answers with one row: how many were fresh, whether any letter is kept, and the fresh ids where not all were.
    """
    ids = func.unnest(bindparam("ids", type_=ARRAY(Uuid)))
    names = func.unnest(bindparam("names", type_=ARRAY(String)))
    heard = select(ids, names, bindparam("at", type_=Instant), literal(DONE))
    asked = _unless_heard(postgresql.insert(inbox).from_select(_HEARD, heard), inbox)
    fresh = asked.returning(inbox.c.message_id).cte("fresh")
    count, known = func.count(), func.cardinality(bindparam("ids", type_=ARRAY(Uuid)))
    some = case((count < known, func.array_agg(fresh.c.message_id)))
    return Direct(select(count, exists(select(postponed.c.seq)), some).select_from(fresh))


def _unless_heard(insertion: Any, inbox: Table) -> Any:
    """Return ``insertion`` that skips what was heard, takes over what was only claimed."""
    return insertion.on_conflict_do_update(
        index_elements=[inbox.c.message_id],
        set_={"effect": DONE, "heard_at": insertion.excluded.heard_at},
        where=inbox.c.effect.like(f"{CLAIMED}%"),
    )


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
    return postgresql.insert if is_postgres(session) else sqlite.insert
