"""Ids of reference records derived from their codes, so that loading twice finds the same rows."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

_NAMESPACE: Final = UUID("b7c2d5f0-7d0e-4c43-8a51-0b6f6f1a9e37")


def social_service_id(short_code: str) -> UUID:
    """Return the id of a social service of the reference data."""
    return uuid5(_NAMESPACE, f"social_service:{short_code}")


def provider_id(short_code: str) -> UUID:
    """Return the id of a partner organisation of the reference data."""
    return uuid5(_NAMESPACE, f"provider:{short_code}")


def offer_id(*parts: str) -> UUID:
    """Return the id of one line of a partner's offer."""
    return uuid5(_NAMESPACE, "offer:" + ":".join(parts))


def demonstration_id(what: str) -> UUID:
    """Return the id of an invented record."""
    return uuid5(_NAMESPACE, f"demonstration:{what}")
