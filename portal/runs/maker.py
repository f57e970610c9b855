"""The loop that makes the files: takes a run, asks its view as its owner, keeps the answer piece by piece.

A process that dies leaves its run to the next one, which begins it anew; a process that stops in good order gives it
back. Two of them do no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from threading import Event as Flag
from time import monotonic, perf_counter
from typing import Any, Final
from uuid import UUID, uuid4

import structlog
from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_options_header

from messaging import faults
from messaging.database import DatabaseDown, is_transient
from messaging.service import Service
from messaging.trace import new_trace
from portal import signed_in
from portal.accounts.live import LiveSession
from portal.accounts.runs import RunTask, run_task, run_waits
from portal.runs.course import GivenUp
from schemas import runs as said
from schemas.accounts import DOOR
from schemas.codes_runs import RunEnd
from schemas.refusal import Conflict, Objection, Refusal, Refused

LOOK: Final = 1.0
"""Seconds between two looks for work."""
PIECE: Final = 512 * 1024
SPEAKS: Final = 2.0
"""Seconds between two words of progress that are written down."""
BREATH: Final = 0.005
"""Seconds a maker steps aside for the pages of the same process, each time it could tell something."""
log = structlog.get_logger(__name__)


class Maker:
    """Makes the files of runs with the views of one portal."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @property
    def desk(self) -> Service:
        """The desk of accounts."""
        found: Service = self.app.extensions["ssip.desks"]["accounts"]
        return found

    def run(self, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Make what is wished for until ``stop``."""
        while not stop.wait(LOOK):
            alive()
            while not stop.is_set() and self.make_one(stop, alive):
                alive()

    def make_one(self, stop: Flag | None = None, alive: Callable[[], None] = lambda: None) -> bool:
        """Make one file; return whether there was one to make."""
        if not self.desk.ask(run_waits, DOOR):
            return False
        holder = uuid4()
        run_id = self.desk.do(said.TakeRun(holder=holder), DOOR)
        if run_id is None:
            return False
        _Making(self, run_id, holder, stop or Flag(), alive).go()
        return True


class _Making:
    """One run in the hands of one maker."""

    def __init__(self, maker: Maker, run_id: UUID, holder: UUID, stop: Flag, alive: Callable[[], None]) -> None:
        self.app, self.desk = maker.app, maker.desk
        self.run_id, self.holder = run_id, holder
        self.stop, self.alive = stop, alive
        self.spoke = 0.0

    def go(self) -> None:
        """Make the file, or write down why there is none."""
        task = self.desk.ask(run_task, DOOR, run_id=self.run_id)
        try:
            if task.live is None:
                self._fail(RunEnd.NO_LONGER_YOURS)
            else:
                self._make(task, task.live)
        except GivenUp:
            self._leave()
        except (DatabaseDown, Conflict) as error:
            log.warning("run_left", run=str(self.run_id), reason=type(error).__name__)
        except (Refusal, HTTPException) as error:
            self._fail(RunEnd.REFUSED, _code_of(error))
        except Exception as error:
            if is_transient(error):
                raise
            log.exception("run_broke", run=str(self.run_id))
            self._fail(RunEnd.BROKEN)

    def _make(self, task: RunTask, live: LiveSession) -> None:
        base = f"http://{self.app.config['TRUSTED_HOSTS'][0]}"
        with self.app.test_request_context(task.address, base_url=base):
            _enter(live, task, self._tell)
            with closing(_answer()) as answer:
                for number, piece in enumerate(_pieces(answer.iter_encoded())):
                    self._tell_life()
                    asked = {"run_id": self.run_id, "holder": self.holder}
                    self.desk.do(said.KeepPiece(**asked, number=number, piece=piece), DOOR)
                    faults.point("run.after_piece")
                self._finish(answer)

    def _finish(self, answer: Response) -> None:
        _, options = parse_options_header(answer.headers.get("Content-Disposition", ""))
        kind = (answer.content_type or "application/octet-stream").partition(";")[0]
        named = options.get("filename", "ssip")[:200]
        asked = {"run_id": self.run_id, "holder": self.holder}
        self.desk.do(said.FinishRun(**asked, file_name=named, content_type=kind), DOOR)

    def _tell(self, done: int, total: int) -> None:
        self._tell_life()
        self.stop.wait(BREATH)
        if monotonic() - self.spoke < SPEAKS:
            return
        self.spoke = monotonic()
        asked = {"run_id": self.run_id, "holder": self.holder}
        try:
            self.desk.do(said.AdvanceRun(**asked, done=done, total=total), DOOR)
        except Conflict as error:
            raise GivenUp from error

    def _tell_life(self) -> None:
        self.alive()
        if self.stop.is_set():
            raise GivenUp

    def _leave(self) -> None:
        """Give the run back where this process stops; one given up by its owner is no longer ours."""
        try:
            self.desk.do(said.GiveBackRun(run_id=self.run_id, holder=self.holder), DOOR)
        except Conflict:
            log.info("run_given_up", run=str(self.run_id))

    def _fail(self, why: RunEnd, reason: str = "") -> None:
        try:
            self.desk.do(said.FailRun(run_id=self.run_id, holder=self.holder, why=why, reason=reason), DOOR)
        except Conflict:
            log.info("run_given_up", run=str(self.run_id))


def _enter(live: LiveSession, task: RunTask, tell: Callable[[int, int], None]) -> None:
    """Make the request what it would be if the owner had sent it now."""
    g.trace, g.began, g.language = new_trace(), perf_counter(), task.language.value
    g.user = signed_in.act_for(live)
    g.run_tells = tell


def _answer() -> Response:
    """Return what the view of the address answers; a page instead of a file is no answer."""
    if request.routing_exception is not None:
        raise request.routing_exception
    view: Callable[..., Any] = current_app.view_functions[request.endpoint or ""]
    answer: Response = current_app.make_response(view(**(request.view_args or {})))
    if answer.status_code != 200 or "attachment" not in answer.headers.get("Content-Disposition", ""):
        answer.close()
        raise Refused(Objection("run_without_file"))
    return answer


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of one size."""
    kept, size = list[bytes](), 0
    for chunk in chunks:
        kept.append(chunk)
        size += len(chunk)
        if size >= PIECE:
            yield b"".join(kept)
            kept, size = [], 0
    if kept:
        yield b"".join(kept)


def _code_of(error: Refusal | HTTPException) -> str:
    if isinstance(error, Refused) and error.objections:
        return error.objections[0].code
    return type(error).__name__
