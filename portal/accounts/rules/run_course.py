"""The workflow of a file made in the background, and how long it may wait, fall silent and be kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from schemas.actor import Role
from schemas.codes_runs import RunState
from workflow.table import Workflow, step

S = RunState
PEOPLE: Final = tuple(role for role in Role if role is not Role.SYSTEM)
SILENT: Final = timedelta(minutes=2)
"""After this a maker that has not been heard of is taken for dead, and the run begins anew."""
ATTEMPTS: Final = 3
WAITS: Final = timedelta(days=1)
"""A run nobody begins in this time ends, and says so."""
MOST_OPEN: Final = 5
"""Runs one person may have under way."""
PRACTICE_DAYS: Final = 3

RUN: Final = Workflow(
    name="run",
    states=RunState,
    initial=S.WAITING,
    ends=frozenset({S.FAILED, S.CANCELLED, S.EXPIRED}),
    transitions=(
        step("take", (S.WAITING, S.RUNNING), S.RUNNING, command="accounts.take_run"),
        step("give_back", (S.RUNNING,), S.WAITING, command="accounts.give_back_run"),
        step("finish", (S.RUNNING,), S.READY, command="accounts.finish_run"),
        step("fail", (S.WAITING, S.RUNNING), S.FAILED, command="accounts.fail_run"),
        step("cancel", (S.WAITING, S.RUNNING, S.READY), S.CANCELLED, *PEOPLE, command="accounts.cancel_run"),
        step("expire", (S.READY,), S.EXPIRED),
    ),
    resting=(
        (S.WAITING, "the look at accounts ends it after a day"),
        (S.RUNNING, "after two silent minutes it is begun anew, at most three times"),
        (S.READY, "the look at accounts drops the file when its days are over"),
    ),
)


def is_silent(seen_at: datetime, now: datetime) -> bool:
    """Whether a run's maker must be taken for dead."""
    return now - seen_at >= SILENT
