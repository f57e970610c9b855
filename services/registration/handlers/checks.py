"""Judging a person again: answers that have changed, and a check that has grown old."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from schemas import wire
from schemas.codes import Eligibility
from schemas.refusal import Objection, Refused
from schemas.registration import AdmissionAnswers, AdmissionRechecked, CorrectAnswers, ExceptionNeeded, RecheckAdmission
from services.registration.handlers.path import plan_of, tell_ready
from services.registration.handlers.steps import take
from services.registration.handlers.triage import pass_check
from services.registration.model import BOOKS, Mandate
from services.registration.queries.settings import limits_on
from services.registration.queries.verdicts import verdict_of
from services.registration.rules.mandate_course import BEFORE_PLACE, CORRECTABLE, S
from workflow.moves import write_history


def correct_answers(asked: CorrectAnswers, work: Work) -> UUID:
    """Keep the new answers and say what the check makes of them; before admission they decide, later they warn."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.state not in CORRECTABLE:
        raise Refused(Objection("step_not_possible_now", None, {"state": mandate.state.value}))
    needed = {each.exception for each in verdict_of(work, mandate, limits_on(work)).exceptions}
    changed = _keep(asked, mandate, work)
    if not changed:
        raise Refused(Objection("nothing_changed"))
    verdict = verdict_of(work, mandate, limits_on(work))
    mandate.eligibility = Eligibility(verdict.outcome)
    write_history(work, BOOKS, mandate.id, "answers_corrected", remark=asked.remark, count=len(changed))
    if mandate.state in BEFORE_PLACE:
        told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
        for each in verdict.exceptions:
            if each.exception not in needed:
                work.tell(ExceptionNeeded(**told, exception=each.exception))
    _tell(mandate, work)
    return mandate.id


def _keep(asked: CorrectAnswers, mandate: Mandate, work: Work) -> list[str]:
    """Return the names of the answers that changed; the audit row names them, not what they say."""
    written = wire.write(asked)
    answers = {name: written[name] for name in AdmissionAnswers.__dataclass_fields__}
    changed = sorted(name for name, value in answers.items() if mandate.answers.get(name) != value)
    mandate.answers = {**mandate.answers, **answers}
    if changed:
        work.note("answers", None, ",".join(changed))
    return changed


def recheck_admission(asked: RecheckAdmission, work: Work) -> UUID:
    """Judge the answers as of today; a check that is passed holds for another six months, and placements hears it."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.admitted_on is None or mandate.state not in CORRECTABLE:
        raise Refused(Objection("step_not_possible_now", None, {"state": mandate.state.value}))
    before = mandate.check_valid_until
    pass_check(mandate, work, day=work.today)
    work.note("check_valid_until", before, mandate.check_valid_until)
    write_history(work, BOOKS, mandate.id, "admission_rechecked", valid_until_on=mandate.check_valid_until)
    _tell(mandate, work)
    plan = plan_of(mandate, work)
    if plan is not None and mandate.state is S.MATCHING:
        tell_ready(mandate, plan, work)
    return mandate.id


def _tell(mandate: Mandate, work: Work) -> None:
    work.tell(
        AdmissionRechecked(
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            eligibility=Eligibility(mandate.eligibility),
            check_valid_until=mandate.check_valid_until,
        )
    )
