"""One batch of letters on its way to the broker: what may go next, what is in flight, what became of each.

Many letters are in flight at once, but never two about the same record: were the first refused and the second taken,
the second would have overtaken it.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Sequence
from itertools import takewhile
from threading import Event as Flag
from threading import Lock
from typing import Final
from uuid import UUID

from messaging.transport import Outgoing, Posted

WINDOW: Final = 1024
WINDOW_CHARACTERS: Final = 8_000_000
"""In flight at once; letters are about a thousand characters long, so this only tames the longest ones."""
REFUSED: Final = "the broker would not take it: the queue is full, or its nodes are just changing over"


class Round:
    """The state of one batch. The connection's thread moves it on; the caller waits for ``done`` and reads it."""

    def __init__(self, letters: Sequence[Outgoing]) -> None:
        self.done = Flag()
        self.was_refused = False
        self.moved_at = time.monotonic()
        """When the broker last said a word about one of the letters."""
        self._lock = Lock()
        self._ready: deque[Outgoing] = deque()
        self._behind: dict[UUID, deque[Outgoing]] = defaultdict(deque)
        self._in_flight: dict[int, Outgoing] = {}
        self._returned: dict[UUID, str] = {}
        self._confirmed: set[UUID] = set()
        self._failed: dict[UUID, str] = {}
        self._down = ""
        self._weight = 0
        subjects: set[UUID] = set()
        for each in letters:
            if each.subject in subjects:
                self._behind[each.subject].append(each)
            else:
                self._ready.append(each)
                if each.subject is not None:
                    subjects.add(each.subject)
        self._look_if_done()

    def next(self, most: int) -> list[Outgoing]:
        """Return up to ``most`` letters to publish now; none where nothing may go, or too few to be worth the trip."""
        count = min(most, len(self._ready))
        if self.was_refused or len(self._in_flight) + count > WINDOW or self._weight > WINDOW_CHARACTERS:
            return []
        return [self._ready.popleft() for _ in range(count)]

    def gone(self, tag: int, letter: Outgoing) -> None:
        """Note that ``letter`` was published under ``tag``."""
        self._in_flight[tag] = letter
        self._weight += len(letter.body)

    def returned(self, letter: UUID, why: str) -> None:
        """Note that the broker gave a letter back; its confirmation, which follows, then means nothing."""
        self._returned[letter] = why

    def settle(self, tag: int, *, multiple: bool, taken: bool) -> None:
        """Note the broker's word on ``tag``, or with ``multiple`` on everything up to it."""
        tags = list(takewhile(tag.__ge__, self._in_flight)) if multiple else [tag]
        self.moved_at = time.monotonic()
        with self._lock:
            for each in tags:
                letter = self._in_flight.pop(each, None)
                if letter is not None:
                    self._weight -= len(letter.body)
                    self._settle(letter, "" if taken else REFUSED)
            self.was_refused |= not taken
        self._look_if_done()

    def _settle(self, letter: Outgoing, why: str) -> None:
        why = self._returned.pop(letter.id, "") or why
        if why:
            self._failed[letter.id] = why
            self._behind.pop(letter.subject, None) if letter.subject else None
            return
        self._confirmed.add(letter.id)
        if letter.subject and (behind := self._behind.get(letter.subject)):
            self._ready.append(behind.popleft())

    def _look_if_done(self) -> None:
        if not self._in_flight and (self.was_refused or not self._ready):
            self.done.set()

    def break_off(self, why: str) -> None:
        """The way is gone; what is not confirmed by now stays where it is."""
        with self._lock:
            self._down = self._down or why
        self.done.set()

    def outcome(self) -> Posted:
        """Return what became of the letters so far."""
        with self._lock:
            return Posted(frozenset(self._confirmed), dict(self._failed), self._down)
