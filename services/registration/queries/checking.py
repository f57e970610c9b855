"""Whether a registration can be accepted as it is answered: everything that speaks against it, at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind
from schemas.refusal import Objection
from schemas.registration import MandateAnswers
from services.registration.model import Mandate, Person
from services.registration.queries.reach import reachable
from services.registration.queries.settings import limits_on
from services.registration.queries.territory import commune_map_on, communes_on, contracts_of
from services.registration.rules import territory
from services.registration.rules.admission import Applicant, Verdict, admission_verdict
from services.registration.rules.duplicates import Identity, normalised_name

ANSWERS = tuple(each.name for each in fields(Applicant) if each.name != "registered_on")
"""The answers admission is judged by; they have the same names in the message."""
NEEDED = ("family_name", "given_name", "birth_on", "commune_bfs_no", "wished_kind")
"""What every registration needs before anything can be judged."""
_CHAPTER = "Concept SSIP, ch. 3"


@dataclass(frozen=True)
class Check:
    """What comes out; the verdict is None while the kind of place is not chosen."""

    verdict: Verdict | None
    objections: tuple[Objection, ...]


def checked(reading: Reading, asked: MandateAnswers, social_service_id: UUID) -> Check:
    """Return the whole check of a registration by ``social_service_id``."""
    verdict = _verdict(reading, asked, asked.wished_kind) if asked.wished_kind else None
    found = [Objection("field_missing", name) for name in NEEDED if not getattr(asked, name)]
    found += _place_objections(reading, asked, social_service_id)
    if verdict:
        open_still = [name for name in verdict.missing if name not in NEEDED]
        found += [*verdict.objections, *(Objection("answer_missing", name, source=_CHAPTER) for name in open_still)]
    return Check(verdict, (*found, *_active_objections(reading, asked)))


def _verdict(reading: Reading, asked: MandateAnswers, kind: PlaceKind) -> Verdict:
    answers = {name: getattr(asked, name) for name in ANSWERS}
    applicant = Applicant(**answers, registered_on=reading.today)
    return admission_verdict(applicant, kind, reading.today, limits_on(reading))


def _place_objections(reading: Reading, asked: MandateAnswers, social_service_id: UUID) -> list[Objection]:
    """Object to a commune outside the perimeter, another service's commune, and a service without a contract."""
    today, number = reading.today, asked.commune_bfs_no
    found = territory.contract_objections(contracts_of(reading.session, social_service_id), today)
    if number is None:
        return found
    if outside := territory.commune_objections(number, communes_on(reading.session), today):
        return [*found, *outside]
    service_id = commune_map_on(reading.session, today).get(number)
    if service_id is None:
        facts = {"setting": f"commune_services.{number}"}
        found.append(Objection("commune_not_mapped", "commune_bfs_no", facts, "Concept SSIP, ch. 4"))
    elif service_id != social_service_id:
        found.append(Objection("commune_of_other_service", "commune_bfs_no", source="Concept SSIP, ch. 4"))
    return found


def person_of(reading: Reading, asked: MandateAnswers) -> Person | None:
    """Return the person with the same names and birth date, if she is known already."""
    same = select(Person).where(Person.name_key == name_key(asked), Person.birth_on == asked.birth_on)
    found = reading.session.scalars(same).first()
    if found is not None and found.merged_into_id is not None:
        return reading.session.get(Person, found.merged_into_id)
    return found


def name_key(asked: MandateAnswers) -> str:
    """Return the names as they are compared."""
    return normalised_name(Identity(asked.family_name, asked.given_name))


def _active_objections(reading: Reading, asked: MandateAnswers) -> list[Objection]:
    person = person_of(reading, asked) if asked.birth_on else None
    if person is None:
        return []
    active = select(Mandate.number, reachable(reading.actor, reading.today)).where(
        Mandate.active_person_id == person.id
    )
    found = reading.session.execute(active).first()
    if found is None:
        return []
    number, is_within_reach = found
    if is_within_reach:
        return [Objection("person_has_this_mandate", "family_name", {"number": number})]
    return [Objection("person_has_active_mandate", "family_name")]
