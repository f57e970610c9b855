"""What can be set in notifications, with past, present and planned values, and what a change would concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from messaging.work import Reading
from services.notifications.model import BOOKS, Link, Recipient, Webhook
from services.notifications.rules.register import REGISTER
from services.notifications.rules.webhooks import ALLOWED
from workflow import registers
from workflow.registers import Preview, SettingLine, how_many
from workflow.settings import Value


def dated_settings(reading: Reading) -> tuple[SettingLine, ...]:
    """Return every setting of notifications."""
    return registers.setting_lines(reading, BOOKS, REGISTER)


def setting_preview(reading: Reading, *, name: str, value: Value, valid_from: date) -> Preview:
    """Return what speaks against a change, what held before, and how many people or links it concerns."""
    found = registers.preview(reading, BOOKS, REGISTER, (name, value, valid_from))
    if name == "digest_hour":
        effects = (how_many(reading, "recipients", Recipient.active.is_(True)),)
    elif name == ALLOWED:
        effects = (how_many(reading, "webhooks", Webhook.id.is_not(None)),)
    else:
        live = (Link.used_at.is_(None), Link.revoked_at.is_(None), Link.expires_at > reading.now)
        effects = (how_many(reading, "links_open", *live),)
    return replace(found, effects=effects)
