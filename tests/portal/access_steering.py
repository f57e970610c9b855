"""Who may open the pages of steering: the office everything, a social service the meetings it is invited to."""

from __future__ import annotations

from schemas.actor import Role
from tests.portal.access import (
    ADMIN_ASSISTANT,
    AUDITOR,
    CASE_WORKER,
    SECTOR_HEAD,
    SERVICE_HEAD,
    SSIP_ADMIN,
    SSIP_COORDINATOR,
    SSIP_HEAD,
    Line,
    Lines,
    everybody,
    may,
)

OFFICE = (SSIP_COORDINATOR, SSIP_HEAD)
INVITED = (*OFFICE, CASE_WORKER, SERVICE_HEAD, SECTOR_HEAD, ADMIN_ASSISTANT)


def _of(*roles: Role) -> Line:
    return may(*roles, own="meeting")


LINES: Lines = {
    "calendar.index": everybody(),
    "calendar.enter": may(SSIP_HEAD, SSIP_ADMIN),
    "calendar.end": may(SSIP_HEAD, SSIP_ADMIN, own="closing"),
    "calendar.withdraw": may(SSIP_HEAD, SSIP_ADMIN, own="closing"),
    "meetings.index": may(*INVITED),
    "meetings.new": may(*OFFICE),
    "meetings.new_series": may(*OFFICE),
    "meetings.detail": _of(*INVITED),
    "meetings.settle": _of(*OFFICE),
    "meetings.act": dict.fromkeys(
        (
            "call",
            "open",
            "attendance",
            "write_minutes",
            "add_item",
            "add_point",
            "refresh",
            "move",
            "cancel",
        ),
        _of(*OFFICE),
    ),
    "agenda.item": _of(*INVITED),
    "agenda.decide": may(*OFFICE, own="meeting", status=404, step="none"),
    "agenda.end": _of(*OFFICE),
    "agenda.shift": _of(*OFFICE),
    "consistency.index": may(SSIP_ADMIN, SSIP_HEAD, AUDITOR),
    "consistency.run": may(SSIP_ADMIN),
    "meeting_papers.minutes": _of(*INVITED),
    "meeting_papers.calendar": _of(*INVITED),
}
