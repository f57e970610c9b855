"""Which communes and social services may send mandates to the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.codes import Perimeter
from schemas.refusal import NotConfigured, Objection
from workflow.calendar import add_months

_TERRITORY = "Concept SSIP, ch. 4"


@dataclass(frozen=True)
class Commune:
    """One commune of the perimeter by its BFS number; the list is editable, so membership is dated."""

    bfs_no: int
    perimeter: Perimeter
    valid_from: date | None = None
    valid_until: date | None = None

    def is_member(self, day: date) -> bool:
        """Whether the commune belongs to the perimeter on ``day``."""
        return _holds(self.valid_from, self.valid_until, day)


@dataclass(frozen=True)
class ServiceContract:
    """The framework contract of one social service with the seat; ``valid_until`` is its last day."""

    valid_from: date
    valid_until: date | None = None


def historic_perimeter(bfs_no: int, communes: Iterable[Commune], day: date) -> Perimeter | None:
    """Return the historic perimeter of a commune, None where it does not belong to Seeland on ``day``."""
    members = (each for each in communes if each.bfs_no == bfs_no and each.is_member(day))
    return next((each.perimeter for each in members), None)


def commune_objections(bfs_no: int, communes: Iterable[Commune], day: date) -> list[Objection]:
    """Object to a mandate for somebody who lives outside the perimeter."""
    if historic_perimeter(bfs_no, communes, day) is not None:
        return []
    return [Objection("commune_outside", "commune_bfs_no", {"bfs_no": bfs_no}, _TERRITORY)]


def responsible_service(bfs_no: int, services: Mapping[int, UUID]) -> UUID:
    """Return the social service that serves a commune; raise NotConfigured for an unmapped one, never guess."""
    service = services.get(bfs_no)
    if service is None:
        raise NotConfigured(f"commune_services.{bfs_no}")
    return service


def is_contract_active(contract: ServiceContract, day: date) -> bool:
    """Whether the contract holds on ``day``, first and last day included."""
    return _holds(contract.valid_from, contract.valid_until, day)


def contract_objections(contracts: Iterable[ServiceContract], day: date) -> list[Objection]:
    """Object to a mandate of a service without an active contract on the mandate's day."""
    if any(is_contract_active(each, day) for each in contracts):
        return []
    return [Objection("contract_inactive", "social_service_id", {"day": day.isoformat()}, _TERRITORY)]


def contract_end(notice_given_on: date, notice_months: int | None) -> date:
    """Return the last day after a notice; raise NotConfigured while nobody has set the length of notice."""
    if notice_months is None:
        raise NotConfigured("contract_notice_months")
    return add_months(notice_given_on, notice_months)


def _holds(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)
