"""Mandates a dossier can be linked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from services.casework.model import DossierMandate, MandateCopy

_MOST: Final = 500


@dataclass(frozen=True)
class LinkableMandate:
    """A mandate of the own service that no dossier is linked to yet."""

    mandate_id: UUID
    number: str
    stage: str


def linkable_mandates(reading: Reading) -> tuple[LinkableMandate, ...]:
    """Return the own service's mandates without a dossier, the newest number first."""
    linked = select(DossierMandate.mandate_id)
    asked = select(MandateCopy).where(
        MandateCopy.social_service_id == reading.actor.organisation_id, MandateCopy.mandate_id.not_in(linked)
    )
    rows = reading.session.scalars(asked.order_by(MandateCopy.number.desc()).limit(_MOST))
    return tuple(LinkableMandate(row.mandate_id, row.number, row.stage) for row in rows)
