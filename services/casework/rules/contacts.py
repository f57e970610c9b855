"""Which contacts count, how, and what must be recorded of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.codes_casework import ContactClass, ContactKind
from schemas.refusal import Objection
from services.casework.rules.limits import SOURCE, SOURCE_LIMITS, SteeringLimits

NETWORK_KINDS = frozenset(
    {
        ContactKind.INTERNAL_NETWORK_TALK,
        ContactKind.EXTERNAL_NETWORK_TALK,
        ContactKind.HOME_VISIT,
        ContactKind.SPONTANEOUS_VISIT,
    }
)
"""What counts besides the interview, always with a social-work topic (S-11)."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One contact of a dossier; ``minutes`` is the talk itself, without preparation and follow-up (S-16)."""

    on: date
    kind: ContactKind
    social_work_topic: bool
    minutes: int | None = None


def contact_class(
    kind: ContactKind, *, social_work_topic: bool, limits: SteeringLimits = SOURCE_LIMITS
) -> ContactClass:
    """Return how a contact counts (S-11..S-13); dropping off documents never does."""
    if kind is ContactKind.INTERVIEW:
        return ContactClass.IN_PERSON
    if kind is ContactKind.DOCUMENTS_DROPPED or not social_work_topic:
        return ContactClass.NOT_COUNTED
    in_person = kind in NETWORK_KINDS and limits.network_counts_as_in_person
    return ContactClass.IN_PERSON if in_person else ContactClass.OTHER


def contact_objections(contact: Contact, dossier_opened_on: date, today: date) -> tuple[Objection, ...]:
    """Object to a contact outside the dossier's life or an interview whose length was not written down (S-16)."""
    return (*_day_objections(contact.on, dossier_opened_on, today), *_minutes_objections(contact))


def _day_objections(on: date, opened_on: date, today: date) -> Iterator[Objection]:
    if on > today:
        yield Objection("contact_in_future", "contact_on", {"today": today.isoformat()})
    if on < opened_on:
        yield Objection("contact_before_dossier", "contact_on", {"opened_on": opened_on.isoformat()})


def _minutes_objections(contact: Contact) -> Iterator[Objection]:
    source = f"{SOURCE} (S-16)"
    if contact.minutes is None:
        if contact.kind is ContactKind.INTERVIEW:
            yield Objection("interview_minutes_missing", "contact_minutes", source=source)
    elif contact.minutes <= 0:
        yield Objection("contact_minutes_not_positive", "contact_minutes", source=source)
