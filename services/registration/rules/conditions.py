"""The basic conditions for IP/PIP and IS that a person must meet whatever the place (Concept SSIP, ch. 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemas.actor import Role
from schemas.codes import AdmissionException, Criterion, CriterionOutcome, PermitCategory, PlaceKind
from schemas.refusal import Objection
from services.registration.rules.ages import age_on
from services.registration.rules.applicant import Applicant
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
    unanswered,
)

_ASYLUM = "SAFG"
ASYLUM_PERMITS = frozenset({PermitCategory.F, PermitCategory.N, PermitCategory.S})
"""Social assistance for these follows a separate Bernese act (SAFG): a warning, never a refusal."""


def workability(kind: PlaceKind, percent: int | None, limits: AdmissionLimits = SOURCE_LIMITS) -> CriterionResult:
    """Judge a work capacity of at least 50 %; IS down to 20 % after the case worker consulted the head."""
    criterion = Criterion.WORK_CAPACITY
    if percent is None:
        return unanswered(criterion, "work_capacity_percent")
    if percent >= limits.workability_min:
        return met(criterion)
    facts = {"percent": percent, "min": limits.workability_min}
    why = Objection("work_capacity_below", "work_capacity_percent", facts, CONCEPT)
    if kind is PlaceKind.IS and percent >= limits.is_workability_floor:
        lift = RequiredException(AdmissionException.WORK_CAPACITY, Role.SSIP_HEAD, consultation=True)
        return needs(criterion, lift, why)
    return not_met(criterion, why)


def accident_insurance(answer: bool | None) -> CriterionResult:
    """Judge that the health insurance covers accidents; hard for all."""
    why = Objection("accident_insurance_missing", "accident_insurance", source=CONCEPT)
    return must(Criterion.ACCIDENT_INSURANCE, answer, why)


def permit(swiss: bool | None, category: PermitCategory | None, valid_until: date | None, day: date) -> CriterionResult:
    """Judge that the residence permit is valid on ``day``, last valid day included; Swiss: not applicable."""
    criterion = Criterion.PERMIT
    if swiss:
        return not_applicable(criterion)
    if swiss is None:
        return unanswered(criterion, "nationality_swiss")
    warnings = (
        (Objection("asylum_act_applies", "permit_category", source=_ASYLUM),) if category in ASYLUM_PERMITS else ()
    )
    if valid_until is not None and valid_until < day:
        facts = {"valid_until": valid_until.isoformat()}
        why = Objection("permit_expired", "permit_valid_until", facts, CONCEPT)
        return CriterionResult(criterion, CriterionOutcome.NOT_MET, (why,), warnings=warnings)
    answers = {"permit_category": category, "permit_valid_until": valid_until}
    if missing := tuple(name for name, answer in answers.items() if answer is None):
        return CriterionResult(criterion, CriterionOutcome.MISSING, missing=missing, warnings=warnings)
    return met(criterion, *warnings)


def childcare(
    has_children: bool | None,
    percent: int | None,
    holidays_covered: bool | None,
    mother_child: bool,
    limits: AdmissionLimits = SOURCE_LIMITS,
) -> CriterionResult:
    """Judge childcare for 50 % of working hours and for school holidays; mother-child project: exempt."""
    criterion = Criterion.CHILDCARE
    if mother_child or has_children is False:
        return not_applicable(criterion)
    if has_children is None:
        return unanswered(criterion, "has_children")
    answers = {"childcare_percent": percent, "childcare_holidays_covered": holidays_covered}
    missing = tuple(name for name, answer in answers.items() if answer is None)
    objections = tuple(_childcare_gaps(percent, holidays_covered, limits.childcare_min))
    if objections:
        return CriterionResult(criterion, CriterionOutcome.NOT_MET, objections, missing)
    return unanswered(criterion, *missing) if missing else met(criterion)


def _childcare_gaps(percent: int | None, holidays: bool | None, least: int) -> Iterator[Objection]:
    if percent is not None and percent < least:
        facts = {"percent": percent, "min": least}
        yield Objection("childcare_short", "childcare_percent", facts, CONCEPT)
    if holidays is False:
        yield Objection("childcare_holidays_open", "childcare_holidays_covered", source=CONCEPT)


def addiction(present: bool | None, stable: bool | None, followed: bool | None) -> CriterionResult:
    """Judge that an addiction is stable and followed by a specialised service; none: not applicable."""
    criterion = Criterion.ADDICTION
    if present is None:
        return unanswered(criterion, "addiction_present")
    if not present:
        return not_applicable(criterion)
    unstable = Objection("addiction_unstable", "addiction_stable", source=CONCEPT)
    unfollowed = Objection("addiction_unfollowed", "addiction_followed", source=CONCEPT)
    answers = {"addiction_stable": stable, "addiction_followed": followed}
    missing = tuple(name for name, answer in answers.items() if answer is None)
    asked = ((stable, unstable), (followed, unfollowed))
    if objections := tuple(why for answer, why in asked if answer is False):
        return CriterionResult(criterion, CriterionOutcome.NOT_MET, objections, missing)
    return unanswered(criterion, *missing) if missing else met(criterion)


def housing(stable: bool | None) -> CriterionResult:
    """Judge that housing is settled and stable."""
    return must(Criterion.HOUSING, stable, Objection("housing_unstable", "housing_stable", source=CONCEPT))


def health(stable: bool | None) -> CriterionResult:
    """Judge that the health situation is stable."""
    return must(Criterion.HEALTH, stable, Objection("health_unstable", "health_stable", source=CONCEPT))


def self_employment(self_employed: bool | None) -> CriterionResult:
    """Judge that there is no self-employment."""
    why = Objection("self_employed", "self_employed", source=CONCEPT)
    return must(Criterion.SELF_EMPLOYMENT, None if self_employed is None else not self_employed, why)


def schooling(done: bool | None, age: int | None, limits: AdmissionLimits = SOURCE_LIMITS) -> CriterionResult:
    """Judge that young people have finished compulsory schooling."""
    if age is not None and age > limits.young_age_max:
        return not_applicable(Criterion.SCHOOLING)
    if done is False and age is None:
        return unanswered(Criterion.SCHOOLING, "birth_on")
    why = Objection("schooling_unfinished", "schooling_done", source=CONCEPT)
    return must(Criterion.SCHOOLING, done, why)


def basic_conditions(
    applicant: Applicant, kind: PlaceKind, day: date, limits: AdmissionLimits = SOURCE_LIMITS
) -> Iterator[CriterionResult]:
    """Yield one line per basic condition, in the order of the concept."""
    age = None if applicant.birth_on is None else age_on(applicant.birth_on, day)
    yield accident_insurance(applicant.accident_insurance)
    yield workability(kind, applicant.work_capacity_percent, limits)
    yield permit(applicant.nationality_swiss, applicant.permit_category, applicant.permit_valid_until, day)
    yield childcare(
        applicant.has_children,
        applicant.childcare_percent,
        applicant.childcare_holidays_covered,
        applicant.mother_child_project,
        limits,
    )
    yield housing(applicant.housing_stable)
    yield addiction(applicant.addiction_present, applicant.addiction_stable, applicant.addiction_followed)
    yield health(applicant.health_stable)
    yield self_employment(applicant.self_employed)
    yield schooling(applicant.schooling_done, age, limits)
