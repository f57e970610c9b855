"""What a social service answers about a person at registration: all that admission is judged on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.codes import PermitCategory


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """The answers behind the criteria of Concept SSIP, ch. 3; None means "not answered yet", never "no".

    Percentages are whole numbers from 0 to 100. ``employability_percent`` and ``work_capacity_percent`` are
    two figures because the concept uses both words. ``childcare_percent`` is the workload for which
    childcare is organised in working hours. ``potential`` and ``motivation`` are judged for IP and PIP,
    ``motivation_for_change`` and ``day_structure_percent`` for IS, the ``prepared_*`` fields for PE.
    """

    birth_on: date | None = None
    nationality_swiss: bool | None = None
    permit_category: PermitCategory | None = None
    permit_valid_until: date | None = None

    employability_percent: int | None = None
    work_capacity_percent: int | None = None
    potential: bool | None = None
    motivation: bool | None = None
    speaks_french: bool | None = None
    speaks_german: bool | None = None

    motivation_for_change: bool | None = None
    day_structure_percent: int | None = None

    accident_insurance: bool | None = None
    has_children: bool | None = None
    childcare_percent: int | None = None
    childcare_holidays_covered: bool | None = None
    mother_child_project: bool = False
    housing_stable: bool | None = None
    health_stable: bool | None = None
    addiction_present: bool | None = None
    addiction_stable: bool | None = None
    addiction_followed: bool | None = None
    self_employed: bool | None = None
    schooling_done: bool | None = None

    prepared_by_service: bool | None = None
    prepared_on: date | None = None
    registered_on: date | None = None
