"""Whether somebody can be reached: a language we speak and an address that is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from schemas.codes_notifications import AlertKind
from schemas.refusal import Objection
from schemas.words import LANGUAGES
from services.notifications.rules.catalogue import MANDATORY

_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z")


def recipient_objections(language: str, email: str) -> tuple[Objection, ...]:
    """Return why somebody cannot be written to; an empty address is allowed and means no mail."""
    return tuple(_recipient_objections(language, email))


def _recipient_objections(language: str, email: str) -> Iterator[Objection]:
    if language not in LANGUAGES:
        yield Objection("language_unknown", "language", {"language": language})
    if email and not _ADDRESS.match(email):
        yield Objection("email_not_an_address", "email")


def dismissal_objections(kind: AlertKind) -> tuple[Objection, ...]:
    """Return why an alert cannot be laid aside."""
    return (Objection("alert_mandatory"),) if kind in MANDATORY else ()


def snooze_objections(until: date, today: date) -> tuple[Objection, ...]:
    """Return why an alert cannot rest until that day."""
    return () if until > today else (Objection("snooze_not_in_future", "until", {"today": today.isoformat()}),)
