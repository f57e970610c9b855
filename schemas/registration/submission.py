"""Registering a person: the draft somebody is still filling in, and the mandate that comes of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import Eligibility, PermitCategory, PlaceKind
from schemas.fields import answer, chosen, code, day, hidden, line, percent, prose, tick_box
from schemas.message import Command, Event


class AdmissionAnswers(Command):
    """What admission is judged by (Concept SSIP, ch. 3), beside age and commune; everything may still be open."""

    nationality_swiss: bool | None = answer(default=None)
    permit_category: PermitCategory | None = None
    permit_valid_until: date | None = day(default=None)
    employability_percent: int | None = percent(default=None)
    work_capacity_percent: int | None = percent(default=None)
    potential: bool | None = answer(default=None)
    motivation: bool | None = answer(default=None)
    speaks_french: bool | None = answer(default=None)
    speaks_german: bool | None = answer(default=None)
    motivation_for_change: bool | None = answer(default=None)
    day_structure_percent: int | None = percent(default=None)
    accident_insurance: bool | None = answer(default=None)
    has_children: bool | None = answer(default=None)
    childcare_percent: int | None = percent(default=None)
    childcare_holidays_covered: bool | None = answer(default=None)
    mother_child_project: bool = tick_box(default=False)
    housing_stable: bool | None = answer(default=None)
    health_stable: bool | None = answer(default=None)
    addiction_present: bool | None = answer(default=None)
    addiction_stable: bool | None = answer(default=None)
    addiction_followed: bool | None = answer(default=None)
    self_employed: bool | None = answer(default=None)
    schooling_done: bool | None = answer(default=None)
    prepared_by_service: bool | None = answer(default=None)
    prepared_on: date | None = day(default=None)


class MandateAnswers(AdmissionAnswers):
    """Everything a social service answers about a person at registration."""

    family_name: str = line(longest=100, default="")
    given_name: str = line(longest=100, default="")
    birth_on: date | None = day(default=None)
    commune_bfs_no: int | None = chosen("communes", default=None)
    wished_kind: PlaceKind | None = None
    goal: str = prose(longest=4000, default="")


class SaveMandateDraft(MandateAnswers, said="registration.save_mandate_draft", about="mandate_id"):
    """Somebody is still filling in a registration; nobody else sees it."""

    mandate_id: UUID = hidden()
    social_service_id: UUID = hidden()


class DropMandateDraft(Command, said="registration.drop_mandate_draft", about="mandate_id"):
    """Throw a draft away."""

    mandate_id: UUID = hidden()


class SubmitMandate(MandateAnswers, said="registration.submit_mandate", about="mandate_id"):
    """A social service registers a person; every admission criterion of Concept SSIP, ch. 3 is answered here."""

    mandate_id: UUID = hidden()
    social_service_id: UUID = hidden()
    family_name: str = line(longest=100)
    given_name: str = line(longest=100)
    birth_on: date = day()
    commune_bfs_no: int = chosen("communes")
    wished_kind: PlaceKind


class MandateSubmitted(Event, said="registration.mandate_submitted", about="mandate_id"):
    mandate_id: UUID
    number: str = code()
    social_service_id: UUID
    case_worker_id: UUID
    wished_kind: PlaceKind
    eligibility: Eligibility
    submitted_on: date
