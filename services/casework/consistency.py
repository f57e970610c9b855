"""What casework proves about itself every night."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from messaging.work import Reading
from schemas.codes_casework import Sector
from schemas.consistency import CaseworkChecked
from services.casework.model import BOOKS, LEDGER, Dossier
from services.casework.queries.norm_proof import differing
from services.casework.queries.settings import limits_on
from services.casework.rules.dossier_course import DOSSIER, DossierState
from workflow.consistency import Check, common, timed


def _without_review(_: Reading) -> Select[Any]:
    """Dossiers in a segment whose time has no end."""
    return select(Dossier.id).where(
        Dossier.segment.is_not(None), Dossier.state == DossierState.COUNSELLING, Dossier.review_due_on.is_(None)
    )


def _segment_in_intake(_: Reading) -> Select[Any]:
    """Dossiers of an intake that are in a segment (S-02: there is none before counselling)."""
    intakes = (Sector.INTAKE_1, Sector.INTAKE_2)
    return select(Dossier.id).where(Dossier.sector.in_(intakes), Dossier.segment.is_not(None))


def _norms_differ(reading: Reading) -> list[UUID]:
    """Dossiers and case workers whose kept contact norms are not what counting all contacts anew gives."""
    return differing(reading, limits_on(reading))


CHECK: Final = Check(
    invariants={
        **common(BOOKS, LEDGER),
        "segment_without_review": _without_review,
        "segment_in_intake": _segment_in_intake,
        "contact_norms_differ": _norms_differ,
        "dossier_without_timer": timed(BOOKS, DOSSIER, Dossier),
    },
    tallies={},
    told=CaseworkChecked,
)
