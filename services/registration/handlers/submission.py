"""A social service submits a mandate: who the person is, where she lives, and whether she may be admitted."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from messaging.work import Work
from schemas import wire
from schemas.codes import Eligibility, Phase
from schemas.codes_registration import MandateState, TeamPart
from schemas.refusal import Conflict, Refused
from schemas.registration import ExceptionNeeded, MandateSubmitted, SubmitMandate
from services.registration.handlers.likenesses import compare_entered
from services.registration.handlers.steps import COURSE, enter_part, owner_after
from services.registration.model import Mandate, MandateDraft, NumberSeries, Person, PhaseRecord
from services.registration.queries.checking import ANSWERS, checked, name_key, person_of
from services.registration.rules.admission import Verdict


def submit_mandate(asked: SubmitMandate, work: Work) -> UUID:
    """Check everything at once, then enter person and mandate; exceptions still to be granted do not stop it."""
    if work.session.get(Mandate, asked.mandate_id):
        raise Conflict("mandate_submitted_already")
    check = checked(work, asked, asked.social_service_id)
    if check.objections or check.verdict is None:
        raise Refused(*check.objections)
    mandate = _enter(asked, work, check.verdict)
    _forget_draft(mandate.id, work)
    work.tell(_submitted(mandate))
    for needed in check.verdict.exceptions:
        told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
        work.tell(ExceptionNeeded(**told, exception=needed.exception))
    return mandate.id


def _forget_draft(mandate_id: UUID, work: Work) -> None:
    if draft := work.session.get(MandateDraft, mandate_id):
        work.session.delete(draft)


def _person(asked: SubmitMandate, work: Work) -> Person:
    """Return the person where names and birth date are known already, else a new row."""
    person = person_of(work, asked)
    if person is None:
        names = {"family_name": asked.family_name, "given_name": asked.given_name}
        person = Person(id=uuid4(), **names, birth_on=asked.birth_on, name_key=name_key(asked))
        work.session.add(person)
    return person


def _enter(asked: SubmitMandate, work: Work, verdict: Verdict) -> Mandate:
    person = _person(asked, work)
    mandate = Mandate(
        id=asked.mandate_id,
        number=_next_number(work),
        person=person,
        active_person_id=person.id,
        social_service_id=asked.social_service_id,
        case_worker_id=work.actor.account_id,
        commune_bfs_no=asked.commune_bfs_no,
        state=MandateState.SUBMITTED,
        phase=Phase.REGISTRATION,
        wished_kind=asked.wished_kind,
        eligibility=verdict.outcome,
        answers=_plain_answers(asked),
        goal=asked.goal,
        submitted_at=work.now,
        submitted_on=work.today,
    )
    work.session.add(mandate)
    if person.compared_at is None:
        compare_entered(person, work)
    work.session.flush()
    work.session.add(PhaseRecord(mandate_id=mandate.id, phase=Phase.REGISTRATION, begun_on=work.today))
    enter_part(mandate, TeamPart.CASE_WORKER, work.actor.account_id, work)
    COURSE.start(mandate, work, owner_after(mandate, MandateState.SUBMITTED))
    return mandate


def _plain_answers(asked: SubmitMandate) -> dict[str, Any]:
    written = wire.write(asked)
    return {name: written[name] for name in ANSWERS}


def _next_number(work: Work) -> str:
    year = work.today.year
    row = work.session.get(NumberSeries, year, with_for_update=True)
    if row is None:
        row = NumberSeries(year=year, last=0)
        work.session.add(row)
    row.last += 1
    return f"M-{year}-{row.last:04d}"


def _submitted(mandate: Mandate) -> MandateSubmitted:
    return MandateSubmitted(
        mandate_id=mandate.id,
        number=mandate.number,
        social_service_id=mandate.social_service_id,
        case_worker_id=mandate.case_worker_id,
        wished_kind=mandate.wished_kind,
        eligibility=Eligibility(mandate.eligibility),
        submitted_on=mandate.submitted_on,
    )
