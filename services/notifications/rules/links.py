"""Signed links: what each is for, how long it opens, and what keeps it shut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from schemas.actor import Role
from schemas.codes_notifications import AlertKind, LinkPurpose, LinkState
from schemas.refusal import Objection

PRACTICE_DAYS: Final = 14
"""Days a link opens; no source gives one, ``link_days`` replaces it."""
PURPOSE_OF: Final[Mapping[AlertKind, LinkPurpose]] = {
    AlertKind.PROPOSAL_TO_ANSWER: LinkPurpose.ANSWER_PROPOSAL,
    AlertKind.REPORT_TO_WRITE: LinkPurpose.WRITE_REPORT,
    AlertKind.REPORT_TO_CORRECT: LinkPurpose.WRITE_REPORT,
    AlertKind.PRESENCE_TO_FILL: LinkPurpose.FILL_PRESENCE,
    AlertKind.PRESENCE_TO_CORRECT: LinkPurpose.FILL_PRESENCE,
}
"""The tasks that can be done through a link."""
ROLE_OF: Final[Mapping[LinkPurpose, Role]] = dict.fromkeys(LinkPurpose, Role.PROVIDER)
"""As what somebody acts who comes through a link."""


@dataclass(frozen=True)
class LinkDates:
    """What decides whether a link opens."""

    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def expires_at(now: datetime, days: int = PRACTICE_DAYS) -> datetime:
    """Return the instant from which a link issued now opens nothing."""
    return now + timedelta(days=days)


def link_state(dates: LinkDates, now: datetime) -> LinkState:
    """Return whether a link opens: revoked before used before expired."""
    if dates.revoked_at is not None:
        return LinkState.REVOKED
    if dates.used_at is not None:
        return LinkState.USED
    return LinkState.EXPIRED if now >= dates.expires_at else LinkState.OPEN


def link_objections(dates: LinkDates, now: datetime) -> tuple[Objection, ...]:
    """Return why a link cannot be used."""
    state = link_state(dates, now)
    return () if state is LinkState.OPEN else (Objection(f"link_{state.value}"),)
