"""What the kept contact norms are made of: dossiers as they are judged now, and the sums of each case worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from messaging.work import Reading
from schemas.codes_casework import NormOutcome
from services.casework.model import Dossier, DossierNorm
from services.casework.queries.norms import NormLine, judged
from services.casework.rules.dossier_course import DossierState
from services.casework.rules.limits import SteeringLimits

IN_SEGMENT: Final = (Dossier.segment.is_not(None), Dossier.state != DossierState.CLOSED)
"""The dossiers whose norms are kept."""
JUDGED: Final = (Dossier.id, Dossier.sector, Dossier.segment, Dossier.segment_started_on)
WHOSE: Final = (Dossier.social_service_id, Dossier.case_worker_id)
FREQUENCY: Final = {f"frequency_{each.value}": each for each in NormOutcome}
SHARE: Final = {f"in_person_{each.value}": each for each in NormOutcome if each is not NormOutcome.ABOVE}
"""The columns of a case worker's sums; an in-person share is never too high."""
_SUMS: Final = (
    *(func.count().filter(DossierNorm.frequency == each).label(name) for name, each in FREQUENCY.items()),
    *(func.count().filter(DossierNorm.in_person == each).label(name) for name, each in SHARE.items()),
)


def sums_of(*where: ColumnElement[bool]) -> Select[Any]:
    """Return the statement for what the rows of case workers have to say, from the rows of their dossiers."""
    worker = (DossierNorm.social_service_id, DossierNorm.case_worker_id)
    columns: tuple[Any, ...] = (*worker, *_SUMS)
    return select(*columns).where(*where).group_by(*worker)


def judged_now(
    reading: Reading, ids: list[UUID], limits: SteeringLimits
) -> Mapping[UUID, tuple[UUID, UUID, NormLine, date]]:
    """Return whose each of these dossiers is, how it stands and until when; those out of segments are missing."""
    columns: tuple[Any, ...] = (*JUDGED, *WHOSE)
    rows = reading.session.execute(select(*columns).where(Dossier.id.in_(ids), *IN_SEGMENT)).all()
    found = judged(reading, rows, limits) if rows else {}
    return {row.id: (row.social_service_id, row.case_worker_id, *found[row.id]) for row in rows}
