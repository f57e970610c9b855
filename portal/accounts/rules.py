"""What decides about signing in: names, memberships, sessions and throttles; values in, objections or values out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from schemas.actor import OrganisationKind, Role
from schemas.refusal import Objection

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=10)
TOUCH_EVERY: Final = timedelta(minutes=2)
"""A session is written down as used at most this often; the idle time is exact to this much."""
WINDOW: Final = timedelta(minutes=5)

ROLES_OF: Final = {
    OrganisationKind.OFFICE: frozenset({Role.SSIP_COORDINATOR, Role.SSIP_HEAD, Role.SSIP_ADMIN}),
    OrganisationKind.SOCIAL_SERVICE: frozenset(
        {Role.CASE_WORKER, Role.SERVICE_HEAD, Role.SECTOR_HEAD, Role.ADMIN_ASSISTANT, Role.INTAKE1_ADMIN}
    ),
    OrganisationKind.PROVIDER: frozenset({Role.PROVIDER}),
    OrganisationKind.CANTON: frozenset({Role.CANTON_READER}),
    OrganisationKind.OVERSIGHT: frozenset({Role.AUDITOR, Role.SEAT_FINANCE}),
}


@dataclass(frozen=True)
class Tries:
    """How often something may go wrong inside ``WINDOW``."""

    name: int = 10
    address: int = 10
    everywhere: int = 1000


TRIES: Final = Tries()


@dataclass(frozen=True)
class Failures:
    """Failed attempts inside ``WINDOW``: with this name, from this address, and altogether."""

    name: int
    address: int
    everywhere: int


def normalised(sign_in_name: str) -> str:
    """Return a sign-in name as it is compared: without case, width variants or spaces around it."""
    return unicodedata.normalize("NFKC", sign_in_name).strip().casefold()


def is_throttled(failures: Failures, allowed: Tries = TRIES) -> bool:
    """Whether one more attempt would be one too many."""
    return (
        failures.name >= allowed.name
        or failures.address >= allowed.address
        or failures.everywhere >= allowed.everywhere
    )


def is_live(opened_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session that nobody ended is still good: used lately, and not too old."""
    return now - seen_at < IDLE and now - opened_at < ABSOLUTE


def needs_touch(seen_at: datetime, now: datetime) -> bool:
    """Whether the time of last use should be written down again."""
    return now - seen_at >= TOUCH_EVERY


def is_current(valid_from: date, valid_until: date | None, today: date) -> bool:
    """Whether a membership holds on ``today``; the last valid day counts."""
    return valid_from <= today and (valid_until is None or today <= valid_until)


def membership_objections(
    role: Role, kind: OrganisationKind, valid_from: date, valid_until: date | None
) -> list[Objection]:
    """Return why a membership cannot be: no such role in such an organisation, or an end before the start."""
    found = []
    if role not in ROLES_OF[kind]:
        found.append(Objection("role_not_of_organisation", "role", {"role": role.value, "kind": kind.value}))
    if valid_until is not None and valid_until < valid_from:
        found.append(Objection("ends_before_start", "valid_until", {"starts_on": valid_from.isoformat()}))
    return found


def email_objections(email: str) -> list[Objection]:
    """Return why an address cannot receive mail; the mail itself is the real test."""
    name, at, domain = email.rpartition("@")
    if at and name and "." in domain.strip(".") and not any(each.isspace() for each in email):
        return []
    return [Objection("email_malformed", "email")]
