"""A social service submits a mandate: who the person is, where she lives, and whether she may be admitted."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas import wire
from schemas.codes import Eligibility, Phase
from schemas.refusal import Objection, Refused
from schemas.registration import ExceptionNeeded, MandateSubmitted, SubmitMandate
from services.registration.handlers.steps import COURSE, owner_after
from services.registration.model import Mandate, NumberSeries, Person, PhaseRecord
from services.registration.queries.settings import limits_on
from services.registration.queries.territory import commune_map_on, communes_on, contracts_of
from services.registration.rules import territory
from services.registration.rules.admission import Applicant, Verdict, admission_verdict
from services.registration.rules.duplicates import Identity, normalised_name
from services.registration.rules.mandate_course import MandateState

_ANSWERS = tuple(each.name for each in fields(Applicant) if each.name != "registered_on")


def submit_mandate(asked: SubmitMandate, work: Work) -> UUID:
    """Check everything at once, then enter person and mandate; exceptions still to be granted do not stop it."""
    applicant = _applicant(asked, work)
    verdict = admission_verdict(applicant, asked.wished_kind, work.today, limits_on(work))
    person, is_known = _person(asked, work)
    found = [*_place_objections(asked, work), *_verdict_objections(verdict)]
    if is_known:
        found += _active_objections(person, work)
    if found:
        raise Refused(*found)
    mandate = _enter(asked, work, person, verdict)
    work.tell(_submitted(mandate))
    for needed in verdict.exceptions:
        told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
        work.tell(ExceptionNeeded(**told, exception=needed.exception))
    return mandate.id


def _applicant(asked: SubmitMandate, work: Work) -> Applicant:
    answers = {name: getattr(asked, name) for name in _ANSWERS}
    return Applicant(**answers, registered_on=work.today)


def _place_objections(asked: SubmitMandate, work: Work) -> list[Objection]:
    """Object to a commune outside the perimeter, another service's commune, and a service without a contract."""
    today = work.today
    outside = territory.commune_objections(asked.commune_bfs_no, communes_on(work.session), today)
    if outside:
        return outside
    service_id = commune_map_on(work.session, today).get(asked.commune_bfs_no)
    found = territory.contract_objections(contracts_of(work.session, asked.social_service_id), today)
    if service_id is None:
        facts = {"setting": f"commune_services.{asked.commune_bfs_no}"}
        found.append(Objection("commune_not_mapped", "commune_bfs_no", facts, "Concept SSIP, ch. 4"))
    elif service_id != asked.social_service_id:
        found.append(Objection("commune_of_other_service", "commune_bfs_no", source="Concept SSIP, ch. 4"))
    return found


def _verdict_objections(verdict: Verdict) -> list[Objection]:
    missing = [Objection("answer_missing", name, source="Concept SSIP, ch. 3") for name in verdict.missing]
    return [*verdict.objections, *missing]


def _person(asked: SubmitMandate, work: Work) -> tuple[Person, bool]:
    """Return the person and True where name and birth date are known already, else a new row and False."""
    key = normalised_name(Identity(asked.family_name, asked.given_name))
    same = select(Person).where(Person.name_key == key, Person.birth_on == asked.birth_on)
    if found := work.session.scalars(same).first():
        return found, True
    names = {"family_name": asked.family_name, "given_name": asked.given_name}
    return Person(**names, birth_on=asked.birth_on, name_key=key), False


def _active_objections(person: Person, work: Work) -> list[Objection]:
    active = work.session.scalars(select(Mandate).where(Mandate.active_person_id == person.id)).first()
    return [Objection("person_has_active_mandate", "family_name")] if active else []


def _enter(asked: SubmitMandate, work: Work, person: Person, verdict: Verdict) -> Mandate:
    work.session.add(person)
    work.session.flush()
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
    work.session.flush()
    work.session.add(PhaseRecord(mandate_id=mandate.id, phase=Phase.REGISTRATION, begun_on=work.today))
    COURSE.start(mandate, work, owner_after(mandate, MandateState.SUBMITTED))
    return mandate


def _plain_answers(asked: SubmitMandate) -> dict[str, Any]:
    written = wire.write(asked)
    return {name: written[name] for name in _ANSWERS}


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
