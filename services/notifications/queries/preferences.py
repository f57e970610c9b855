"""What somebody has chosen to hear, in which way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes_notifications import AlertKind, Channel, WebhookState
from services.notifications.model import Address, CalendarFeed, Preference, Webhook
from services.notifications.rules.catalogue import MANDATORY
from services.notifications.rules.channels import CHOSEN, is_offered, kinds_of_role, wants


@dataclass(frozen=True)
class PreferenceLine:
    """One kind with what goes which way; channels that cannot be chosen for it are missing."""

    kind: AlertKind
    is_mandatory: bool
    channels: Mapping[Channel, bool]


@dataclass(frozen=True)
class MyPreferences:
    """Everything that can concern somebody in the role of now; ``email`` is empty where no mail can go."""

    lines: tuple[PreferenceLine, ...]
    email: str
    has_calendar: bool
    announced: frozenset[AlertKind] | None = None
    """What the organisation's webhook is told; None where none is in service."""


def my_preferences(reading: Reading) -> MyPreferences:
    """Return the actor's choices for the organisation of now, defaults filled in."""
    actor = reading.actor
    asked = select(Preference).filter_by(account_id=actor.account_id, organisation_id=actor.organisation_id)
    chosen = {(row.kind, row.channel): row.wanted for row in reading.session.scalars(asked)}
    lines = tuple(_line(kind, chosen) for kind in kinds_of_role(actor.role) if is_offered(kind, Channel.DIGEST))
    feed = select(CalendarFeed.id).filter_by(
        account_id=actor.account_id, organisation_id=actor.organisation_id, role=actor.role, closed_at=None
    )
    has_feed = reading.session.scalars(feed).first() is not None
    return MyPreferences(lines, my_address(reading), has_feed, _announced(reading))


def _announced(reading: Reading) -> frozenset[AlertKind] | None:
    own = Webhook.organisation_id == reading.actor.organisation_id
    kinds = reading.session.scalar(select(Webhook.kinds).where(own, Webhook.state == WebhookState.ON))
    return None if kinds is None else frozenset(map(AlertKind, kinds))


def my_address(reading: Reading) -> str:
    """Return where mail for the actor goes, empty where it is not known."""
    address = reading.session.get(Address, reading.actor.account_id)
    return address.email if address else ""


def _line(kind: AlertKind, chosen: Mapping[tuple[AlertKind, Channel], bool]) -> PreferenceLine:
    ways = {each: wants(kind, each, chosen.get((kind, each))) for each in CHOSEN if is_offered(kind, each)}
    return PreferenceLine(kind, kind in MANDATORY, ways)
