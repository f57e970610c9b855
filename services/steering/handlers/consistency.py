"""Steering proves its own invariants, and keeps what the others and itself found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from messaging.work import Work
from schemas.consistency import CheckSteering, FindingsSuperseded, InvariantsBroken, Tally, Violation
from services.steering.consistency import COPIES, INVARIANTS
from services.steering.model import CheckFinding, CheckRun
from workflow.consistency import MOST, NOBODY, ids_of

KEPT: Final = timedelta(days=90)


def check_steering(_: CheckSteering, work: Work) -> None:
    """Prove steering's own invariants and write the result down at once."""
    found = {code: ids_of(work, broken(work)) for code, broken in INVARIANTS.items()}
    named = [Violation(code, each) for code, ids in found.items() for each in ids[:MOST]]
    keep("steering", tuple(INVARIANTS), sum(len(ids) for ids in found.values()), named, work)


def differing(tallies: Iterable[Tally], work: Work) -> list[Violation]:
    """Return the copies of steering that hold another number of records than the owner has."""
    known = [each for each in tallies if each.of in COPIES]
    off = [each.of for each in known if (work.session.scalar(COPIES[each.of]) or 0) != each.count]
    return [Violation(f"copy_differs_{each}", NOBODY) for each in off]


def keep(service: str, checked: Sequence[str], found: int, named: Sequence[Violation], work: Work) -> UUID:
    """Write one run down with what it found, tell if there is anything, and forget what is long past."""
    _supersede(service, work)
    run = CheckRun(id=uuid4(), service=service, at=work.now, checked=list(checked), found=found)
    work.session.add(run)
    work.session.flush()
    for each in named:
        work.session.add(CheckFinding(run_id=run.id, invariant=each.invariant, subject_id=each.subject_id))
    _forget(work)
    if found:
        work.tell(InvariantsBroken(run_id=run.id, service=service, found=found))
    return run.id


def _supersede(service: str, work: Work) -> None:
    """Tell that the last run's findings are answered by a newer run; only a run that found something was told."""
    last: Any = (
        select(CheckRun.id, CheckRun.found).where(CheckRun.service == service).order_by(CheckRun.at.desc()).limit(1)
    )
    row = work.session.execute(last).first()
    if row is not None and row.found:
        work.tell(FindingsSuperseded(run_id=row.id, service=service))


def _forget(work: Work) -> None:
    old: Any = select(CheckRun.id).where(CheckRun.at < work.now - KEPT)
    work.session.execute(delete(CheckFinding).where(CheckFinding.run_id.in_(old)))
    work.session.execute(delete(CheckRun).where(CheckRun.at < work.now - KEPT))
