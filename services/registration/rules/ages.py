"""How old somebody is on a day, and which day counts."""

from __future__ import annotations

from datetime import date

from services.registration.rules.limits import SOURCE_LIMITS, AdmissionLimits, AgeReference


def age_on(birth: date, day: date) -> int:
    """Return the completed years on ``day``; who was born on 29 February is a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1)


def age_reference_day(registered_on: date, starts_on: date, limits: AdmissionLimits = SOURCE_LIMITS) -> date:
    """Return the day on which the age counts (no source: configurable)."""
    return starts_on if limits.age_reference is AgeReference.START else registered_on
