"""One letter's way, hop by hop: when it passed which place, in whichever process that was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Event as Flag
from threading import get_ident
from typing import Any, Final
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from deploy.benches.bus_words import Report
from deploy.benches.figures import percentile
from messaging.leader import Lead
from messaging.letter import Letter
from messaging.letterbox import LetterBox
from messaging.service import Service
from messaging.transport import Heard, Outgoing, Posted
from messaging.transports.rabbitmq_handling import Delivery, Handling
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.transports.rabbitmq_round import Round

WAY: Final = (
    ("told", "the teller's commit returned"),
    ("woke", "the relay was woken"),
    ("read", "the relay has read the row"),
    ("sent", "the letter was written to the broker's socket"),
    ("taken", "the consumer's reading thread has it"),
    ("opened", "the handling thread has it, opened"),
    ("begun", "a connection is there for the transaction"),
    ("heard", "the inbox row is written"),
    ("handled", "the handler has run"),
    ("effect", "its rows are written, the hearer's commit returned"),
)
"""The places a letter passes, in order; each hop is the time since the place before."""
ASIDE: Final = (("confirmed", "sent", "the broker has confirmed the letter, from its writing on"),)
Times = dict[UUID, float]


class Hops:
    """When each record's letter passed which place (seconds by the monotonic clock, the same in all processes)."""

    def __init__(self) -> None:
        self.times: dict[str, Times] = {}

    def note(self, place: str, subjects: Iterable[UUID | None], at: float | None = None) -> None:
        """Note that these letters pass ``place`` now for the first time."""
        now = time.monotonic() if at is None else at
        passed = self.times.setdefault(place, {})
        for each in subjects:
            if each is not None:
                passed.setdefault(each, now)

    def post(self, letters: Sequence[Outgoing], woke_at: float) -> None:
        """Note that the relay was woken and has read these letters."""
        subjects = [each.subject for each in letters]
        self.note("woke", subjects, woke_at)
        self.note("read", subjects)


class TimedLead:
    """A lead that knows when it was woken."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self.woke_at = 0.0

    def holds(self) -> bool:
        """As the lead says."""
        return self._lead.holds()

    def wait(self, seconds: float) -> None:
        """Wait, then look at the clock."""
        self._lead.wait(seconds)
        self.woke_at = time.monotonic()

    def close(self) -> None:
        """Give the lead away."""
        self._lead.close()


class TimedRound(Round):
    """Notes when a letter is written to the socket and when it is confirmed."""

    def __init__(self, letters: Sequence[Outgoing], hops: Hops) -> None:
        self._hops = hops
        super().__init__(letters)

    def gone(self, tag: int, letter: Outgoing) -> None:
        """Look at the clock."""
        self._hops.note("sent", [letter.subject])
        super().gone(tag, letter)

    def _settle(self, letter: Outgoing, why: str) -> None:
        self._hops.note("confirmed", [letter.subject])
        super()._settle(letter, why)


class TimedPosting(RabbitPosting):
    """Notes what the relay has read, when it was woken for it, and how its letters leave."""

    hops: Hops
    lead: TimedLead

    def post(self, letters: Sequence[Outgoing], meanwhile: Callable[[], None] | None = None) -> Posted:
        """Look at the clock, then post."""
        if letters:
            self.hops.post(letters, self.lead.woke_at)
        return super().post(letters, meanwhile)

    def round_of(self, letters: Sequence[Outgoing]) -> Round:
        """A batch that looks at the clock."""
        return TimedRound(letters, self.hops)


def watch_reading(hops: Hops) -> None:
    """Let the consumer of this process note when its reading thread has a letter in its hands."""
    take = Handling.take

    def timed(self: Handling, delivery: Delivery) -> None:
        hops.note("taken", [UUID(delivery.body.partition(b'"subject":"')[2][:36].decode())])
        take(self, delivery)

    Handling.take = timed  # type: ignore[method-assign]


class WatchedBox(LetterBox):
    """A letter box that notes the steps of each transaction until its commit."""

    def __init__(self, service: Service, hops: Hops) -> None:
        super().__init__(service)
        self.hops = hops
        self._begun_at = 0.0
        self._thread = 0
        event.listen(service.database.engine, "begin", lambda _: self._begun())

    def _begun(self) -> None:
        if get_ident() == self._thread:
            self._begun_at = time.monotonic()

    def hear(self, letters: Sequence[Letter]) -> Heard:
        """Hear as always, and look at the clock at each step."""
        subjects = [each.subject for each in letters]
        self._begun_at = 0.0
        self._thread = get_ident()
        self.hops.note("opened", subjects)
        heard = super().hear(letters)
        self.hops.note("effect", [each.subject for each in letters if each.id in heard.settled])
        if self._begun_at:
            self.hops.note("begun", subjects, self._begun_at)
        return heard

    def handle(self, session: Session, letter: Letter, told: list[Letter]) -> None:
        """Look at the clock: the inbox row is written; then handle as always, and look again."""
        self.hops.note("heard", [letter.subject])
        super().handle(session, letter, told)
        self.hops.note("handled", [letter.subject])


class TimedBox(LetterBox):
    """A letter box that notes when the effect of each letter was committed."""

    times: dict[UUID, float]
    wanted: int
    done: Flag

    def time(self, wanted: int) -> TimedBox:
        """Begin to note; ``done`` is set when so many effects are there."""
        self.times, self.wanted, self.done = {}, wanted, Flag()
        return self

    def hear(self, letters: Sequence[Letter]) -> Heard:
        """Hear as always, then look at the clock."""
        heard = super().hear(letters)
        now = time.monotonic()
        for each in letters:
            if each.id in heard.settled and each.subject is not None:
                self.times.setdefault(each.subject, now)
        if len(self.times) >= self.wanted:
            self.done.set()
        return heard

    def report(self) -> Report:
        """Return when the first and the last effect was there."""
        return {"began": min(self.times.values(), default=0.0), "ended": max(self.times.values(), default=0.0)}


def in_text(times: Mapping[str, Times]) -> dict[str, dict[str, float]]:
    """Return the times with their keys as texts, as they go from process to process."""
    return {place: {str(key): at for key, at in passed.items()} for place, passed in times.items()}


def table(times: Mapping[str, Mapping[Any, float]]) -> list[dict[str, Any]]:
    """Return the hops of the letters that were seen everywhere they were looked for: milliseconds, p50 and p99."""
    way = [(place, words) for place, words in WAY if times.get(place)]
    rows = [_hop(times, way[at - 1][0], *way[at]) for at in range(1, len(way))]
    rows += [_hop(times, since, place, words) for place, since, words in ASIDE if times.get(place)]
    return [*rows, _hop(times, "told", "effect", "the whole way")]


def _hop(times: Mapping[str, Mapping[Any, float]], since: str, place: str, words: str) -> dict[str, Any]:
    before = times[since]
    spent = [at - before[key] for key, at in times[place].items() if key in before]
    return {
        "hop": f"{since} -> {place}",
        "until": words,
        "p50_ms": round(1000 * percentile(spent, 0.5), 2),
        "p99_ms": round(1000 * percentile(spent, 0.99), 2),
    }
