"""The admission check after the first one: answers that change, and a check that is made again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import Eligibility
from schemas.fields import hidden, prose
from schemas.message import Command, Event
from schemas.registration.submission import AdmissionAnswers


class CorrectAnswers(AdmissionAnswers, said="registration.correct_answers", about="mandate_id"):
    """Something about the person has changed or was wrong; the admission is judged again."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class RecheckAdmission(Command, said="registration.recheck_admission", about="mandate_id"):
    """The office judges the answers again today; the check is then valid for another six months."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()


class AdmissionRechecked(Event, said="registration.admission_rechecked", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    eligibility: Eligibility
    check_valid_until: date | None = None
