"""Keeping what somebody has typed so far, step by step."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from schemas import wire
from schemas.refusal import NotFound
from schemas.registration import DropMandateDraft, MandateAnswers, SaveMandateDraft
from services.registration.model import Mandate, MandateDraft
from services.registration.queries.drafts import own_draft


def save_mandate_draft(asked: SaveMandateDraft, work: Work) -> UUID:
    """Keep the answers; a draft of somebody else, or one that is submitted already, is not found."""
    row = own_draft(work, asked.mandate_id)
    if row is None:
        row = _new_draft(asked, work)
    written = wire.write(asked)
    row.answers = {name: written[name] for name in MandateAnswers.__dataclass_fields__}
    row.saved_at = work.now
    return row.id


def _new_draft(asked: SaveMandateDraft, work: Work) -> MandateDraft:
    for taken in (MandateDraft, Mandate):
        if work.session.get(taken, asked.mandate_id):
            raise NotFound("draft")
    actor = work.actor
    row = MandateDraft(id=asked.mandate_id, account_id=actor.account_id, social_service_id=actor.organisation_id)
    work.session.add(row)
    return row


def drop_mandate_draft(asked: DropMandateDraft, work: Work) -> None:
    """Throw a draft away; one that is gone already is gone."""
    if row := own_draft(work, asked.mandate_id):
        work.session.delete(row)
