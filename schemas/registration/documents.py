"""Papers of a mandate: added, replaced, withdrawn, searched for viruses."""

from __future__ import annotations

from uuid import UUID

from schemas.codes_records import ScanState, SharedWith
from schemas.fields import chosen, code, hidden, line, prose, upload
from schemas.message import Command, Event

ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx"


class AddDocument(Command, said="registration.add_document", about="mandate_id"):
    """Somebody puts a paper into the file of a mandate."""

    document_id: UUID = hidden()
    mandate_id: UUID = hidden()
    content: bytes = upload("file_name", accept=ACCEPTED)
    file_name: str = hidden(default="")
    kind: str = chosen("document_kinds", default="")
    shared_with: SharedWith
    quarantine: bool = hidden(default=False)
    """Whether the paper stays under lock until a scanner has looked at it."""


class ReplaceDocument(Command, said="registration.replace_document", about="document_id"):
    """A better version takes the place of a paper; the former one stays as history, with the same readers."""

    document_id: UUID = hidden()
    row_version: int = hidden()
    new_id: UUID = hidden()
    content: bytes = upload("file_name", accept=ACCEPTED)
    file_name: str = hidden(default="")
    quarantine: bool = hidden(default=False)


class WithdrawDocument(Command, said="registration.withdraw_document", about="document_id"):
    """A paper does not belong here: nobody can open it any more, the line about it stays."""

    document_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = prose(longest=1000)


class SettleScan(Command, said="registration.settle_scan", about="document_id"):
    """The house writes down what the virus scanner said."""

    document_id: UUID
    outcome: ScanState
    signature: str = line(longest=200, default="")


class DocumentAdded(Event, said="registration.document_added", about="document_id"):
    """A paper was added or replaced."""

    document_id: UUID
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID | None = None
    provider_id: UUID | None = None
    added_by: UUID
    kind: str = code(default="")
    shared_with: SharedWith
    replaces_id: UUID | None = None


class DocumentWithdrawn(Event, said="registration.document_withdrawn", about="document_id"):
    """A paper was taken out of a file."""

    document_id: UUID
    mandate_id: UUID
    social_service_id: UUID
