"""What is said about dossiers: opened, moved between sectors, handed over, linked to a mandate, closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_casework import Sector
from schemas.fields import chosen, code, day, hidden, prose, tick_box
from schemas.message import Command, Event


class OpenDossier(Command, said="casework.open_dossier", about="dossier_id"):
    """A social service opens a dossier under its own number; the person's name stays in registration."""

    dossier_id: UUID = hidden()
    social_service_id: UUID = hidden()
    dossier_number: str = code()
    sector: Sector
    opened_on: date = day()
    case_worker_id: UUID = chosen("case_workers")
    exit_expected: bool = tick_box(default=False)


class MoveDossier(Command, said="casework.move_dossier", about="dossier_id"):
    """The dossier goes to another sector; counselling receives it only with a segment proposal of two persons."""

    dossier_id: UUID = hidden()
    row_version: int = hidden()
    moving_to: Sector
    case_worker_id: UUID = chosen("case_workers")
    received_on: date = day()
    transfer_remark: str = prose(longest=2000, default="")


class HandOverDossier(Command, said="casework.hand_over_dossier", about="dossier_id"):
    """Another case worker of the same sector takes the dossier over."""

    dossier_id: UUID = hidden()
    row_version: int = hidden()
    case_worker_id: UUID = chosen("case_workers")
    transfer_remark: str = prose(longest=2000)


class EstimateExit(Command, said="casework.estimate_exit", about="dossier_id"):
    """Whether an exit within six months keeps the dossier in Intake 2, without a segment (S-02)."""

    dossier_id: UUID = hidden()
    row_version: int = hidden()
    exit_expected: bool
    exit_reason: str = prose(longest=2000)


class LinkMandate(Command, said="casework.link_mandate", about="dossier_id"):
    """The dossier's person has a mandate at the office: its events then stand in the dossier's timeline."""

    dossier_id: UUID = hidden()
    row_version: int = hidden()
    mandate_id: UUID = chosen("own_mandates")
    situation_clarified: bool = tick_box(default=False)


class ConcludeAgreement(Command, said="casework.conclude_agreement", about="dossier_id"):
    """Case worker and person have concluded an agreement (CP)."""

    dossier_id: UUID = hidden()
    row_version: int = hidden()
    agreement_starts_on: date = day()
    agreement_ends_on: date | None = day(default=None)


class JustifyNoAgreement(Command, said="casework.justify_no_agreement", about="dossier_id"):
    """The case worker says why there is no agreement."""

    dossier_id: UUID = hidden()
    row_version: int = hidden()
    agreement_justification: str = prose(longest=2000)


class CloseDossier(Command, said="casework.close_dossier", about="dossier_id"):
    """The dossier ends; what was still being decided about its segment falls away."""

    dossier_id: UUID = hidden()
    row_version: int = hidden()
    dossier_closed_on: date = day()
    closing_remark: str = prose(longest=2000)


class DossierOpened(Event, said="casework.dossier_opened", about="dossier_id"):
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    sector: Sector
    opened_on: date


class DossierMoved(Event, said="casework.dossier_moved", about="dossier_id"):
    """The dossier has another sector, another case worker, or both."""

    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    sector: Sector
    received_on: date


class DossierClosed(Event, said="casework.dossier_closed", about="dossier_id"):
    dossier_id: UUID
    social_service_id: UUID
    closed_on: date
