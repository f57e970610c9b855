"""Keeps how dossiers and case workers stand to the contact norms, in the transaction of whatever changes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, tuple_, update

from messaging.bookkeeping import inserting
from messaging.work import Work
from services.casework.model import DOSSIER_NORMS, WORKER_NORMS
from services.casework.queries.norm_sums import judged_now, sums_of
from services.casework.queries.settings import limits_change_on, limits_on
from services.casework.rules.contact_norms import NEVER

AT_ONCE: Final = 1000
"""Dossiers that are judged anew in one look; the next look takes the next ones."""
Worker = tuple[UUID, UUID]
"""A social service and one of its case workers."""
_NOTHING: Final = {
    each.key: 0 for each in WORKER_NORMS.columns if each.key not in ("social_service_id", "case_worker_id")
}


def keep_norms(work: Work, ids: Collection[UUID]) -> None:
    """Write down how these dossiers stand now, and the sums of the case workers they belong or belonged to."""
    work.session.flush()
    table = DOSSIER_NORMS
    held = select(table.c.dossier_id, table.c.social_service_id, table.c.case_worker_id).where(
        table.c.dossier_id.in_(list(ids))
    )
    before = {row[0]: (row[1], row[2]) for row in work.session.execute(held.with_for_update()).all()}
    now = judged_now(work, list(ids), limits_on(work))
    until = limits_change_on(work) or NEVER
    rows = [
        {
            "of": key,
            "service": service,
            "worker": worker,
            "frequency": line.frequency,
            "in_person": line.in_person_outcome,
            "turns": min(turns, until),
        }
        for key, (service, worker, line, turns) in now.items()
    ]
    _write(work, before.keys(), rows)
    _sum_up(work, {*before.values(), *((each[0], each[1]) for each in now.values())})


def _write(work: Work, known: Collection[UUID], rows: list[dict[str, Any]]) -> None:
    table, connection = DOSSIER_NORMS, work.session.connection()
    said: dict[str, Any] = {
        "social_service_id": bindparam("service"),
        "case_worker_id": bindparam("worker"),
        "frequency": bindparam("frequency"),
        "in_person": bindparam("in_person"),
        "turns_on": bindparam("turns"),
    }
    old, new = [each for each in rows if each["of"] in known], [each for each in rows if each["of"] not in known]
    if gone := set(known) - {each["of"] for each in rows}:
        connection.execute(delete(table).where(table.c.dossier_id.in_(gone)))
    if old:
        connection.execute(update(table).where(table.c.dossier_id == bindparam("of")).values(said), old)
    if new:
        connection.execute(insert(table).values({"dossier_id": bindparam("of"), **said}), new)


def _sum_up(work: Work, workers: Iterable[Worker]) -> None:
    """Count these workers' rows anew; each is locked first, so that nobody counts beside us."""
    table, session = WORKER_NORMS, work.session
    wanted = sorted(set(workers))
    if not wanted:
        return
    empty = [{"social_service_id": service, "case_worker_id": worker, **_NOTHING} for service, worker in wanted]
    session.connection().execute(inserting(session)(table).on_conflict_do_nothing(), empty)
    columns = (table.c.social_service_id, table.c.case_worker_id)
    session.execute(
        select(table.c.case_worker_id).where(tuple_(*columns).in_(wanted)).order_by(*columns).with_for_update()
    ).all()
    of = tuple_(DOSSIER_NORMS.c.social_service_id, DOSSIER_NORMS.c.case_worker_id)
    found = session.execute(sums_of(of.in_(wanted))).all()
    sums = {(row[0], row[1]): {name: row._mapping[name] for name in _NOTHING} for row in found}
    rows = [{"of_service": each[0], "of_worker": each[1], **sums.get(each, _NOTHING)} for each in wanted]
    this = (table.c.social_service_id == bindparam("of_service"), table.c.case_worker_id == bindparam("of_worker"))
    changed = update(table).where(*this).values({name: bindparam(name) for name in _NOTHING})
    session.connection().execute(changed, rows)


def turn_norms(work: Work) -> int:
    """Judge anew what time has changed by today; return how many dossiers that were."""
    table = DOSSIER_NORMS
    due = select(table.c.dossier_id).where(table.c.turns_on <= work.today).order_by(table.c.turns_on).limit(AT_ONCE)
    ids = list(work.session.scalars(due.with_for_update(skip_locked=True)))
    if ids:
        keep_norms(work, ids)
    return len(ids)
