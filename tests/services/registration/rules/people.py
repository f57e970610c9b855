"""The applicant every admission test starts from: one who satisfies every condition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from schemas.codes import PermitCategory
from services.registration.rules.applicant import Applicant

DAY = date(2026, 11, 22)
BASE = Applicant(
    birth_on=date(1990, 5, 1),
    nationality_swiss=False,
    permit_category=PermitCategory.C,
    permit_valid_until=date(2028, 1, 1),
    employability_percent=90,
    work_capacity_percent=100,
    potential=True,
    motivation=True,
    speaks_french=True,
    speaks_german=False,
    motivation_for_change=True,
    day_structure_percent=100,
    accident_insurance=True,
    has_children=False,
    housing_stable=True,
    health_stable=True,
    addiction_present=False,
    self_employed=False,
    schooling_done=True,
    prepared_by_service=True,
    prepared_on=date(2026, 11, 1),
    registered_on=date(2026, 11, 5),
)


def somebody(**answers: Any) -> Applicant:
    """Return the base applicant with other answers; ``age`` stands for a birth date on the reference day."""
    age = answers.pop("age", None)
    if age is not None:
        answers["birth_on"] = DAY.replace(year=DAY.year - age)
    return replace(BASE, **answers)
