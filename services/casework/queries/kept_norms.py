"""Contact norms as they are kept: one row a case worker, corrected for the dossiers that time has changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, false, or_, select, true

from messaging.work import Reading
from schemas.actor import SERVICE_STAFF, Role
from services.casework.model import DOSSIER_NORMS, WORKER_NORMS, Dossier, DossierNorm
from services.casework.queries.norm_sums import FREQUENCY, JUDGED
from services.casework.queries.norms import Outcomes, norms_of_all, standing
from services.casework.queries.settings import limits_on
from services.casework.rules.limits import SteeringLimits

_COLUMNS: Final = (WORKER_NORMS.c.case_worker_id, *(WORKER_NORMS.c[name] for name in Outcomes._fields))

_HAS_SOME: Final = or_(*(WORKER_NORMS.c[name] > 0 for name in FREQUENCY))
"""Whose last dossier in a segment is gone keeps a row of zeros."""


def kept_outcomes(at: Reading) -> Mapping[UUID, Outcomes]:
    """Return how each case worker's dossiers in a segment stand today, as far as the actor may see them.

    One statement while the tick has judged what turned today; until then those dossiers alone are counted live.
    """
    rows = at.session.connection().execute(kept_statement(at)).all()
    found = {row[0]: Outcomes._make(row[1:-1]) for row in rows}
    if rows and rows[0].turned:
        _correct(found, at, limits_on(at))
    return found


def kept_statement(of: Reading) -> Select[Any]:
    """Return the statement that reads what is kept, with whether any of it has turned."""
    turned = select(DOSSIER_NORMS.c.dossier_id).where(*_turned(of))
    columns: tuple[Any, ...] = (*_COLUMNS, turned.exists().label("turned"))
    return select(*columns).where(*_scope(of, WORKER_NORMS), _HAS_SOME)


def _correct(found: dict[UUID, Outcomes], reading: Reading, limits: SteeringLimits) -> None:
    """Put what holds today in the place of what was kept, for the dossiers that have turned."""
    kept = (DossierNorm.case_worker_id, DossierNorm.frequency, DossierNorm.in_person)
    turned = _turned(reading)
    columns: tuple[Any, ...] = (*JUDGED, *kept)
    asked = select(*columns).join(DossierNorm, DossierNorm.dossier_id == Dossier.id).where(*turned)
    rows = reading.session.execute(asked).all()
    theirs = Dossier.id.in_(select(DossierNorm.dossier_id).where(*turned))
    live = norms_of_all(reading, rows, limits, theirs)
    changed = {row.case_worker_id: [*found[row.case_worker_id]] for row in rows}
    for row in rows:
        numbers, now = changed[row.case_worker_id], live[row.id]
        for place in standing(row.frequency, row.in_person):
            numbers[place] -= 1
        for place in standing(now.frequency, now.in_person_outcome):
            numbers[place] += 1
    found.update((worker, Outcomes(*numbers)) for worker, numbers in changed.items())


def _turned(of: Reading) -> list[ColumnElement[bool]]:
    return [*_scope(of, DOSSIER_NORMS), DOSSIER_NORMS.c.turns_on <= of.today]


def _scope(of: Reading, table: Table) -> list[ColumnElement[bool]]:
    """Return the condition for the rows whose portfolio the actor may see; dossiers of an intake have none."""
    actor = of.actor
    if actor.role is Role.SYSTEM:
        return [true()]
    if actor.role not in SERVICE_STAFF:
        return [false()]
    own = [table.c.social_service_id == actor.organisation_id]
    return [*own, table.c.case_worker_id == actor.account_id] if actor.role is Role.CASE_WORKER else own
