"""The letter box: other services' events and the scheduler's ticks, each heard once in effect.

Letters are handled together in one transaction; when that fails, each half by itself, until the bad letter is alone
and its neighbours are done: seven steps for a hundred letters. A refusal or a bug parks the letter; a letter that comes
too early is kept for later, and later letters about the same record queue behind it. A letter under suspicion of having
killed the process is handled alone, with a claim written down first (see ``hear_alone``).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from messaging import faults
from messaging.bookkeeping import note_heard, write_act, write_letters
from messaging.database import is_away, is_collision, is_transient
from messaging.letter import Letter, MalformedLetter
from messaging.parking import Parking
from messaging.permission import check
from messaging.service import Service
from messaging.trace import trace_id
from messaging.transport import Heard
from messaging.work import TryLater, Work
from schemas.actor import HOUSE
from schemas.message import Command, Event, Message, owner_of
from schemas.refusal import Refusal

QUICK_TRIES: Final = 4
log = structlog.get_logger(__name__)


class LetterBox:
    """Hears letters for one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.parking = Parking(service, self.handle)

    def hear(self, letters: Sequence[Letter]) -> Heard:
        """Handle ``letters`` in order; return those that need not be offered again."""
        wanted = list({each.id: each for each in letters}.values())
        if not wanted:
            return Heard(frozenset())
        try:
            return self._together(wanted)
        except Exception as error:
            log.info("letters_in_halves", service=self.service.name, reason=type(error).__name__)
            return Heard(frozenset()) if is_away(error) else self._in_halves(wanted)

    def hear_alone(self, letter: Letter) -> Heard:
        """Handle a letter that an earlier process may have died of; park it when it did so too often."""
        try:
            if self.parking.keeping.claim(letter):
                outcome = self._alone(letter)
            else:
                log.error("letter_killed_the_process", service=self.service.name, name=letter.name, id=str(letter.id))
                self.parking.park_killer(letter)
                outcome = 0
        except Exception as error:
            if not is_transient(error):
                raise
            outcome = None
        if outcome is None:
            return Heard(frozenset())
        self.parking.keeping.lived(letter)
        return Heard(frozenset({letter.id}), outcome)

    def handle(self, session: Session, letter: Letter, told: list[Letter]) -> None:
        """Run the handler or listener of ``letter`` in ``session``; new letters are collected in ``told``."""
        message = letter.message()
        handler = self._handler_of(message)
        if isinstance(message, Command):
            check(self.service.wiring.permissions, type(message), vars(message), HOUSE)
        elif letter.source != owner_of(letter.name):
            raise MalformedLetter("not_its_owner", f"{letter.source} said {letter.name}")
        tell = self.service.teller(told, letter.traceparent, letter.id)
        work = Work(session, self.service.clock(), HOUSE, tell, cause=letter.id)
        before = len(told)
        try:
            self.service.weigh(message)
            handler(message, work)
        except SystemExit as error:
            raise RuntimeError("the handler wanted to end the process") from error
        if isinstance(message, Command) and (work.changed or len(told) > before):
            self._note(session, letter, message, work)

    def _handler_of(self, message: Message) -> Callable[[Any, Work], Any]:
        wiring = self.service.wiring
        kind: Any = type(message)
        table: Any = wiring.listeners if isinstance(message, Event) else wiring.commands
        if kind not in table:
            raise MalformedLetter("not_for_us", message.said)
        handler: Callable[[Any, Work], Any] = table[kind]
        return handler

    def _note(self, session: Session, letter: Letter, message: Message, work: Work) -> None:
        write_act(
            session,
            self.service.wiring.ledger,
            HOUSE,
            work.now,
            act=letter.name,
            subject=message.subject,
            message_id=letter.id,
            trace_id=trace_id(letter.traceparent),
            changed=work.changed or None,
        )

    def _together(self, letters: Sequence[Letter]) -> Heard:
        ledger, told = self.service.wiring.ledger, list[Letter]()
        with self.service.database.writing() as session:
            wanted, any_kept = note_heard(session, ledger, letters, self.service.clock())
            if any_kept and self._has_earlier(session, wanted):
                raise TryLater("an earlier letter about the same record is still waiting")
            for each in wanted:
                self.handle(session, each, told)
            session.flush()
            write_letters(session, ledger, told, self.service.name)
            faults.point("letter.before_commit")
        faults.point("letter.after_commit")
        if told:
            self.service.after_telling()
        return Heard(frozenset(each.id for each in letters), len(wanted))

    def _has_earlier(self, session: Session, letters: Sequence[Letter]) -> bool:
        """Whether a kept letter concerns the same records."""
        kept = self.service.wiring.ledger.postponed
        subjects = {each.subject for each in letters if each.subject}
        return session.execute(select(kept.c.seq).where(kept.c.subject.in_(subjects)).limit(1)).first() is not None

    def _in_halves(self, letters: Sequence[Letter]) -> Heard:
        """Handle letters that failed together, each half by itself, so that the bad one is alone after few steps."""
        if len(letters) == 1:
            outcome = self._alone(letters[0])
            return Heard(frozenset()) if outcome is None else Heard(frozenset({letters[0].id}), outcome)
        settled, effects, middle = set[UUID](), 0, len(letters) // 2
        for half in (letters[:middle], letters[middle:]):
            heard = self._half(half)
            settled |= heard.settled
            effects += heard.effects
            if len(heard.settled) < len(half):
                break
        return Heard(frozenset(settled), effects)

    def _half(self, letters: Sequence[Letter]) -> Heard:
        if len(letters) > 1:
            try:
                return self._together(letters)
            except Exception as error:
                if is_away(error):
                    return Heard(frozenset())
        return self._in_halves(letters)

    def _alone(self, letter: Letter) -> int | None:
        """Return 1 for an effect, 0 for a letter settled without one, None where the database is away."""
        for count in range(QUICK_TRIES):
            try:
                return self._together([letter]).effects
            except Exception as error:
                if is_away(error):
                    return None
                if not is_collision(error):
                    return self._put_aside(letter, error)
                time.sleep(0.02 * 2**count * random.random())  # noqa: S311  # jitter, not a secret
        return self._put_aside(letter, TryLater("somebody else holds the rows it needs"))

    def _put_aside(self, letter: Letter, error: Exception) -> int | None:
        """Keep or park ``letter``; return 0, or None where the database is away."""
        try:
            if isinstance(error, TryLater):
                self.parking.postpone(letter, str(error))
            else:
                self._say(letter, error)
                self.parking.park(letter, error)
        except Exception as trouble:
            if is_transient(trouble):
                return None
            raise
        return 0

    def _say(self, letter: Letter, error: Exception) -> None:
        bug = not isinstance(error, (Refusal, MalformedLetter))
        log.error("letter_parked", service=self.service.name, name=letter.name, id=str(letter.id), exc_info=bug)
