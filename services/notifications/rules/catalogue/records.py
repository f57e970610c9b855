"""What registration tells about papers and messages of a mandate; what they say stays there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.codes_records import SharedWith
from schemas.message import Event
from schemas.registration import DocumentAdded, MessageWithdrawn, MessageWritten, PersonMentioned
from services.notifications.rules.notice import Notice, Whom

A = AlertKind
KNOW = Posture.KNOW


def _for_service(told: MessageWritten) -> bool:
    return told.shared_with is not SharedWith.OFFICE and told.written_by != told.case_worker_id


def _for_office(told: MessageWritten) -> bool:
    return told.coordinator_id is not None and told.written_by != told.coordinator_id


def _for_provider(told: MessageWritten) -> bool:
    return told.provider_id is not None and told.written_for != told.provider_id


def _paper_for_service(told: DocumentAdded) -> bool:
    return told.shared_with is not SharedWith.OFFICE and told.added_by != told.case_worker_id


def _paper_for_office(told: DocumentAdded) -> bool:
    return told.coordinator_id is not None and told.added_by != told.coordinator_id


_THREAD: Final = RecordKind.THREAD
_PAPERS: Final = RecordKind.DOCUMENTS

NOTICES: Final = (
    Notice(
        kind=A.MESSAGE_WRITTEN,
        on=MessageWritten,
        whom=Whom.CASE_WORKER,
        posture=KNOW,
        record=_THREAD,
        when=_for_service,
    ),
    Notice(
        kind=A.MESSAGE_WRITTEN, on=MessageWritten, whom=Whom.COORDINATOR, posture=KNOW, record=_THREAD, when=_for_office
    ),
    Notice(
        kind=A.MESSAGE_WRITTEN, on=MessageWritten, whom=Whom.PROVIDER, posture=KNOW, record=_THREAD, when=_for_provider
    ),
    Notice(
        kind=A.PERSON_MENTIONED,
        on=PersonMentioned,
        whom=Whom.ACCOUNT,
        posture=KNOW,
        record=_THREAD,
        detail="message_id",
    ),
    Notice(
        kind=A.DOCUMENT_ADDED,
        on=DocumentAdded,
        whom=Whom.CASE_WORKER,
        posture=KNOW,
        record=_PAPERS,
        when=_paper_for_service,
    ),
    Notice(
        kind=A.DOCUMENT_ADDED,
        on=DocumentAdded,
        whom=Whom.COORDINATOR,
        posture=KNOW,
        record=_PAPERS,
        when=_paper_for_office,
    ),
)
ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {MessageWithdrawn: (A.PERSON_MENTIONED,)}
