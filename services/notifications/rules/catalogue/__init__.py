"""The catalogue: which event concerns whom, what it asks of them, and which event makes that obsolete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from schemas.codes_notifications import AlertKind, RecordKind
from schemas.message import Event
from services.notifications.rules.catalogue import (
    accounts,
    branches,
    dossiers,
    mandates,
    meetings,
    papers,
    placed,
    places,
    proposals,
    records,
    reports,
)
from services.notifications.rules.notice import Notice

_PARTS: Final = (mandates, branches, proposals, placed, reports, places, dossiers, papers, records, accounts, meetings)


def _ends() -> Mapping[type[Event], tuple[AlertKind, ...]]:
    found: dict[type[Event], list[AlertKind]] = defaultdict(list)
    for part in _PARTS:
        for event, kinds in part.ENDS.items():
            found[event].extend(kinds)
    return {event: tuple(kinds) for event, kinds in found.items()}


NOTICES: Final[tuple[Notice, ...]] = (
    *(each for part in _PARTS for each in part.NOTICES),
    *meetings.PUBLISHED,
    meetings.CHECKS,
)
ENDS: Final = _ends()
"""The tasks an event finishes; they concern the record that stands in the event under the name the task knows it by."""
OVER: Final = mandates.OVER | branches.OVER
"""With these everything still asked about the mandate is over, except what outlives it."""
OUTLIVES: Final = frozenset(
    {*mandates.READ, AlertKind.REPORT_TO_CHECK, AlertKind.REPORT_TO_CORRECT, *reports.PRESENCE_TASKS}
)
OWN_LIFE: Final = frozenset({RecordKind.DOSSIER})
"""Records that go on when the mandate they are tied to is over."""
MANDATORY: Final = frozenset(
    {
        AlertKind.MANDATE_TO_TRIAGE,
        AlertKind.EXCEPTION_TO_DECIDE,
        AlertKind.INFORMATION_TO_GIVE,
        AlertKind.PROPOSAL_TO_ANSWER,
        AlertKind.DECLINE_TO_DECIDE,
        AlertKind.PROLONGATION_TO_DECIDE,
        AlertKind.REORIENTATION_TO_DECIDE,
        AlertKind.REPORT_TO_WRITE,
        AlertKind.FINAL_REPORT_TO_READ,
        AlertKind.MANDATE_REFUSED,
        AlertKind.SEGMENT_TO_CONTROL,
        AlertKind.SEGMENT_REQUEST_TO_ANSWER,
        AlertKind.CREDENTIAL_CHANGED,
        AlertKind.ACCOUNT_INACTIVE,
        AlertKind.ACCESS_TO_REVIEW,
        AlertKind.SIGN_INS_THROTTLED,
        AlertKind.DEADLINE_MISSED,
    }
)
"""What nobody may switch off or lay aside: another person waits for it, or it is the last warning."""
