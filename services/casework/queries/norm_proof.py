"""Whether the kept contact norms are what counting all contacts anew gives; the nightly check asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from services.casework.model import DOSSIER_NORMS, WORKER_NORMS, DossierNorm
from services.casework.queries.norm_sums import FREQUENCY, IN_SEGMENT, JUDGED, SHARE, WHOSE, sums_of
from services.casework.queries.norms import norms_of_all
from services.casework.rules.limits import SteeringLimits


def differing(reading: Reading, limits: SteeringLimits) -> list[UUID]:
    """Return the dossiers and case workers whose kept norms are not what counting anew gives today.

    What time has turned since it was judged is no difference: readers count it live.
    """
    return [*_dossiers(reading, limits), *_workers(reading)]


def _dossiers(reading: Reading, limits: SteeringLimits) -> Iterator[UUID]:
    columns: tuple[Any, ...] = (*JUDGED, *WHOSE)
    rows = reading.session.execute(select(*columns).where(*IN_SEGMENT)).all()
    live = norms_of_all(reading, rows, limits, *IN_SEGMENT)
    wanted = {row.id: (row.social_service_id, row.case_worker_id, live[row.id]) for row in rows}
    own = (DossierNorm.frequency, DossierNorm.in_person, DossierNorm.turns_on)
    whose: tuple[Any, ...] = (DossierNorm.dossier_id, DossierNorm.social_service_id, DossierNorm.case_worker_id)
    kept = {row[0]: row for row in reading.session.execute(select(*whose, *own).select_from(DOSSIER_NORMS))}
    yield from sorted(kept.keys() ^ wanted.keys())
    for key in sorted(kept.keys() & wanted.keys()):
        row, (service, worker, line) = kept[key], wanted[key]
        is_due = row.turns_on <= reading.today
        stands = is_due or (row.frequency, row.in_person) == (line.frequency, line.in_person_outcome)
        if (row.social_service_id, row.case_worker_id) != (service, worker) or not stands:
            yield key


def _workers(reading: Reading) -> Iterator[UUID]:
    sums = {tuple(row[:2]): tuple(row[2:]) for row in reading.session.execute(sums_of())}
    key = (WORKER_NORMS.c.social_service_id, WORKER_NORMS.c.case_worker_id)
    columns: tuple[Any, ...] = (*key, *(WORKER_NORMS.c[name] for name in (*FREQUENCY, *SHARE)))
    kept = {tuple(row[:2]): tuple(row[2:]) for row in reading.session.execute(select(*columns))}
    nothing = (0,) * (len(FREQUENCY) + len(SHARE))
    yield from (
        each[1] for each in sorted(sums.keys() | kept.keys()) if sums.get(each, nothing) != kept.get(each, nothing)
    )
