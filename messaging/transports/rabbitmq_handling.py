"""The second thread of a consumer: takes whatever has arrived, has it handled together, and says how far it got."""

from __future__ import annotations

import queue
import socket
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, takewhile
from threading import Event as Flag
from threading import Thread
from typing import Final, NamedTuple, Self

import structlog

from messaging.database import is_transient
from messaging.letter import Letter, MalformedLetter, opened
from messaging.letterbox import LetterBox
from messaging.transports.rabbitmq import HOUSE_SPEAKERS, account_of
from schemas.message import Command, known, owner_of

TOGETHER: Final = 256
"""Letters in one transaction at most; a batch is whatever has arrived, it never waits to grow."""
SUSPECT: Final = 2
"""Deliveries that failed before a letter is handled alone: each worker that died held it."""
LOOK: Final = 0.5
FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 2.0
log = structlog.get_logger(__name__)


class Delivery(NamedTuple):
    """What the broker handed over: the bytes, the account it vouches for, and how often it tried in vain."""

    tag: int
    body: bytes
    account: str = ""
    tries: int = 0
    is_dead: bool = False

    @property
    def is_suspect(self) -> bool:
        """Whether earlier workers may have died of it."""
        return self.is_dead or self.tries >= SUSPECT


class Handling:
    """Handles deliveries in order on a thread of its own, as long as the connection they came by."""

    def __init__(self, box: LetterBox, *, signed: bool) -> None:
        self._box = box
        self._signed = signed
        self._waiting: queue.SimpleQueue[Delivery] = queue.SimpleQueue()
        self._settled = 0
        self._told = 0
        self._stop = Flag()
        self.bell, self._ring = socket.socketpair()
        self.bell.setblocking(False)
        self._ring.setblocking(False)
        self._thread = Thread(target=self._run, name=f"handling {box.service.name}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let the batch under way come to its end, then stop."""
        self._stop.set()
        self._thread.join()
        self.bell.close()
        self._ring.close()

    def take(self, delivery: Delivery) -> None:
        """Put a delivery in the row."""
        self._waiting.put(delivery)

    def quiet(self) -> None:
        """Stop the bell ringing."""
        try:
            while self.bell.recv(4096):
                pass
        except BlockingIOError:
            pass

    def settled_up_to(self) -> int | None:
        """Return the highest tag up to which everything is settled, None if that was told before."""
        settled = self._settled
        if settled == self._told:
            return None
        self._told = settled
        return settled

    def _run(self) -> None:
        batch: Sequence[Delivery] = ()
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            batch = batch or self._next()
            done = self._settle(batch)
            if done:
                self._settled, pause = batch[done - 1].tag, FIRST_PAUSE
                self._wake()
            batch = batch[done:]
            if batch:
                log.warning("letters_wait_for_database", service=self._box.service.name, waiting=len(batch))
                self._stop.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    def _next(self) -> Sequence[Delivery]:
        batch = list[Delivery]()
        try:
            batch.append(self._waiting.get(timeout=LOOK))
            while len(batch) < TOGETHER:
                batch.append(self._waiting.get_nowait())
        except queue.Empty:
            pass
        return batch

    def _wake(self) -> None:
        try:
            self._ring.send(b".")
        except BlockingIOError:
            pass  # it rings already

    def _settle(self, batch: Sequence[Delivery]) -> int:
        """Settle ``batch`` in order; return how many from its start are settled."""
        done = 0
        try:
            for is_plain, group in groupby(batch, key=lambda each: not each.is_suspect):
                for run in [list(group)] if is_plain else [[each] for each in group]:
                    settled = self._settle_run(run)
                    done += settled
                    if settled < len(run):
                        return done
        except Exception as error:
            if not is_transient(error):
                log.exception("letters_not_settled", service=self._box.service.name)
        return done

    def _settle_run(self, run: Sequence[Delivery]) -> int:
        """Settle deliveries that are all unsuspected, or one that is suspected; what is no letter is parked."""
        letters = list[Letter | None]()
        for each in run:
            try:
                letters.append(self._read(each))
            except MalformedLetter as error:
                self._box.parking.park_bytes(each.body, error.reason, str(error))
                letters.append(None)
        wanted = [each for each in letters if each is not None]
        heard = self._box.hear_alone(wanted[0]) if wanted and run[0].is_suspect else self._box.hear(wanted)
        if len(heard.settled) == len(wanted):
            return len(run)
        return len(list(takewhile(lambda each: each is None or each.id in heard.settled, letters)))

    def _read(self, delivery: Delivery) -> Letter:
        letter = opened(delivery.body)
        account = delivery.account
        if (account or self._signed) and account not in _speakers(letter.name, letter.version):
            raise MalformedLetter("not_its_owner", f"{account or 'nobody'} said {letter.name}")
        return letter


@lru_cache(1024)
def _speakers(name: str, version: int) -> frozenset[str]:
    """Return the accounts that may say a letter: its owner; a command also whoever speaks for the house."""
    owner = account_of(owner_of(name))
    kind = known(name, version)
    is_command = kind is not None and issubclass(kind, Command)
    return frozenset({owner, *map(account_of, HOUSE_SPEAKERS)}) if is_command else frozenset({owner})
