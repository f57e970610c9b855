"""Letters that came too early: kept in the service's own database and tried again, in order, when their time comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from messaging import faults
from messaging.bookkeeping import inserting, release_claim, write_claim, write_heard, write_letters
from messaging.database import is_transient
from messaging.letter import Letter, MalformedLetter, opened
from messaging.work import TryLater

if TYPE_CHECKING:
    from messaging.parking import Parking

PAUSES: Final = tuple(timedelta(seconds=each) for each in (5, 60, 600, 3600, 6 * 3600))
"""How long a letter that came too early is kept before each new try; after the last one it is parked."""
MOST_CLAIMS: Final = 3
"""Processes that may die while they handle one letter alone before it is taken for the cause."""
Handle = Callable[[Session, Letter, list[Letter]], None]


class Keeping:
    """The letters one service keeps for later, and the claims on letters handled under suspicion."""

    def __init__(self, parking: Parking, handle: Handle) -> None:
        self.parking = parking
        self.service = parking.service
        self._handle = handle
        self._ledger = parking.service.wiring.ledger
        self._claimed: set[UUID] = set()

    def claim(self, letter: Letter) -> bool:
        """Write down, committed, that ``letter`` is about to be handled; return False where too many died of it.

        A second claim by the same process, which obviously lives, does not count.
        """
        if letter.id in self._claimed:
            return True
        with self.service.database.writing() as session:
            before = write_claim(session, self._ledger.inbox, letter, self.service.clock())
        self._claimed.add(letter.id)
        faults.point("letter.claimed")
        return before < MOST_CLAIMS

    def lived(self, letter: Letter) -> None:
        """The handler came to an end, whatever it decided; the claim in the database is settled by its transaction."""
        self._claimed.discard(letter.id)

    def postpone(self, letter: Letter, reason: str) -> None:
        """Keep ``letter`` for a later try; a letter kept already stays as it is."""
        kept = self._ledger.postponed
        row = {
            "message_id": letter.id,
            "subject": letter.subject,
            "body": letter.to_json(),
            "attempts": 0,
            "due_at": self.service.clock() + PAUSES[0],
            "reason": reason,
        }
        with self.service.database.writing() as session:
            release_claim(session, self._ledger.inbox, letter)
            session.execute(inserting(session)(kept).values(row).on_conflict_do_nothing())

    def retry_due(self, most: int = 200) -> int:
        """Try the kept letters whose time has come, oldest first; return how many were settled.

        A letter whose record has an earlier kept letter waits for that one.
        """
        settled, stuck = 0, set[UUID]()
        for row in self._due(most):
            if row.subject in stuck:
                continue
            if self._again(row):
                settled += 1
            elif row.subject is not None:
                stuck.add(row.subject)
        return settled

    def _due(self, most: int) -> Sequence[Any]:
        kept, earlier, now = self._ledger.postponed, self._ledger.postponed.alias(), self.service.clock()
        same = (earlier.c.subject == kept.c.subject) & (earlier.c.seq < kept.c.seq)
        blocked = exists().where(same, earlier.c.due_at > now)
        asked = select(kept).where(kept.c.due_at <= now, ~blocked).order_by(kept.c.seq).limit(most)
        with self.service.database.reading() as session:
            return session.execute(asked).all()

    def _again(self, row: Any) -> bool:
        try:
            letter = opened(row.body)
        except MalformedLetter as error:
            self.parking.park_bytes(row.body.encode(), error.reason, str(error))
            return self._forget(row)
        try:
            if not self.claim(letter):
                self.parking.park_killer(letter)
                return self._forget(row)
            self._handle_kept(letter, row.seq)
        except Exception as error:
            return False if is_transient(error) else self._still_not(letter, row, error)
        self.lived(letter)
        return True

    def _handle_kept(self, letter: Letter, seq: int) -> None:
        told = list[Letter]()
        kept = self._ledger.postponed
        with self.service.database.writing() as session:
            session.execute(delete(kept).where(kept.c.seq == seq))
            if write_heard(session, self._ledger, [letter], self.service.clock()):
                self._handle(session, letter, told)
                session.flush()
                write_letters(session, self._ledger, told, self.service.name)
            faults.point("retry.before_commit")
        faults.point("retry.after_commit")
        if told:
            self.service.after_telling()

    def _still_not(self, letter: Letter, row: Any, error: Exception) -> bool:
        self.lived(letter)
        kept, tries = self._ledger.postponed, row.attempts + 1
        if not isinstance(error, TryLater) or tries >= len(PAUSES):
            self.parking.park(letter, error)
            return self._forget(row)
        later = {"attempts": tries, "due_at": self.service.clock() + PAUSES[tries], "reason": str(error)}
        with self.service.database.writing() as session:
            session.execute(update(kept).where(kept.c.seq == row.seq).values(later))
            release_claim(session, self._ledger.inbox, letter)
        return False

    def _forget(self, row: Any) -> bool:
        """Delete a kept row whose letter is parked; dying in between leaves a row whose letter counts as heard."""
        kept = self._ledger.postponed
        with self.service.database.writing() as session:
            session.execute(delete(kept).where(kept.c.seq == row.seq))
        return True
