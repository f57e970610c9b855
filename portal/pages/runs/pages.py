"""One's own runs: found again, followed, fetched while the file is kept, given up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, stream_with_context
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.accounts.runs import RunLine, my_runs, run_file, run_piece
from portal.doors import ask, do, language, may, need, say
from portal.page import leave, show
from schemas.codes_runs import RunState
from schemas.runs import CancelRun
from schemas.words import is_known

blueprint: Final = Blueprint("runs", __name__, url_prefix="/runs")
OPEN: Final = (RunState.WAITING, RunState.RUNNING)
TONES: Final = {
    RunState.WAITING: "waiting",
    RunState.RUNNING: "active",
    RunState.READY: "success",
    RunState.FAILED: "danger",
    RunState.CANCELLED: "stopped",
    RunState.EXPIRED: "neutral",
}


@blueprint.get("")
def index() -> Response:
    """Show one's runs, the latest first."""
    need(my_runs)
    found = ask(my_runs)
    return show(
        "runs/index.html",
        runs=[(each, TONES[each.state], _note(each)) for each in found],
        under_way=[each.id for each in found if each.state in OPEN],
        may_cancel=may(CancelRun),
    )


def _note(run: RunLine) -> str:
    """Return in a sentence where the run stands, beyond its state."""
    asked = formats.moment(run.asked_at)
    if run.state is RunState.READY:
        return say("runs.kept_until", at=formats.moment(run.kept_until), size=formats.size(run.size, language()))
    if run.state is RunState.FAILED and run.why is not None:
        key = f"objection.{run.reason}"
        return say(f"runs.why.{run.why.value}") + (f" {say(key)}" if _speaks(key) else "")
    if run.state is RunState.RUNNING and run.attempts > 1:
        return say("runs.begun_anew", at=asked)
    return say("runs.asked", at=asked)


def _speaks(key: str) -> bool:
    """Whether an objection has words that need no further facts."""
    return is_known(key) and "{" not in say(key)


@blueprint.get("/<uuid:run_id>/file")
def file(run_id: UUID) -> Response:
    """Send the file of one of one's own runs; it is written down before the first byte leaves."""
    found = ask(run_file, run_id=run_id)

    def pieces() -> Iterator[bytes]:
        for number in range(found.pieces):
            yield ask(run_piece, run_id=run_id, number=number)

    answer = Response(stream_with_context(pieces()), content_type=found.content_type)
    answer.headers["Content-Disposition"] = f"attachment; filename={found.file_name}"
    answer.headers["Content-Length"] = str(found.size)
    return answer


@blueprint.post("/<uuid:run_id>/cancel")
def cancel(run_id: UUID) -> Answer:
    """Give up a run, or drop the file it made."""
    do(CancelRun(run_id=run_id))
    return leave("runs.index", text=say("runs.cancelled"))
