"""Lets letters arrive at notifications in a household."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID, uuid4

from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from schemas.actor import HOUSE
from schemas.codes_notifications import LinkPurpose
from schemas.message import Event
from schemas.notifications import IssueLink
from tests.portal.household import PROVIDER, Household


def tell(house: Household, *events: Event) -> None:
    """Let notifications hear ``events``; none may be parked."""
    desk = house.desks["notifications"]
    box = LetterBox(desk)
    box.hear([letter_of(each, desk.clock()) for each in events])
    assert box.parking.waiting() == []


def link(house: Household, purpose: LinkPurpose, subject_id: UUID) -> str:
    """Make a signed link for the provider Südkurve and return its address."""
    token = f"token-{uuid4().hex}"
    issued = {"link_id": uuid4(), "purpose": purpose, "subject_id": subject_id, "organisation_id": PROVIDER[1]}
    hashed = sha256(token.encode()).hexdigest()
    house.desks["notifications"].do(IssueLink(**issued, token_hash=hashed), HOUSE)
    return f"/l/{token}"
