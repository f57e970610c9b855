"""Services, communes, contracts, dated values and code lists; saying the same twice changes nothing."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.actor import Role
from schemas.refusal import NotFound, Objection, Refused
from schemas.registration import (
    EndRegistrationCode,
    MapCommune,
    RegisterCommune,
    RegisterSocialService,
    ServiceContractSigned,
    SetRegistrationCode,
    SetRegistrationDeadline,
    SetRegistrationValue,
    SignServiceContract,
    SocialServiceRegistered,
    WithdrawCommuneMap,
    WithdrawRegistrationCode,
    WithdrawRegistrationValue,
)
from services.registration.model import BOOKS, Commune, CommuneMap, ServiceContract, SocialService
from services.registration.rules.register import CODE_LISTS, REGISTER
from workflow import registers
from workflow.dated import Code
from workflow.settings import day_objections, withdrawal_objections


def register_social_service(asked: RegisterSocialService, work: Work) -> UUID:
    """Enter or correct a social service."""
    row = work.session.get(SocialService, asked.social_service_id)
    if row is None:
        row = SocialService(id=asked.social_service_id)
        work.session.add(row)
        work.tell(SocialServiceRegistered(social_service_id=asked.social_service_id, short_code=asked.short_code))
    row.short_code, row.town = asked.short_code, asked.town
    row.name_fr, row.name_de = asked.name_fr, asked.name_de
    return row.id


def register_commune(asked: RegisterCommune, work: Work) -> None:
    """Enter or correct a commune."""
    row = work.session.get(Commune, asked.bfs_no)
    if row is None:
        row = Commune(bfs_no=asked.bfs_no)
        work.session.add(row)
    row.name, row.perimeter, row.valid_from = asked.name, asked.perimeter, asked.valid_from


def map_commune(asked: MapCommune, work: Work) -> UUID:
    """Say which service answers for a commune from a day on; people change no past day."""
    if work.session.get(Commune, asked.bfs_no) is None:
        raise NotFound("commune")
    if work.session.get(SocialService, asked.social_service_id) is None:
        raise NotFound("social_service")
    if work.actor.role is not Role.SYSTEM and (against := day_objections(asked.valid_from, work.today)):
        raise Refused(*against)
    same_day = select(CommuneMap).where(CommuneMap.bfs_no == asked.bfs_no, CommuneMap.valid_from == asked.valid_from)
    row = work.session.scalars(same_day).first()
    if row is None:
        row = CommuneMap(bfs_no=asked.bfs_no, valid_from=asked.valid_from, social_service_id=asked.social_service_id)
        work.session.add(row)
    work.note(f"commune_map.{asked.bfs_no}", row.social_service_id, asked.social_service_id)
    row.social_service_id = asked.social_service_id
    work.session.flush()
    return row.id


def withdraw_commune_map(asked: WithdrawCommuneMap, work: Work) -> None:
    """Take back a change of the map that does not hold yet."""
    if against := withdrawal_objections(asked.valid_from, work.today):
        raise Refused(*against)
    this = (CommuneMap.bfs_no == asked.bfs_no, CommuneMap.valid_from == asked.valid_from)
    row = work.session.scalars(select(CommuneMap).where(*this)).first()
    if row is None:
        raise NotFound("commune")
    work.note(f"commune_map.{asked.bfs_no}", row.social_service_id, None)
    work.session.delete(row)


def sign_service_contract(asked: SignServiceContract, work: Work) -> UUID:
    """Enter or end a framework contract; it cannot end before it begins."""
    if asked.ends_on is not None and asked.ends_on < asked.starts_on:
        raise Refused(Objection("ends_before_start", "ends_on", {"starts_on": asked.starts_on.isoformat()}))
    row = work.session.get(ServiceContract, asked.contract_id)
    if row is None:
        row = ServiceContract(id=asked.contract_id, social_service_id=asked.social_service_id)
        work.session.add(row)
    _note(work, "contract.starts_on", row.starts_on, asked.starts_on)
    _note(work, "contract.ends_on", row.ends_on, asked.ends_on)
    row.starts_on, row.ends_on = asked.starts_on, asked.ends_on
    work.tell(
        ServiceContractSigned(
            contract_id=row.id,
            social_service_id=row.social_service_id,
            starts_on=asked.starts_on,
            ends_on=asked.ends_on,
        )
    )
    return row.id


def _note(work: Work, what: str, before: object, after: object) -> None:
    if before != after:
        work.note(what, before, after)


def set_code(asked: SetRegistrationCode, work: Work) -> None:
    """Put an entry on a dated code list."""
    entry = Code(asked.of, asked.entry, asked.fr, asked.de)
    registers.enter_code(work, BOOKS, CODE_LISTS, entry, (asked.valid_from, asked.rank))


def end_code(asked: EndRegistrationCode, work: Work) -> None:
    """Take an entry off its list after a day."""
    registers.end_code(work, BOOKS, asked.of, asked.entry, asked.last_day)


def withdraw_code(asked: WithdrawRegistrationCode, work: Work) -> None:
    """Take back an entry that does not hold yet."""
    registers.withdraw_code(work, BOOKS, asked.of, asked.entry, asked.valid_from)


def set_value(asked: SetRegistrationValue, work: Work) -> None:
    """Set a dated value."""
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))


def set_deadline(asked: SetRegistrationDeadline, work: Work) -> None:
    """Replace the counts of a deadline's stages."""
    registers.change(work, BOOKS, REGISTER, (f"deadline.{asked.kind}", asked.counts, asked.valid_from))


def withdraw_value(asked: WithdrawRegistrationValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)
