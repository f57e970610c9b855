"""Who may be mentioned in a message, and until when its writer may take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from schemas.codes_records import SharedWith
from schemas.codes_registration import TeamPart
from schemas.refusal import Objection
from services.registration.rules.team import OF_SERVICE

WITHDRAWABLE: Final = timedelta(minutes=15)
"""How long a message can be taken back; practice of mail and chat, no source fixes it."""


def side_of_part(part: TeamPart) -> SharedWith:
    """Return how widely a message has to be shared for a member of the team to read it."""
    if part is TeamPart.PROVIDER_CONTACT:
        return SharedWith.ALL
    return SharedWith.SERVICE if part in OF_SERVICE else SharedWith.OFFICE


def side_of_role(role: Role) -> SharedWith:
    """Return how widely a message has to be shared for somebody in ``role`` to read it."""
    if role in OFFICE_STAFF:
        return SharedWith.OFFICE
    return SharedWith.SERVICE if role in SERVICE_STAFF or role is Role.INTAKE1_ADMIN else SharedWith.ALL


def mention_objections(
    mentions: Iterable[UUID], people: Mapping[UUID, SharedWith], shared_with: SharedWith
) -> list[Objection]:
    """Object to mentioning a stranger, or somebody who could not read the message."""
    wide = list(SharedWith).index(shared_with)
    if any(each not in people for each in mentions):
        return [Objection("field_not_a_choice", "mentions")]
    if any(list(SharedWith).index(people[each]) > wide for each in mentions):
        return [Objection("mention_cannot_read", "mentions", {"shared_with": shared_with.value})]
    return []


def may_withdraw(written_at: datetime, withdrawn_at: datetime | None, now: datetime) -> bool:
    """Whether the writer may still take a message back."""
    return withdrawn_at is None and now - written_at <= WITHDRAWABLE
