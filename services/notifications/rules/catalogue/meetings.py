"""What steering tells about meetings: come, come at another time, do not come; each invited organisation hears it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.codes_reporting import PaperKind
from schemas.codes_steering import InvitationChange
from schemas.consistency import FindingsSuperseded, InvariantsBroken
from schemas.message import Event
from schemas.reporting import ReportPublished
from schemas.steering import MeetingInvitation
from services.notifications.rules.notice import Notice, Whom

KIND_OF: Final[Mapping[InvitationChange, AlertKind]] = {
    InvitationChange.CALLED: AlertKind.MEETING_CALLED,
    InvitationChange.MOVED: AlertKind.MEETING_MOVED,
    InvitationChange.CANCELLED: AlertKind.MEETING_CANCELLED,
}
WITH_CALENDAR: Final = frozenset(KIND_OF.values())
"""What is mailed at once with an entry for the calendar."""


def _says(change: InvitationChange) -> Callable[[Any], bool]:
    return lambda told: told.change is change


def _is_one_of(*kinds: PaperKind) -> Callable[[Any], bool]:
    return lambda told: told.kind in kinds


NOTICES: Final = tuple(
    Notice(
        kind=kind,
        on=MeetingInvitation,
        whom=whom,
        posture=Posture.KNOW,
        record=RecordKind.MEETING,
        by="meeting_id",
        when=_says(change),
    )
    for change, kind in KIND_OF.items()
    for whom in (Whom.INVITED, Whom.INVITED_HEAD)
)
PUBLISHED: Final = tuple(
    Notice(
        kind=AlertKind.REPORT_PUBLISHED,
        on=ReportPublished,
        whom=whom,
        posture=Posture.KNOW,
        record=RecordKind.PUBLISHED_REPORT,
        by="report_id",
        detail="kind",
        when=_is_one_of(*kinds),
    )
    for whom, kinds in (
        (Whom.PARTNER_SERVICES, (PaperKind.ANNUAL,)),
        (Whom.PARTNER_PROVIDERS, (PaperKind.ANNUAL,)),
        (Whom.CANTON, tuple(PaperKind)),
    )
)
"""The chapter of the year is delivered to the partners (R-04), the canton's report to the canton."""
CHECKS: Final = Notice(
    kind=AlertKind.INVARIANTS_BROKEN,
    on=InvariantsBroken,
    whom=Whom.ADMIN,
    posture=Posture.ACT,  # until the next run of the same service, which tells its own findings
    record=RecordKind.CONSISTENCY,
    by="run_id",
    detail="service",
)
ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {FindingsSuperseded: (AlertKind.INVARIANTS_BROKEN,)}
