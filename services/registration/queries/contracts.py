"""Framework contracts and the map of communes with all their days, and what a change of them would concern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes_registration import MandateState
from services.registration.model import CommuneMap, Mandate, ServiceContract
from services.registration.queries.settings import notice_months_on
from services.registration.rules.territory import contract_end
from workflow.registers import Effect, how_many

_ENDED = (MandateState.CLOSED, MandateState.REFUSED, MandateState.WITHDRAWN, MandateState.EXPIRED)


@dataclass(frozen=True)
class ContractLine:
    """One framework contract with its first and last day."""

    id: UUID
    social_service_id: UUID
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the contract holds on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class MapEntry:
    """From which day on a social service answers for a commune."""

    bfs_no: int
    social_service_id: UUID
    valid_from: date


def contract_lines(reading: Reading, *, social_service_id: UUID | None = None) -> tuple[ContractLine, ...]:
    """Return the framework contracts of one service or of all, the latest first."""
    asked = select(ServiceContract).order_by(ServiceContract.starts_on.desc())
    if social_service_id is not None:
        asked = asked.where(ServiceContract.social_service_id == social_service_id)
    return tuple(
        ContractLine(row.id, row.social_service_id, row.starts_on, row.ends_on)
        for row in reading.session.scalars(asked)
    )


def map_entries(reading: Reading, *, bfs_no: int) -> tuple[MapEntry, ...]:
    """Return which services answered, answer and will answer for a commune, the latest day first."""
    asked = select(CommuneMap).where(CommuneMap.bfs_no == bfs_no).order_by(CommuneMap.valid_from.desc())
    return tuple(MapEntry(row.bfs_no, row.social_service_id, row.valid_from) for row in reading.session.scalars(asked))


def contract_end_after_notice(reading: Reading, *, notice_on: date) -> date:
    """Return the last day of a contract ended by notice; raise NotConfigured where no length of notice is set."""
    return contract_end(notice_on, notice_months_on(reading))


def service_effects(reading: Reading, *, social_service_id: UUID) -> tuple[Effect, ...]:
    """Return how many mandates of a service are under way; the end of its contract stops new ones only."""
    running = Mandate.state.not_in(_ENDED)
    return (how_many(reading, "mandates_of_service", Mandate.social_service_id == social_service_id, running),)


def commune_effects(reading: Reading, *, bfs_no: int) -> tuple[Effect, ...]:
    """Return how many mandates of people from a commune are under way; they stay with their service."""
    running = Mandate.state.not_in(_ENDED)
    return (how_many(reading, "mandates_of_commune", Mandate.commune_bfs_no == bfs_no, running),)
