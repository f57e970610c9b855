"""What is said about contacts with the person of a dossier."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_casework import ContactKind, NormOutcome, Segment
from schemas.fields import day, hidden, prose, tick_box, whole
from schemas.message import Command, Event


class RecordContact(Command, said="casework.record_contact", about="dossier_id"):
    """Somebody of the service was in contact with the person; the length of an interview is always written down."""

    contact_id: UUID = hidden()
    dossier_id: UUID = hidden()
    contact_kind: ContactKind = ContactKind.INTERVIEW
    contact_on: date = day()
    contact_minutes: int | None = whole(maximum=1440, default=None)
    social_work_topic: bool = tick_box(default=True)
    contact_note: str = prose(longest=4000, default="")


class StrikeContact(Command, said="casework.strike_contact", about="dossier_id"):
    """A contact was entered by mistake; it stays readable with the reason, and counts no longer."""

    dossier_id: UUID = hidden()
    contact_id: UUID = hidden()
    strike_reason: str = prose(longest=1000)


class ContactNormMissed(Event, said="casework.contact_norm_missed", about="dossier_id"):
    """A dossier has fallen below the guide values of its segment; they inform and never block (S-15)."""

    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    segment: Segment
    frequency: NormOutcome
    in_person: NormOutcome
    counted: int
