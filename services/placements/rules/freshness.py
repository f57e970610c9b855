"""Whether an offer was confirmed lately enough to be believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from schemas.codes import PlaceState


@dataclass(frozen=True)
class ConfirmationTimes:
    """Days after the last confirmation at which an offer is warned about and leaves matching (practice)."""

    warn_days: int = 21
    stale_days: int = 30


PRACTICE_TIMES = ConfirmationTimes()
_ON_OFFER = frozenset({PlaceState.PUBLISHED, PlaceState.TO_CONFIRM})


def place_state_on(
    state: PlaceState, confirmed_on: date, day: date, times: ConfirmationTimes = PRACTICE_TIMES
) -> PlaceState:
    """Return the state on ``day``: an offer not confirmed for ``stale_days`` is "to confirm", others stay."""
    if state not in _ON_OFFER:
        return state
    return PlaceState.TO_CONFIRM if day >= stale_on(confirmed_on, times) else PlaceState.PUBLISHED


def is_confirmation_due(confirmed_on: date, day: date, times: ConfirmationTimes = PRACTICE_TIMES) -> bool:
    """Whether the provider should be warned on ``day`` that the offer is about to leave, or has left, matching."""
    return day >= warned_on(confirmed_on, times)


def warned_on(confirmed_on: date, times: ConfirmationTimes = PRACTICE_TIMES) -> date:
    """Return the first day of the warning."""
    return confirmed_on + timedelta(days=times.warn_days)


def stale_on(confirmed_on: date, times: ConfirmationTimes = PRACTICE_TIMES) -> date:
    """Return the first day on which the offer counts as stale."""
    return confirmed_on + timedelta(days=times.stale_days)
