"""What steering proves about itself, and of the copies it keeps."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, func, select

from messaging.work import Reading
from schemas.codes_steering import ItemState, MeetingState
from services.steering.model import (
    BOOKS,
    LEDGER,
    AgendaItem,
    Invited,
    KnownContract,
    KnownMandate,
    Matter,
    Meeting,
)
from services.steering.rules.meeting_course import MEETING
from workflow.consistency import Broken, common, timed


def _open_after_minutes(_: Reading) -> Select[Any]:
    """Points that are still open though the minutes are closed."""
    joined = select(AgendaItem.id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    return joined.where(AgendaItem.state == ItemState.OPEN, Meeting.state == MeetingState.MINUTED)


def _nobody_invited(_: Reading) -> Select[Any]:
    """Meetings to which nobody is invited."""
    return select(Meeting.id).where(~select(Invited.id).where(Invited.meeting_id == Meeting.id).exists())


def _unknown_mandate(_: Reading) -> Select[Any]:
    """Open matters about a mandate steering has no copy of."""
    known = select(KnownMandate.mandate_id).where(KnownMandate.mandate_id == Matter.mandate_id)
    return select(Matter.id).where(Matter.closed_on.is_(None), Matter.mandate_id.is_not(None), ~known.exists())


INVARIANTS: Final[dict[str, Broken]] = {
    **common(BOOKS, LEDGER),
    "meeting_without_timer": timed(BOOKS, MEETING, Meeting),
    "point_open_after_minutes": _open_after_minutes,
    "meeting_without_guests": _nobody_invited,
    "matter_of_unknown_mandate": _unknown_mandate,
}
COPIES: Final[dict[str, Select[Any]]] = {
    "mandates": select(func.count()).select_from(KnownMandate),
    "contracts": select(func.count()).select_from(KnownContract),
}
"""What steering keeps of others, to be compared with what the owner counts."""
