"""The one choke point: the only place where a transaction begins and ends.

One message is one transaction in one service, always in this order: permission, inbox (letter box only), handler,
audit row, outbox rows, commit.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from messaging import faults
from messaging.bookkeeping import act_of, write_act, write_done
from messaging.clock import Clock
from messaging.database import Database, DatabaseDown, is_transient
from messaging.letter import Letter, letter_of
from messaging.permission import check
from messaging.trace import child_of, new_trace, trace_id
from messaging.wiring import Wiring
from messaging.work import Reading, Work
from schemas.actor import Actor
from schemas.message import Command, Message, owner_of
from schemas.refusal import Conflict, Refusal

P = ParamSpec("P")
R = TypeVar("R")
TRIES: Final = 20
LONGEST: Final = 7.5
"""Seconds after which a person gets an honest "not saved, try again"."""
log = structlog.get_logger(__name__)


class Service:
    """The front desk of one service; the letter box (``messaging.letterbox``) is its other door."""

    def __init__(self, wiring: Wiring, database: Database, clock: Clock) -> None:
        self.wiring = wiring
        self.database = database
        self.clock = clock
        self.after_telling: Callable[[], None] = lambda: None
        """Called after a commit that told something; wakes the relay of the same process."""

    @property
    def name(self) -> str:
        """The service's name, as in wire names."""
        return self.wiring.name

    def do(self, command: Command, actor: Actor, *, key: UUID | None = None, traceparent: str = "") -> UUID | None:
        """Carry out ``command`` for ``actor`` and return the handler's answer.

        ``key`` makes a repeated call harmless: the second one returns the first one's answer. Raises the refusals of
        ``schemas.refusal``, and DatabaseDown where nothing could be saved.
        """
        check(self.wiring.permissions, type(command), vars(command), actor)
        self.weigh(command)
        trace = child_of(traceparent) if traceparent else new_trace()
        act = uuid4() if key is None else key
        return self._insist(lambda again: self._once(command, actor, act, trace, look=again or key is not None))

    def ask(self, query: Callable[Concatenate[Reading, P], R], actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer ``query`` for ``actor``; reads of a personal file are written down in the same transaction."""
        if args:
            raise TypeError("parameters of a query are given by name")
        permit = check(self.wiring.permissions, query, kwargs, actor)
        return self._insist(lambda _: self._answer(query, actor, kwargs, str(permit.logs)))

    def weigh(self, command: Message) -> None:
        """Do the part of the checking that takes long and needs no database; no lock is held meanwhile."""
        if isinstance(command, Command) and (look := self.wiring.weighed.get(type(command))):
            look(command)

    def _answer(self, query: Callable[..., R], actor: Actor, kwargs: dict[str, Any], logs: str) -> R:
        now = self.clock()
        if not logs:
            with self.database.reading() as session:
                return query(Reading(session, now, actor), **kwargs)
        with self.database.writing() as session:
            found = query(Reading(session, now, actor), **kwargs)
            name = f"read:{self.name}.{getattr(query, '__name__', '')}"
            write_act(session, self.wiring.ledger, actor, now, act=name, subject=kwargs[logs])
            return found

    def _once(self, command: Command, actor: Actor, act: UUID, trace: str, *, look: bool) -> UUID | None:
        try:
            with self.database.writing() as session:
                if look and (done := self._done_before(session, command, actor, act)):
                    return done[0]
                answer, told = self._handle(session, command, actor, act, trace)
                faults.point("command.before_commit")
        except IntegrityError as error:
            return self._done_meanwhile(command, actor, act, self.guarded(error))
        except StaleDataError:
            return self._done_meanwhile(command, actor, act, Conflict())
        except Refusal as refusal:
            if not look:
                raise
            return self._done_meanwhile(command, actor, act, refusal)
        faults.point("command.after_commit")
        if told:
            self.after_telling()
        return answer

    def _handle(
        self, session: Session, command: Command, actor: Actor, act: UUID, trace: str
    ) -> tuple[UUID | None, list[Letter]]:
        now, told = self.clock(), list[Letter]()
        work = Work(session, now, actor, self.teller(told, trace, act), cause=act)
        answer = self.wiring.commands[type(command)](command, work)
        session.flush()
        done = act_of(
            actor,
            now,
            act=command.said,
            subject=command.subject or answer,
            message_id=act,
            answer=answer,
            trace_id=trace_id(trace),
            changed=work.changed or None,
        )
        write_done(session, self.wiring.ledger, told, self.name, done)
        return answer, told

    def teller(self, told: list[Letter], traceparent: str, cause: UUID | None) -> Callable[[Message], None]:
        """Return the ``tell`` of one transaction, which collects letters in ``told``."""

        def tell(message: Message) -> None:
            if owner_of(message.said) != self.name:
                raise ValueError(f"{self.name} may not tell {message.said}")
            told.append(letter_of(message, self.clock(), traceparent=child_of(traceparent), cause=cause))

        return tell

    def _done_before(self, session: Session, command: Command, actor: Actor, act: UUID) -> tuple[UUID | None] | None:
        audit = self.wiring.ledger.audit
        asked = select(audit.c.answer, audit.c.act, audit.c.account_id).where(audit.c.message_id == act)
        row = session.execute(asked).first()
        if row is None:
            return None
        if (row.act, row.account_id) != (command.said, actor.account_id):
            raise Conflict  # the same key for something else, or by somebody else, is no repetition
        return (row.answer,)

    def _done_meanwhile(self, command: Command, actor: Actor, act: UUID, otherwise: Exception) -> UUID | None:
        """Return the answer of a twin that was faster: our own try may have failed only because of it."""
        with self.database.reading() as session:
            done = self._done_before(session, command, actor, act)
        if done:
            return done[0]
        raise otherwise

    def guarded(self, error: IntegrityError) -> Exception:
        """Return what people see when a database constraint was the last guard; the error itself if none is known."""
        told = str(error.orig)
        for piece, code in self.wiring.guards.items():
            if piece in told:
                return Conflict(code)
        return error

    def _insist(self, attempt: Callable[[bool], R]) -> R:
        """Try the whole unit of work again while the database says it may yet succeed."""
        started = time.monotonic()
        for count in range(TRIES):
            began = time.monotonic()
            try:
                return attempt(count > 0)
            except Refusal:
                raise
            except Exception as error:
                if not is_transient(error):
                    raise
                now = time.monotonic()
                pause = min(1.0, 0.05 * 2**count) * (0.5 + random.random())  # noqa: S311  # jitter, not a secret
                # The next try may well take as long as this one did.
                if count == TRIES - 1 or (now - started) + pause + (now - began) > LONGEST:
                    raise DatabaseDown(str(error)) from error
                log.warning("tried_again", service=self.name, reason=type(error).__name__)
                time.sleep(pause)
        raise AssertionError("unreachable")
