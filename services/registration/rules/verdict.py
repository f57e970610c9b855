"""How an admission check answers: criterion by criterion, then as one outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.actor import Role
from schemas.codes import AdmissionException, Criterion, CriterionOutcome, Eligibility
from schemas.refusal import Objection

CONCEPT = "Concept SSIP, ch. 3"
_PASSES = frozenset({CriterionOutcome.MET, CriterionOutcome.WARNED, CriterionOutcome.NOT_APPLICABLE})


@dataclass(frozen=True)
class RequiredException:
    """One exception somebody must grant before the person is admitted.

    ``approver`` is the role that grants it. ``consultation`` asks for the dated consultation of the case
    worker with the head of the office instead (work capacity of IS).
    """

    exception: AdmissionException
    approver: Role
    consultation: bool = False


@dataclass(frozen=True)
class CriterionResult:
    """One line of the check.

    ``objections`` say why it is not met or needs an exception; ``missing`` names the fields of Applicant
    still to be answered; ``source`` cites the criterion itself, met or not.
    """

    criterion: Criterion
    outcome: CriterionOutcome
    objections: tuple[Objection, ...] = ()
    missing: tuple[str, ...] = ()
    exceptions: tuple[RequiredException, ...] = ()
    warnings: tuple[Objection, ...] = ()
    source: str = CONCEPT

    @property
    def is_passed(self) -> bool:
        """Whether nothing remains to be done about this criterion."""
        return self.outcome in _PASSES


@dataclass(frozen=True)
class Verdict:
    """The whole check.

    ``objections`` are the hard reasons of "not eligible" only; ``missing`` are the fields of Applicant
    still to be answered; ``exceptions`` are listed even where a hard reason makes them useless.
    """

    outcome: Eligibility
    objections: tuple[Objection, ...]
    missing: tuple[str, ...]
    exceptions: tuple[RequiredException, ...]
    warnings: tuple[Objection, ...]
    criteria: tuple[CriterionResult, ...]


def met(criterion: Criterion, *warnings: Objection) -> CriterionResult:
    """Return a passed line, with what is worth knowing all the same."""
    outcome = CriterionOutcome.WARNED if warnings else CriterionOutcome.MET
    return CriterionResult(criterion, outcome, warnings=warnings)


def not_applicable(criterion: Criterion) -> CriterionResult:
    """Return a line that does not concern this person."""
    return CriterionResult(criterion, CriterionOutcome.NOT_APPLICABLE)


def unanswered(criterion: Criterion, *fields: str) -> CriterionResult:
    """Return a line that waits for answers."""
    return CriterionResult(criterion, CriterionOutcome.MISSING, missing=fields)


def not_met(criterion: Criterion, *objections: Objection) -> CriterionResult:
    """Return a line with hard reasons."""
    return CriterionResult(criterion, CriterionOutcome.NOT_MET, objections=objections)


def needs(criterion: Criterion, exception: RequiredException, why: Objection) -> CriterionResult:
    """Return a line somebody may lift for this person."""
    return CriterionResult(criterion, CriterionOutcome.EXCEPTION_NEEDED, (why,), exceptions=(exception,))


def must(criterion: Criterion, answer: bool | None, otherwise: Objection) -> CriterionResult:
    """Return the line of a hard yes/no question; unanswered names the field of ``otherwise``."""
    if answer is None:
        return unanswered(criterion, *_field(otherwise))
    return met(criterion) if answer else not_met(criterion, otherwise)


def should(criterion: Criterion, answer: bool | None, otherwise: Objection) -> CriterionResult:
    """Return the line of a yes/no question the office judges itself: a no is a warning."""
    if answer is None:
        return unanswered(criterion, *_field(otherwise))
    return met(criterion) if answer else met(criterion, otherwise)


def _field(objection: Objection) -> tuple[str, ...]:
    return () if objection.field is None else (objection.field,)


def combine(results: Iterable[CriterionResult]) -> Verdict:
    """Return one verdict: hard reasons beat missing answers, these beat exceptions, these beat "eligible"."""
    criteria = tuple(results)
    hard = [each for each in criteria if each.outcome is CriterionOutcome.NOT_MET]
    missing = tuple(dict.fromkeys(name for each in criteria for name in each.missing))
    exceptions = tuple(needed for each in criteria for needed in each.exceptions)
    return Verdict(
        outcome=_outcome(refused=bool(hard), missing=bool(missing), excepted=bool(exceptions)),
        objections=tuple(objection for each in hard for objection in each.objections),
        missing=missing,
        exceptions=exceptions,
        warnings=tuple(warning for each in criteria for warning in each.warnings),
        criteria=criteria,
    )


def _outcome(*, refused: bool, missing: bool, excepted: bool) -> Eligibility:
    if refused:
        return Eligibility.NOT_ELIGIBLE
    if missing:
        return Eligibility.INCOMPLETE
    return Eligibility.ELIGIBLE_WITH_EXCEPTION if excepted else Eligibility.ELIGIBLE
