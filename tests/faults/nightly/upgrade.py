"""F27: both releases side by side, hearers first and tellers first; no letter is lost, doubled, or left parked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from messaging.database import Database
from messaging.waiting import backlog
from tests.faults.driving import FORKS
from tests.faults.nightly.releases import (
    MOVER,
    MOVER_LEDGER,
    MOVER_TABLES,
    SEEN,
    WATCHER,
    WATCHER_LEDGER,
    WATCHER_TABLES,
    Act,
    play,
    retry_all,
)
from tests.servers.postgres import PrivatePostgres, database
from tests.servers.processes import wait_until
from tests.servers.rabbit import PrivateRabbit

STEPS = 300


class Stage:
    """Where the releases play, and what has come of it so far."""

    def __init__(self, urls: dict[str, str], broker: str) -> None:
        self.urls, self.broker = urls, broker
        self._expected = 0
        self.mover, self.watcher = Database(urls[MOVER]), Database(urls[WATCHER])
        MOVER_TABLES.create_all(self.mover.engine)
        WATCHER_TABLES.create_all(self.watcher.engine)

    def act(self, number: int, part: str, **more: Any) -> Act:
        """Return the directions for one process."""
        return Act(number, part, self.urls, self.broker, **more)

    def setup(self, number: int) -> None:
        """`ssip broker setup` of a release."""
        process = FORKS.Process(target=play, args=(self.act(number, "setup"),))
        process.start()
        process.join(30)

    @contextmanager
    def playing(self, number: int, part: str, **more: Any) -> Iterator[None]:
        """Run one process meanwhile, and end it in good order."""
        process = FORKS.Process(target=play, args=(self.act(number, part, **more),))
        process.start()
        try:
            yield
        finally:
            process.terminate()
            process.join(30)

    def retry(self, number: int) -> None:
        """Try again what is parked, with a release that understands it."""
        process = FORKS.Process(target=retry_all, args=(self.act(number, WATCHER),))
        process.start()
        process.join(30)

    def wait_heard(self, what: str) -> None:
        """Wait until this act's letters are all heard or parked."""
        self._expected += STEPS
        wait_until(lambda: self._heard() == self._expected, what)

    def _heard(self) -> int:
        with self.watcher.reading() as session:
            return session.scalar(select(func.count()).select_from(WATCHER_LEDGER.inbox)) or 0

    def unsent(self) -> int:
        """Letters still in the outbox."""
        with self.mover.reading() as session:
            return backlog(session, MOVER_LEDGER).letters

    def parked(self) -> int:
        """Letters nobody has decided on."""
        with self.watcher.reading() as session:
            return session.scalar(select(func.count()).where(WATCHER_LEDGER.parked.c.settled_at.is_(None))) or 0

    def seen(self) -> tuple[int, int]:
        """How many effects there are, and how many different ones."""
        with self.watcher.reading() as session:
            rows = session.execute(select(SEEN.c.mover_id, SEEN.c.step)).all()
        return len(rows), len({tuple(each) for each in rows})


def run(folder: Path) -> Iterator[str]:
    """Play both orders of an upgrade; yield what did not come up to the bar."""
    with ExitStack() as standing:
        broker = standing.enter_context(PrivateRabbit(folder / "broker"))
        server = standing.enter_context(PrivatePostgres(folder / "postgres"))
        first, second = (standing.enter_context(database(server.url)) for _ in range(2))
        stage = Stage({MOVER: first, WATCHER: second}, broker.url)
        told = 0
        for name, played in (("hearers first", hearers_first), ("tellers first", tellers_first)):
            told += played(stage)
            effects, different = stage.seen()
            count = {"accepted": told, "lost": told - different, "duplicated": effects - different}
            print(f"F27 {name}: {json.dumps(count | {'parked': stage.parked()})}", flush=True)
            if (effects, different, stage.parked()) != (told, told, 0):
                yield f"upgrade, {name}: {count}"


def hearers_first(stage: Stage) -> int:
    """The right order: hearers, then the broker's bindings, then tellers; nothing is ever parked."""
    stage.setup(1)
    with stage.playing(1, WATCHER), stage.playing(1, MOVER, steps=STEPS):
        stage.wait_heard("release 1 to hear release 1")
    with stage.playing(1, MOVER, steps=STEPS), stage.playing(2, WATCHER):
        stage.wait_heard("release 2 to hear release 1")
        with stage.playing(2, MOVER, steps=STEPS, kinds=(2,)):
            wait_until(lambda: stage.unsent() == STEPS, "the new event to wait for its binding")
            stage.setup(2)
            stage.wait_heard("the new event to be heard")
    with stage.playing(2, WATCHER), stage.playing(2, MOVER, steps=STEPS, kinds=(0, 1, 2)):
        stage.wait_heard("release 2 to hear release 2")
    assert stage.parked() == 0
    return 4 * STEPS


def tellers_first(stage: Stage) -> int:
    """The wrong order: an old hearer reads on over the new field; the new version it parks, for later."""
    with stage.playing(1, WATCHER), stage.playing(2, MOVER, steps=STEPS, kinds=(0,)):
        stage.wait_heard("release 1 to hear the new field")
        assert stage.parked() == 0
    with stage.playing(1, WATCHER), stage.playing(2, MOVER, steps=STEPS, kinds=(0, 1)):
        stage.wait_heard("release 1 to hear or park release 2")
    assert stage.parked() == STEPS // 2
    stage.retry(2)
    return 2 * STEPS
