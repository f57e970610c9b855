"""Communes, the map of communes to services, and contracts, as the rules want them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from messaging.direct_reading import DirectQuestion
from messaging.work import Reading
from schemas.codes import Perimeter
from services.registration import model
from services.registration.rules.territory import Commune, ServiceContract


def communes_on(session: Session) -> tuple[Commune, ...]:
    """Return every commune with the days of its membership."""
    rows = session.scalars(select(model.Commune))
    return tuple(Commune(row.bfs_no, row.perimeter, row.valid_from, row.valid_until) for row in rows)


def commune_map_on(session: Session, day: date) -> dict[int, UUID]:
    """Return the service that answers for each mapped commune on ``day``."""
    entries = select(model.CommuneMap).where(model.CommuneMap.valid_from <= day).order_by(model.CommuneMap.valid_from)
    return {row.bfs_no: row.social_service_id for row in session.scalars(entries)}


def contracts_of(session: Session, social_service_id: UUID) -> tuple[ServiceContract, ...]:
    """Return the framework contracts of one service."""
    asked = select(model.ServiceContract).where(model.ServiceContract.social_service_id == social_service_id)
    return tuple(ServiceContract(row.starts_on, row.ends_on) for row in session.scalars(asked))


@dataclass(frozen=True)
class CommuneLine:
    """One commune as lists show it; the service is None where nobody has mapped it yet."""

    bfs_no: int
    name: str
    perimeter: Perimeter
    social_service_id: UUID | None


@dataclass(frozen=True)
class SocialServiceLine:
    """One social service as lists show it."""

    id: UUID
    short_code: str
    name_fr: str
    name_de: str
    town: str

    def name(self, language: str) -> str:
        """Return the name in ``language``."""
        return self.name_de if language == "de" else self.name_fr


def communes(reading: Reading, *, of_service: UUID | None = None) -> tuple[CommuneLine, ...]:
    """Return the communes by name, all of them or those one service answers for."""
    mapped = commune_map_on(reading.session, reading.today)
    rows = reading.session.scalars(select(model.Commune).order_by(model.Commune.name))
    lines = (CommuneLine(row.bfs_no, row.name, row.perimeter, mapped.get(row.bfs_no)) for row in rows)
    return tuple(each for each in lines if of_service is None or each.social_service_id == of_service)


_OF_SERVICE: Final = (
    model.SocialService.id,
    model.SocialService.short_code,
    model.SocialService.name_fr,
    model.SocialService.name_de,
    model.SocialService.town,
)
_SERVICES: Final = DirectQuestion(select(*_OF_SERVICE).order_by(model.SocialService.name_fr))
"""Their names stand on most lists."""


def social_services(reading: Reading) -> tuple[SocialServiceLine, ...]:
    """Return the affiliated social services by name."""
    return tuple(SocialServiceLine(*row) for row in _SERVICES.rows(reading.session))
