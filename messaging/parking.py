"""Letters that cannot be handled: parked with their reason until somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from math import inf
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from messaging.bookkeeping import write_act, write_heard, write_letters
from messaging.database import is_transient
from messaging.keeping import PAUSES, Handle, Keeping
from messaging.letter import Letter, MalformedLetter, opened
from messaging.parked import ParkedLetter, count, waiting
from messaging.service import Service
from schemas.actor import Actor
from schemas.refusal import NotFound, Refusal

__all__ = ["PAUSES", "KilledTheProcess", "ParkedLetter", "Parking", "kind_of"]


class KilledTheProcess(Exception):
    """Whoever handled this letter died, again and again; nobody was left to say of what."""


def kind_of(error: Exception) -> str:
    """Return the stable kind a failure is grouped by on the admin page."""
    if isinstance(error, MalformedLetter):
        return error.reason
    if isinstance(error, KilledTheProcess):
        return "killed_the_process"
    if isinstance(error, Refusal):
        return f"refused:{error.objections[0].code}"[:40]
    return f"bug:{type(error).__name__}"[:40]


def reason_of(error: Exception) -> str:
    """Return what went wrong for whoever mends it, without the values a database quotes in its DETAIL line."""
    return repr(error).partition("\\nDETAIL:")[0].partition("\nDETAIL:")[0]


def plain(text: str) -> str:
    """Return ``text`` without what no database takes: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class Parking:
    """The letters one service has put aside; those kept for later are in ``keeping``."""

    def __init__(self, service: Service, handle: Handle) -> None:
        self.service = service
        self._handle = handle
        self._ledger = service.wiring.ledger
        self.keeping = Keeping(self, handle)

    def postpone(self, letter: Letter, reason: str) -> None:
        """Keep ``letter`` for a later try."""
        self.keeping.postpone(letter, reason)

    def retry_due(self, most: int = 200) -> int:
        """Try the kept letters whose time has come; return how many were settled."""
        return self.keeping.retry_due(most)

    def park(self, letter: Letter, error: Exception) -> None:
        """Put ``letter`` aside with the reason; it counts as heard until somebody decides otherwise."""
        with self.service.database.writing() as session:
            if write_heard(session, self._ledger, [letter], self.service.clock()):
                self._row(session, letter, kind_of(error), reason_of(error), letter.to_json())

    def park_killer(self, letter: Letter) -> None:
        """Put aside a letter that processes died of."""
        self.park(letter, KilledTheProcess(letter.name))

    def park_bytes(self, body: bytes, kind: str, detail: str) -> None:
        """Put aside something that is no letter, or whose sender cannot be trusted; no letter counts as heard by it."""
        with self.service.database.writing() as session:
            self._row(session, None, kind, detail, body[:65536].decode("utf-8", "replace"))

    def _row(self, session: Session, letter: Letter | None, kind: str, reason: str, body: str) -> None:
        values: dict[str, Any] = {"id": uuid4(), "kind": kind[:40], "name": letter.name if letter else ""}
        values["message_id"] = letter.id if letter else None
        values |= {"reason": plain(reason[:2000]), "body": plain(body), "parked_at": self.service.clock()}
        session.execute(insert(self._ledger.parked).values(values))

    def count(self) -> int:
        """Return how many parked letters nobody has decided on."""
        return count(self.service)

    def waiting(self, kind: str = "") -> Sequence[ParkedLetter]:
        """Return the parked letters nobody has decided on, oldest first."""
        return waiting(self.service, kind)

    def retry_all(self, kind: str, actor: Actor, seconds: float = inf) -> tuple[int, int]:
        """Handle every parked letter of ``kind`` again, oldest first; return how many worked and how many did not.

        After ``seconds`` the rest is left for another time; a letter somebody else decides on meanwhile counts nowhere.
        """
        limit, results = monotonic() + seconds, list[bool]()
        for each in self.waiting(kind):
            if monotonic() > limit:
                break
            with suppress(NotFound):
                results.append(self.retry(each.id, actor))
        return sum(results), len(results) - sum(results)

    def retry(self, parked_id: UUID, actor: Actor) -> bool:
        """Handle a parked letter again; return whether it worked. A new failure stays parked with its new reason."""
        try:
            told = self._once_more(parked_id, actor)
        except NotFound:
            raise
        except Exception as error:
            if is_transient(error):
                raise
            self._failed_again(parked_id, error)
            return False
        if told:
            self.service.after_telling()
        return True

    def _once_more(self, parked_id: UUID, actor: Actor) -> list[Letter]:
        told = list[Letter]()
        with self.service.database.writing() as session:
            row = self._open_row(session, parked_id)
            letter = opened(row.body)
            is_fresh = write_heard(session, self._ledger, [letter], self.service.clock())
            if row.message_id is not None or is_fresh:
                self._handle(session, letter, told)
            session.flush()
            write_letters(session, self._ledger, told, self.service.name)
            self._decide(session, parked_id, "retried", actor)
        return told

    def _failed_again(self, parked_id: UUID, error: Exception) -> None:
        parked = self._ledger.parked
        again = {"attempts": parked.c.attempts + 1, "reason": plain(reason_of(error)[:2000]), "kind": kind_of(error)}
        with self.service.database.writing() as session:
            session.execute(update(parked).where(parked.c.id == parked_id, parked.c.settled_at.is_(None)).values(again))

    def drop(self, parked_id: UUID, actor: Actor, reason: str = "") -> None:
        """Decide that a parked letter shall have no effect; the row stays as evidence, ``reason`` in the audit row."""
        with self.service.database.writing() as session:
            self._open_row(session, parked_id)
            self._decide(session, parked_id, "dropped", actor, reason)

    def _open_row(self, session: Session, parked_id: UUID) -> Any:
        parked = self._ledger.parked
        asked = select(parked).where(parked.c.id == parked_id, parked.c.settled_at.is_(None))
        row = session.execute(asked.with_for_update()).first()
        if row is None:
            raise NotFound("parked letter")
        return row

    def _decide(self, session: Session, parked_id: UUID, how: str, actor: Actor, reason: str = "") -> None:
        parked, now = self._ledger.parked, self.service.clock()
        decided = {"settled_at": now, "settled_how": how, "settled_by": actor.account_id}
        session.execute(update(parked).where(parked.c.id == parked_id).values(decided))
        why = {"reason": reason} if reason else None
        write_act(session, self._ledger, actor, now, act=f"parked.{how}", subject=parked_id, changed=why)
