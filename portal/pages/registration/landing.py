"""What registration shows at the head of Today: mandates under way, and those nobody coordinates yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flask import url_for

from portal.areas import Figure
from portal.doors import actor, may, say
from portal.pages.registration import listing
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from schemas.codes_registration import MandateState
from services.registration.queries.lists import mandate_counts

_READERS: Final = (*OFFICE_STAFF, *SERVICE_STAFF, Role.AUDITOR)


def numbers() -> Iterator[Figure]:
    """Yield the mandates under way and those that are placed, as the list behind them counts."""
    if actor().role not in _READERS or not may(mandate_counts):
        return
    counts = listing.counts()
    placed = counts.get(MandateState.PLACED.value, 0)
    yield Figure(
        say("today.figure.mandates"),
        str(listing.under_way(counts)),
        url_for("mandates.index"),
        say("today.figure.mandates_placed", placed=placed),
        rank=10,
    )
