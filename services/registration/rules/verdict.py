"""How an admission check answers: criterion by criterion, then as one outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from schemas.actor import Role
from schemas.codes import AdmissionException, Criterion, CriterionOutcome, Eligibility
from schemas.refusal import Objection


@dataclass(frozen=True)
class RequiredException:
    """One exception somebody must grant before the person is admitted.

    ``approver`` is the role that grants it; ``consultation`` asks for the documented consultation of the case worker
    with the head of the office (work capacity of IS).
    """

    exception: AdmissionException
    approver: Role
    consultation: bool = False


@dataclass(frozen=True)
class CriterionResult:
    """One line of the check; ``objection`` is the reason (not met, exception needed), with its source."""

    criterion: Criterion
    outcome: CriterionOutcome
    source: str
    objections: tuple[Objection, ...] = ()
    missing: tuple[str, ...] = ()
    exceptions: tuple[RequiredException, ...] = ()
    warnings: tuple[Objection, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The whole check.

    ``objections`` are the hard reasons of "not eligible"; ``missing`` are the fields of Applicant still to be
    answered; ``exceptions`` are listed even where a hard reason makes them useless.
    """

    outcome: Eligibility
    objections: tuple[Objection, ...]
    missing: tuple[str, ...]
    exceptions: tuple[RequiredException, ...]
    warnings: tuple[Objection, ...]
    criteria: tuple[CriterionResult, ...]


def combine(results: Iterable[CriterionResult]) -> Verdict:
    """Return one verdict: a hard reason beats missing answers, which beat exceptions, which beat "eligible"."""
    criteria = tuple(results)
    objections = tuple(
        chain.from_iterable(each.objections for each in criteria if each.outcome is CriterionOutcome.NOT_MET)
    )
    missing = tuple(dict.fromkeys(chain.from_iterable(each.missing for each in criteria)))
    exceptions = tuple(chain.from_iterable(each.exceptions for each in criteria))
    warnings = tuple(chain.from_iterable(each.warnings for each in criteria))
    outcome = _outcome(bool(objections), bool(missing), bool(exceptions))
    return Verdict(outcome, objections, missing, exceptions, warnings, criteria)


def _outcome(refused: bool, missing: bool, excepted: bool) -> Eligibility:
    if refused:
        return Eligibility.NOT_ELIGIBLE
    if missing:
        return Eligibility.INCOMPLETE
    return Eligibility.ELIGIBLE_WITH_EXCEPTION if excepted else Eligibility.ELIGIBLE
