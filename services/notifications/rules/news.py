"""What one event does to the alerts: which end because their task is done, and which are raised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from schemas.codes_notifications import AlertKind, Posture
from schemas.message import Event
from schemas.registration import CaseTeamChanged
from services.notifications.rules.audience import audience_of
from services.notifications.rules.catalogue import ENDS, NOTICES, OUTLIVES, OVER, OWN_LIFE
from services.notifications.rules.deadlines import DONE_BY, REACHED, deadline_alerts, deadline_endings
from services.notifications.rules.notice import Ending, Notice, Raising, Team

ASKING: Final = frozenset({Posture.ACT, Posture.WAIT})


def _by_event() -> Mapping[type[Event], tuple[Notice, ...]]:
    found: dict[type[Event], list[Notice]] = defaultdict(list)
    for each in NOTICES:
        found[each.on].append(each)
    return {on: tuple(notices) for on, notices in found.items()}


_RAISED_BY: Final = _by_event()
_KNOWN_BY: Final[Mapping[AlertKind, tuple[str, str]]] = {each.kind: (each.by, each.detail) for each in NOTICES}
HEARD: Final[frozenset[type[Event]]] = frozenset(
    {
        *_RAISED_BY,
        *ENDS,
        *OVER,
        *REACHED,
        CaseTeamChanged,
        *(each for events in DONE_BY.values() for each in events),
    }
)
"""Every event that raises or ends an alert, or gives it to somebody else."""


def raisings(told: Event, team: Team) -> tuple[Raising, ...]:
    """Return the alerts an event raises, one for each audience it concerns."""
    if isinstance(told, REACHED):
        return deadline_alerts(told)
    found = (_raising(each, told, team) for each in _RAISED_BY.get(type(told), ()) if each.when(told))
    return tuple(each for each in found if each is not None)


def _raising(notice: Notice, told: Any, team: Team) -> Raising | None:
    audience = audience_of(notice.whom, told, team)
    if audience is None:
        return None
    due_on = getattr(told, notice.due) if notice.due else None
    return Raising(
        kind=notice.kind,
        posture=notice.posture,
        record=notice.record,
        subject_id=getattr(told, notice.by),
        audience=audience,
        mandate_id=getattr(told, "mandate_id", None),
        detail=str(getattr(told, notice.detail)) if notice.detail else "",
        due_on=due_on,
        from_on=due_on if notice.ahead else None,
    )


def endings(told: Event) -> tuple[Ending, ...]:
    """Return which alerts an event makes obsolete: a reminder dies when its task is done."""
    found: dict[tuple[UUID, str | None], set[AlertKind]] = defaultdict(set)
    for kind in ENDS.get(type(told), ()):
        by, detail = _KNOWN_BY[kind]
        subject = getattr(told, by, None)
        if subject is not None:
            found[subject, _detail(told, detail)].add(kind)
    ended = [
        Ending(frozenset(kinds), frozenset({subject}), None if detail is None else frozenset({detail}))
        for (subject, detail), kinds in found.items()
    ]
    return (*ended, *deadline_endings(told))


def _detail(told: Event, field: str) -> str | None:
    return str(getattr(told, field)) if field and hasattr(told, field) else None


def is_over(told: Event) -> bool:
    """Whether everything still asked about the event's mandate is over with it."""
    return type(told) in OVER


__all__ = ["ASKING", "HEARD", "OUTLIVES", "OWN_LIFE", "endings", "is_over", "raisings"]
