"""Letters that cannot be handled now: kept for later, or parked with their reason until somebody decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from messaging import faults
from messaging.bookkeeping import write_act, write_heard, write_letters
from messaging.database import is_transient
from messaging.letter import Letter, MalformedLetter, opened
from messaging.service import Service
from messaging.work import TryLater
from schemas.actor import Actor
from schemas.refusal import NotFound, Refusal

PAUSES: Final = tuple(timedelta(seconds=each) for each in (5, 60, 600, 3600, 6 * 3600))
"""How long a letter that came too early is kept before each new try; after the last one it is parked."""
Handle = Callable[[Session, Letter, list[Letter]], None]


@dataclass(frozen=True)
class ParkedLetter:
    """A letter waiting for a person's decision."""

    id: UUID
    name: str
    kind: str
    reason: str
    body: str
    attempts: int
    parked_at: datetime


def kind_of(error: Exception) -> str:
    """Return the stable kind a failure is grouped by on the admin page."""
    if isinstance(error, MalformedLetter):
        return error.reason
    if isinstance(error, Refusal):
        return f"refused:{error.objections[0].code}"[:40]
    return f"bug:{type(error).__name__}"[:40]


class Parking:
    """The letters one service has put aside."""

    def __init__(self, service: Service, handle: Handle) -> None:
        self.service = service
        self._handle = handle
        self._ledger = service.wiring.ledger

    def postpone(self, letter: Letter, reason: str) -> None:
        """Keep ``letter`` for a later try; a letter kept already stays as it is."""
        kept = self._ledger.postponed
        with self.service.database.writing() as session:
            make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
            row = {
                "message_id": letter.id,
                "subject": letter.subject,
                "body": letter.to_json(),
                "attempts": 0,
                "due_at": self.service.clock() + PAUSES[0],
                "reason": reason,
            }
            session.execute(make(kept).values(row).on_conflict_do_nothing())

    def park(self, letter: Letter, error: Exception) -> None:
        """Put ``letter`` aside with the reason; it counts as heard until somebody decides otherwise."""
        with self.service.database.writing() as session:
            if write_heard(session, self._ledger.inbox, [letter], self.service.clock()):
                self._row(session, letter, kind_of(error), repr(error), letter.to_json())

    def park_bytes(self, body: bytes, kind: str, detail: str) -> None:
        """Put aside something that is no letter at all."""
        with self.service.database.writing() as session:
            self._row(session, None, kind, detail, body[:65536].decode("utf-8", "replace"))

    def _row(self, session: Session, letter: Letter | None, kind: str, reason: str, body: str) -> None:
        values: dict[str, Any] = {"id": uuid4(), "kind": kind, "name": letter.name if letter else ""}
        values["message_id"] = letter.id if letter else None
        values |= {"reason": reason[:2000], "body": body.replace("\0", ""), "parked_at": self.service.clock()}
        session.execute(insert(self._ledger.parked).values(values))

    def retry_due(self, most: int = 200) -> int:
        """Try the kept letters whose time has come, oldest first; return how many were settled."""
        kept, settled, stuck = self._ledger.postponed, 0, set[UUID | None]()
        with self.service.database.reading() as session:
            rows = session.execute(select(kept).order_by(kept.c.seq).limit(most)).all()
        for row in rows:
            waits = row.due_at > self.service.clock()
            if waits or (row.subject is not None and row.subject in stuck):
                stuck.add(row.subject)
            elif self._again(row):
                settled += 1
            else:
                stuck.add(row.subject)
        return settled

    def _again(self, row: Any) -> bool:
        letter = opened(row.body)
        try:
            self._handle_kept(letter, row.seq)
        except Exception as error:
            if is_transient(error):
                return False
            return self._still_not(letter, row, error)
        return True

    def _handle_kept(self, letter: Letter, seq: int) -> None:
        told = list[Letter]()
        kept = self._ledger.postponed
        with self.service.database.writing() as session:
            session.execute(delete(kept).where(kept.c.seq == seq))
            if write_heard(session, self._ledger.inbox, [letter], self.service.clock()):
                self._handle(session, letter, told)
                session.flush()
                write_letters(session, self._ledger, told, self.service.name)
            faults.point("retry.before_commit")
        faults.point("retry.after_commit")
        if told:
            self.service.after_telling()

    def _still_not(self, letter: Letter, row: Any, error: Exception) -> bool:
        kept, tries = self._ledger.postponed, row.attempts + 1
        if isinstance(error, TryLater) and tries < len(PAUSES):
            with self.service.database.writing() as session:
                later = {
                    "attempts": tries,
                    "due_at": self.service.clock() + PAUSES[tries],
                    "reason": str(error),
                }
                session.execute(update(kept).where(kept.c.seq == row.seq).values(later))
            return False
        self.park(letter, error)
        with self.service.database.writing() as session:
            session.execute(delete(kept).where(kept.c.seq == row.seq))
        return True

    def waiting(self, kind: str = "") -> Sequence[ParkedLetter]:
        """Return the parked letters nobody has decided on, oldest first."""
        parked = self._ledger.parked
        asked = select(parked).where(parked.c.settled_at.is_(None)).order_by(parked.c.parked_at)
        with self.service.database.reading() as session:
            rows = session.execute(asked.where(parked.c.kind == kind) if kind else asked).all()
        return [
            ParkedLetter(row.id, row.name, row.kind, row.reason, row.body, row.attempts, row.parked_at) for row in rows
        ]

    def retry(self, parked_id: UUID, actor: Actor) -> bool:
        """Handle a parked letter again; return whether it worked. A new failure stays parked with its new reason."""
        parked, told = self._ledger.parked, list[Letter]()
        try:
            with self.service.database.writing() as session:
                letter = opened(self._open_row(session, parked_id).body)
                self._handle(session, letter, told)
                session.flush()
                write_letters(session, self._ledger, told, self.service.name)
                self._decide(session, parked_id, "retried", actor)
        except NotFound:
            raise
        except Exception as error:
            if is_transient(error):
                raise
            with self.service.database.writing() as session:
                again = {
                    "attempts": parked.c.attempts + 1,
                    "reason": repr(error)[:2000],
                    "kind": kind_of(error),
                }
                session.execute(update(parked).where(parked.c.id == parked_id).values(again))
            return False
        if told:
            self.service.after_telling()
        return True

    def drop(self, parked_id: UUID, actor: Actor) -> None:
        """Decide that a parked letter shall have no effect; the row stays as evidence."""
        with self.service.database.writing() as session:
            self._open_row(session, parked_id)
            self._decide(session, parked_id, "dropped", actor)

    def _open_row(self, session: Session, parked_id: UUID) -> Any:
        parked = self._ledger.parked
        asked = select(parked).where(parked.c.id == parked_id, parked.c.settled_at.is_(None))
        row = session.execute(asked.with_for_update()).first()
        if row is None:
            raise NotFound("parked letter")
        return row

    def _decide(self, session: Session, parked_id: UUID, how: str, actor: Actor) -> None:
        parked, now = self._ledger.parked, self.service.clock()
        decided = {"settled_at": now, "settled_how": how, "settled_by": actor.account_id}
        session.execute(update(parked).where(parked.c.id == parked_id).values(decided))
        write_act(session, self._ledger, actor, now, act=f"parked.{how}", subject=parked_id)
