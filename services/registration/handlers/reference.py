"""Services, communes, contracts, dated values and code lists; saying the same twice changes nothing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.registration import (
    MapCommune,
    RegisterCommune,
    RegisterSocialService,
    SetRegistrationCode,
    SetRegistrationValue,
    SignServiceContract,
    SocialServiceRegistered,
)
from services.registration.model import BOOKS, Commune, CommuneMap, ServiceContract, SocialService
from workflow import dated
from workflow.dated import Code


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
    """Say which service answers for a commune from a day on."""
    same_day = select(CommuneMap).where(CommuneMap.bfs_no == asked.bfs_no, CommuneMap.valid_from == asked.valid_from)
    row = work.session.scalars(same_day).first()
    if row is None:
        row = CommuneMap(bfs_no=asked.bfs_no, valid_from=asked.valid_from, social_service_id=asked.social_service_id)
        work.session.add(row)
    work.note(f"commune_map.{asked.bfs_no}", row.social_service_id, asked.social_service_id)
    row.social_service_id = asked.social_service_id
    work.session.flush()
    return row.id


def sign_service_contract(asked: SignServiceContract, work: Work) -> UUID:
    """Enter or end a framework contract."""
    row = work.session.get(ServiceContract, asked.contract_id)
    if row is None:
        row = ServiceContract(id=asked.contract_id, social_service_id=asked.social_service_id)
        work.session.add(row)
    _note_end(work, row.ends_on, asked.ends_on)
    row.starts_on, row.ends_on = asked.starts_on, asked.ends_on
    return row.id


def _note_end(work: Work, before: date | None, after: date | None) -> None:
    if before != after:
        work.note("contract.ends_on", before, after)


def set_code(asked: SetRegistrationCode, work: Work) -> None:
    """Put an entry on a dated code list."""
    dated.set_code(work, BOOKS, Code(asked.of, asked.entry, asked.fr, asked.de), asked.valid_from, rank=asked.rank)


def set_value(asked: SetRegistrationValue, work: Work) -> None:
    """Set a dated value."""
    dated.set_value(work, BOOKS, asked.name, asked.valid_from, asked.value)
