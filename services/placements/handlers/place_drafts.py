"""Keeping what somebody has typed of a place so far, step by step."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from schemas import wire
from schemas.placements import DropPlaceDraft, PlaceAnswers, SavePlaceDraft
from schemas.refusal import NotFound
from services.placements.model import Place, PlaceDraft, Provider
from services.placements.queries.place_drafts import own_place_draft


def save_place_draft(asked: SavePlaceDraft, work: Work) -> UUID:
    """Keep the answers; a draft of somebody else, or one that is a place already, is not found."""
    row = own_place_draft(work, asked.place_id) or _new_draft(asked, work)
    written = wire.write(asked)
    row.answers = {name: written[name] for name in PlaceAnswers.__dataclass_fields__}
    row.saved_at = work.now
    return row.id


def _new_draft(asked: SavePlaceDraft, work: Work) -> PlaceDraft:
    for taken in (PlaceDraft, Place):
        if work.session.get(taken, asked.place_id):
            raise NotFound("draft")
    if work.session.get(Provider, asked.provider_id) is None:
        raise NotFound("provider")
    row = PlaceDraft(id=asked.place_id, account_id=work.actor.account_id, provider_id=asked.provider_id)
    work.session.add(row)
    return row


def drop_place_draft(asked: DropPlaceDraft, work: Work) -> None:
    """Throw a draft away; one that is gone already is gone."""
    if row := own_place_draft(work, asked.place_id):
        work.session.delete(row)
