"""The admission criteria that differ by kind of place, and which criteria each kind is judged by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemas.codes import AdmissionException, Criterion, Funding, PlaceKind
from schemas.refusal import Objection
from services.registration.rules.ages import age_on
from services.registration.rules.applicant import Applicant
from services.registration.rules.conditions import basic_conditions
from services.registration.rules.limits import SOURCE_LIMITS, AdmissionLimits
from services.registration.rules.verdict import (
    CONCEPT,
    CriterionResult,
    RequiredException,
    met,
    must,
    needs,
    not_applicable,
    not_met,
    should,
    unanswered,
)


def general_age(age: int | None, limits: AdmissionLimits = SOURCE_LIMITS) -> CriterionResult:
    """Judge "18 to 63", both ends included; hard for every place, KIA too."""
    if age is None:
        return unanswered(Criterion.GENERAL_AGE, "birth_on")
    if limits.age_min <= age <= limits.age_max:
        return met(Criterion.GENERAL_AGE)
    facts = {"age": age, "min": limits.age_min, "max": limits.age_max}
    return not_met(Criterion.GENERAL_AGE, Objection("age_outside", "birth_on", facts, CONCEPT))


def ip_age(age: int | None, limits: AdmissionLimits = SOURCE_LIMITS) -> CriterionResult:
    """Judge "18 to 55, exceptions possible"; nothing to lift for who is outside the general age anyway."""
    if age is None:
        return unanswered(Criterion.IP_AGE, "birth_on")
    if not limits.age_min <= age <= limits.age_max:
        return not_applicable(Criterion.IP_AGE)
    if age <= limits.ip_age_max:
        return met(Criterion.IP_AGE)
    why = Objection("ip_age_above", "birth_on", {"age": age, "max": limits.ip_age_max}, CONCEPT)
    return needs(Criterion.IP_AGE, RequiredException(AdmissionException.IP_AGE, limits.exception_approver), why)


def employability(percent: int | None, limits: AdmissionLimits = SOURCE_LIMITS) -> CriterionResult:
    """Judge "at least 80 %, exceptions possible" for IP and PIP."""
    if percent is None:
        return unanswered(Criterion.EMPLOYABILITY, "employability_percent")
    if percent >= limits.ip_employability_min:
        return met(Criterion.EMPLOYABILITY)
    facts = {"percent": percent, "min": limits.ip_employability_min}
    why = Objection("employability_below", "employability_percent", facts, CONCEPT)
    exception = RequiredException(AdmissionException.EMPLOYABILITY, limits.exception_approver)
    return needs(Criterion.EMPLOYABILITY, exception, why)


def potential(answer: bool | None) -> CriterionResult:
    """Judge "potential exists in principle" for IP and PIP: the office decides, so a no is a warning."""
    return should(Criterion.POTENTIAL, answer, Objection("potential_doubtful", "potential", source=CONCEPT))


def motivation(answer: bool | None) -> CriterionResult:
    """Judge the motivation for IP and PIP: the office decides, so a no is a warning."""
    return should(Criterion.MOTIVATION, answer, Objection("motivation_doubtful", "motivation", source=CONCEPT))


def language(french: bool | None, german: bool | None, *, is_hard: bool) -> CriterionResult:
    """Judge French or German: hard for IS, a warning for IP and PIP; one yes is enough."""
    if french or german:
        return met(Criterion.LANGUAGE)
    asked = {"speaks_french": french, "speaks_german": german}
    if missing := [name for name, answer in asked.items() if answer is None]:
        return unanswered(Criterion.LANGUAGE, *missing)
    neither = Objection("language_missing", "speaks_french", source=CONCEPT)
    return not_met(Criterion.LANGUAGE, neither) if is_hard else met(Criterion.LANGUAGE, neither)


def motivation_for_change(answer: bool | None) -> CriterionResult:
    """Judge "a motivation for a change", social or professional, for IS."""
    why = Objection("motivation_for_change_missing", "motivation_for_change", source=CONCEPT)
    return must(Criterion.MOTIVATION_FOR_CHANGE, answer, why)


def day_structure(percent: int | None, limits: AdmissionLimits = SOURCE_LIMITS) -> CriterionResult:
    """Judge the willingness for a day structure of at least 50 % for IS."""
    if percent is None:
        return unanswered(Criterion.DAY_STRUCTURE, "day_structure_percent")
    if percent >= limits.is_day_structure_min:
        return met(Criterion.DAY_STRUCTURE)
    facts = {"percent": percent, "min": limits.is_day_structure_min}
    why = Objection("day_structure_below", "day_structure_percent", facts, CONCEPT)
    return not_met(Criterion.DAY_STRUCTURE, why)


def pe_preparation(prepared: bool | None, prepared_on: date | None, registered_on: date | None) -> CriterionResult:
    """Judge that the social service did its preparation before it registered a PE (the same day counts)."""
    criterion = Criterion.PE_PREPARATION
    if prepared is False:
        return not_met(criterion, Objection("pe_not_prepared", "prepared_by_service", source=CONCEPT))
    answers = {
        "prepared_by_service": prepared,
        "prepared_on": prepared_on,
        "registered_on": registered_on,
    }
    if prepared_on is None or registered_on is None or prepared is None:
        return unanswered(criterion, *(name for name, answer in answers.items() if answer is None))
    if prepared_on <= registered_on:
        return met(criterion)
    facts = {"prepared_on": prepared_on.isoformat(), "registered_on": registered_on.isoformat()}
    return not_met(criterion, Objection("pe_prepared_late", "prepared_on", facts, CONCEPT))


def results(
    applicant: Applicant, kind: PlaceKind, day: date, limits: AdmissionLimits, funding: Funding
) -> Iterator[CriterionResult]:
    """Yield every line of the check for ``kind``, the kind's own criteria before the basic conditions."""
    age = None if applicant.birth_on is None else age_on(applicant.birth_on, day)
    yield general_age(age, limits)
    match kind:
        case PlaceKind.IP | PlaceKind.PIP:
            yield from _ip_criteria(applicant, age, limits)
        case PlaceKind.IS:
            yield motivation_for_change(applicant.motivation_for_change)
            yield day_structure(applicant.day_structure_percent, limits)
            yield language(applicant.speaks_french, applicant.speaks_german, is_hard=True)
        case PlaceKind.PE:
            yield pe_preparation(applicant.prepared_by_service, applicant.prepared_on, applicant.registered_on)
    if has_basic_conditions(kind, funding, limits):
        yield from basic_conditions(applicant, kind, day, limits)


def _ip_criteria(applicant: Applicant, age: int | None, limits: AdmissionLimits) -> Iterator[CriterionResult]:
    yield ip_age(age, limits)
    yield employability(applicant.employability_percent, limits)
    yield potential(applicant.potential)
    yield motivation(applicant.motivation)
    yield language(applicant.speaks_french, applicant.speaks_german, is_hard=False)


def has_basic_conditions(kind: PlaceKind, funding: Funding, limits: AdmissionLimits) -> bool:
    """Whether the basic conditions hold: listed for IP/PIP and IS, read for KIA as yes and for PE as no."""
    if kind is PlaceKind.PE:
        return limits.pe_base_conditions
    return limits.kia_base_conditions or funding is not Funding.KIA
