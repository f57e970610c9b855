"""What each reason for a decline does next, and which declines the coordinator must confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from schemas.codes import DeclineEffect, DeclineReason, DeclineSide
from schemas.refusal import Objection


@dataclass(frozen=True)
class DeclineRule:
    """Whose reason it is and what it does to the person's search."""

    side: DeclineSide
    effect: DeclineEffect


@dataclass(frozen=True)
class ParkDays:
    """How many days each reason parks the search; no source gives them, a missing one means "not configured"."""

    days: Mapping[DeclineReason, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class NextStep:
    """What happens to the search; ``parked_until`` is the last day without proposals.

    ``warnings`` ask the coordinator for a day where a reason parks but nobody has set for how long.
    """

    effect: DeclineEffect
    parked_until: date | None = None
    warnings: tuple[Objection, ...] = ()


NOT_SET = ParkDays()

_PERSON, _PROVIDER = DeclineSide.PERSON, DeclineSide.PROVIDER
_CAPACITY, _SYSTEM = DeclineSide.CAPACITY, DeclineSide.SYSTEM
_NOTHING, _PARK, _RETRIAGE = DeclineEffect.NO_EFFECT, DeclineEffect.PARK, DeclineEffect.RETRIAGE

DECLINES: Mapping[DeclineReason, DeclineRule] = MappingProxyType(
    {
        DeclineReason.NOT_INTERESTED: DeclineRule(_PERSON, _RETRIAGE),
        DeclineReason.NOT_REACHABLE: DeclineRule(_PERSON, _PARK),
        DeclineReason.NOT_AVAILABLE_NOW: DeclineRule(_PERSON, _PARK),
        DeclineReason.TRAVEL_TOO_LONG: DeclineRule(_PERSON, _NOTHING),
        DeclineReason.FOUND_WORK: DeclineRule(_PERSON, _RETRIAGE),
        DeclineReason.DID_NOT_COME: DeclineRule(_PERSON, _RETRIAGE),
        DeclineReason.PROFILE_NOT_FITTING: DeclineRule(_PROVIDER, _NOTHING),
        DeclineReason.REQUIREMENTS_MISSING: DeclineRule(_PROVIDER, _NOTHING),
        DeclineReason.INTERVIEW_NEGATIVE: DeclineRule(_PROVIDER, _NOTHING),
        DeclineReason.TRIAL_NEGATIVE: DeclineRule(_PROVIDER, _RETRIAGE),
        DeclineReason.SEAT_TAKEN: DeclineRule(_CAPACITY, _NOTHING),
        DeclineReason.PLACE_PAUSED: DeclineRule(_CAPACITY, _NOTHING),
        DeclineReason.SEAT_FREE_LATER: DeclineRule(_CAPACITY, _NOTHING),
        DeclineReason.NO_ANSWER: DeclineRule(_SYSTEM, _NOTHING),
        DeclineReason.PLACED_ELSEWHERE: DeclineRule(_SYSTEM, _NOTHING),
        DeclineReason.SENT_IN_ERROR: DeclineRule(_SYSTEM, _NOTHING),
        DeclineReason.CONSENT_WITHDRAWN: DeclineRule(_SYSTEM, _RETRIAGE),
    }
)
_TO_CONFIRM = frozenset({_PERSON, _PROVIDER, _CAPACITY})


def decline_side(reason: DeclineReason) -> DeclineSide:
    """Return whose reason it is."""
    return DECLINES[reason].side


def reasons_of(side: DeclineSide) -> tuple[DeclineReason, ...]:
    """Return the reasons a form offers for one side."""
    return tuple(reason for reason, rule in DECLINES.items() if rule.side is side)


def is_only_proposed(reason: DeclineReason) -> bool:
    """Whether the office must confirm or override the decline; what the house itself ends needs no second look."""
    return decline_side(reason) in _TO_CONFIRM


def next_step(
    reason: DeclineReason, declined_on: date, park_days: ParkDays = NOT_SET, chosen_until: date | None = None
) -> NextStep:
    """Return what a confirmed decline does; ``chosen_until`` is a day the coordinator sets instead of the rule."""
    effect = DECLINES[reason].effect
    if effect is not DeclineEffect.PARK:
        return NextStep(effect)
    days = park_days.days.get(reason)
    if chosen_until is None and days is None:
        return NextStep(effect, warnings=(Objection("park_days_unset", "parked_until", {"reason": reason}),))
    return NextStep(effect, chosen_until or declined_on + timedelta(days=days or 0))


def override_objections(reason: DeclineReason, why: str) -> list[Objection]:
    """Object to overriding a decline that is final, or without a written reason."""
    objections = []
    if not is_only_proposed(reason):
        objections.append(Objection("decline_final", "reason", {"reason": reason}))
    if not why.strip():
        objections.append(Objection("override_unexplained", "why"))
    return objections
