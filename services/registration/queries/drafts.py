"""Drafts of registrations, each only for its author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select

from messaging.direct_reading import DirectQuestion
from messaging.work import Reading
from schemas import wire
from schemas.registration import SaveMandateDraft
from services.registration.model import MandateDraft
from services.registration.queries.checking import Check, checked


@dataclass(frozen=True)
class Draft:
    """One draft; ``answers`` are plain values by field of SubmitMandate."""

    id: UUID
    social_service_id: UUID
    answers: Mapping[str, Any]
    saved_at: datetime

    @property
    def name(self) -> str:
        """The person's name as far as it is typed."""
        given = (self.answers.get("family_name"), self.answers.get("given_name"))
        return ", ".join(each for each in given if each)


_ASKED: Any = (
    select(MandateDraft.id, MandateDraft.social_service_id, MandateDraft.answers, MandateDraft.saved_at)
    .where(MandateDraft.account_id == bindparam("account"))
    .order_by(MandateDraft.saved_at.desc())
    .limit(50)
)
_MINE: Final = DirectQuestion(_ASKED)
"""The list of mandates names them each time it is opened."""


def my_drafts(reading: Reading) -> tuple[Draft, ...]:
    """Return the actor's drafts, the latest first."""
    found = (Draft(*row) for row in _MINE.rows(reading.session, account=reading.actor.account_id))
    return tuple(each for each in found if each.social_service_id == reading.actor.organisation_id)


def mandate_draft(reading: Reading, *, mandate_id: UUID) -> Draft | None:
    """Return a draft of the actor's; None for one that does not exist (yet) or is somebody else's."""
    row = own_draft(reading, mandate_id)
    return _draft(row) if row else None


def draft_check(reading: Reading, *, mandate_id: UUID) -> Check | None:
    """Return what would be said if the draft was submitted now."""
    row = own_draft(reading, mandate_id)
    if row is None:
        return None
    ids = {"mandate_id": str(row.id), "social_service_id": str(row.social_service_id)}
    asked = wire.read(SaveMandateDraft, {**row.answers, **ids})
    return checked(reading, asked, row.social_service_id)


def own_draft(reading: Reading, mandate_id: UUID) -> MandateDraft | None:
    """Return the row of a draft that belongs to the actor in the organisation of now."""
    row = reading.session.get(MandateDraft, mandate_id)
    if row is None or (row.account_id, row.social_service_id) != (
        reading.actor.account_id,
        reading.actor.organisation_id,
    ):
        return None
    return row


def _draft(row: MandateDraft) -> Draft:
    return Draft(row.id, row.social_service_id, row.answers, row.saved_at)
