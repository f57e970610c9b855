"""Placements as lists and cards show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from messaging.work import Reading
from schemas.codes import DeclineSide, Funding, PlaceKind
from services.placements.model import Place, Placement, Prolongation, Provider, Seeker, Suspension
from services.placements.queries.lines import Cut, Page, cut_from, filled, history, steps_for
from services.placements.queries.reach import found, reachable
from services.placements.rules.placement_course import (
    HOLDING,
    PLACEMENT,
    PROLONGATION,
    PlacementState,
    ProlongationState,
)
from workflow.moves import Happening


@dataclass(frozen=True, kw_only=True)
class PlacementLine:
    """One placement in a list."""

    id: UUID
    row_version: int
    mandate_id: UUID
    number: str
    place_id: UUID
    place_title: str
    town: str
    provider_id: UUID
    provider_name: str
    social_service_id: UUID
    kind: PlaceKind
    funding: Funding
    workload_percent: int
    state: PlacementState
    starts_on: date
    ends_on: date
    ended_on: date | None
    end_reason: str | None
    end_side: DeclineSide | None
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SuspensionLine:
    """One interruption."""

    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProlongationLine:
    """One wish for a later end."""

    id: UUID
    row_version: int
    state: ProlongationState
    until: date
    asked_on: date
    by_role: str
    decided_on: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlacementCard(PlacementLine):
    """One placement with all that moved its end; every part of the sum is shown."""

    proposal_id: UUID
    agreed_until: date
    prolonged_days: int
    suspensions: tuple[SuspensionLine, ...]
    prolongations: tuple[ProlongationLine, ...]
    history: tuple[Happening, ...]


@dataclass(frozen=True, kw_only=True)
class PlacementFilter:
    """Which placements are asked for."""

    running_only: bool = False
    state: PlacementState | None = None
    mandate_id: UUID | None = None
    place_id: UUID | None = None
    provider_id: UUID | None = None
    kind: PlaceKind | None = None


def placements(
    reading: Reading,
    *,
    wanted: PlacementFilter = PlacementFilter(),
    cut: Cut = Cut(),  # noqa: B008
) -> Page[PlacementLine]:
    """Return the placements within reach, the next to end first."""
    asked = _narrowed(_joined(), reading, wanted).order_by(Placement.ends_on, Seeker.number)
    counted = _narrowed(select(Placement.id), reading, wanted)
    rows, total = cut_from(reading, asked, cut, counted)
    return Page(tuple(_line(reading, row) for row in rows), total)


def _narrowed(asked: Select[*tuple[Any, ...]], reading: Reading, wanted: PlacementFilter) -> Select[*tuple[Any, ...]]:
    asked = asked.where(reachable(Placement, reading.actor))
    for name in ("state", "mandate_id", "place_id", "provider_id", "kind"):
        if value := getattr(wanted, name):
            asked = asked.where(getattr(Placement, name) == value)
    if wanted.running_only:
        asked = asked.where(Placement.state.in_(HOLDING))
    return asked


def _joined() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Placement,
            Seeker.number,
            Place.title.label("place_title"),
            Place.town,
            Provider.name.label("provider_name"),
        )
        .join(Seeker, Seeker.mandate_id == Placement.mandate_id)
        .join(Place, Place.id == Placement.place_id)
        .join(Provider, Provider.id == Placement.provider_id)
    )


def _line(reading: Reading, row: Any) -> PlacementLine:
    return filled(PlacementLine, row.Placement, row, steps=steps_for(PLACEMENT, row.Placement.state, reading))


def placement_card(reading: Reading, *, placement_id: UUID) -> PlacementCard:
    """Return one placement within reach."""
    placement = found(reading, Placement, placement_id, "placement")
    row = reading.session.execute(_joined().where(Placement.id == placement_id)).one()
    wishes = _prolongations(reading, placement_id)
    return filled(
        PlacementCard,
        _line(reading, row),
        placement,
        suspensions=_suspensions(reading, placement_id),
        prolongations=wishes,
        history=history(reading, placement_id, *(each.id for each in wishes)),
    )


def _suspensions(reading: Reading, placement_id: UUID) -> tuple[SuspensionLine, ...]:
    asked = select(Suspension).where(Suspension.placement_id == placement_id).order_by(Suspension.starts_on)
    return tuple(filled(SuspensionLine, row) for row in reading.session.scalars(asked))


def _prolongations(reading: Reading, placement_id: UUID) -> tuple[ProlongationLine, ...]:
    asked = select(Prolongation).where(Prolongation.placement_id == placement_id).order_by(Prolongation.asked_on)
    return tuple(
        filled(ProlongationLine, row, steps=steps_for(PROLONGATION, row.state, reading))
        for row in reading.session.scalars(asked)
    )
