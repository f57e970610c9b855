"""The shapes of the catalogue of alerts: one notice is one line of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from schemas.actor import Role
from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event


class Whom(StrEnum):
    """Whom a notice concerns, before it is known who that is today."""

    COORDINATOR = "coordinator"
    COORDINATORS = "coordinators"
    HEAD = "head"
    CASE_WORKER = "case_worker"
    ACCOUNT = "account"
    SECTOR_HEAD = "sector_head"
    REQUESTER = "requester"
    PROVIDER = "provider"
    CANTON = "canton"
    FINANCE = "finance"
    PAPER_PROVIDER = "paper_provider"
    INVITED = "invited"
    INVITED_HEAD = "invited_head"
    ADMIN = "admin"
    REVIEWER = "reviewer"
    PARTNER_SERVICES = "partner_services"
    PARTNER_PROVIDERS = "partner_providers"


@dataclass(frozen=True)
class Audience:
    """One account (in a role, or in any), or everybody of a role in an organisation (None: the whole office)."""

    role: Role | None
    organisation_id: UUID | None = None
    account_id: UUID | None = None

    @property
    def key(self) -> str:
        """The audience as one text, by which two alerts are found to be for the same people."""
        return f"{self.role or ''}/{self.organisation_id or ''}/{self.account_id or ''}"


EACH_ORGANISATION: Final = frozenset({AlertKind.REPORT_PUBLISHED})
"""Kinds that reach every organisation with people of the role, each on its own: one's having read is not another's."""


def audiences_of(role: Role, organisation_id: UUID, account_id: UUID) -> tuple[str, ...]:
    """Return the keys of every audience somebody belongs to in one role for one organisation."""
    found = (
        Audience(role, organisation_id),
        Audience(role),
        Audience(role, organisation_id, account_id),
        Audience(role, None, account_id),
        Audience(None, None, account_id),
    )
    return tuple(each.key for each in found)


@dataclass(frozen=True)
class Team:
    """Who looks after a mandate, as far as it is known."""

    social_service_id: UUID | None = None
    case_worker_id: UUID | None = None
    coordinator_id: UUID | None = None


NOBODY_YET = Team()


def always(_: Any) -> bool:
    """Whatever the event says."""
    return True


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Raise an alert of ``kind`` when ``on`` happens.

    ``by`` is the event field that holds the record, whose page is one of ``record``. ``due`` is the field with the
    due day; ``ahead`` keeps the alert among what is coming until that day. ``detail`` is the field that tells two
    alerts about one record apart. ``when`` narrows the events it holds for.
    """

    kind: AlertKind
    on: type[Event]
    whom: Whom
    posture: Posture = Posture.ACT
    record: RecordKind = RecordKind.MANDATE
    by: str = "mandate_id"
    due: str = ""
    ahead: bool = False
    detail: str = ""
    when: Callable[[Any], bool] = always


@dataclass(frozen=True)
class Ending:
    """Alerts of ``kinds`` about one of ``subjects`` end: their task is done. ``details`` None means whatever it is."""

    kinds: frozenset[AlertKind]
    subjects: frozenset[UUID]
    details: frozenset[str] | None = None


@dataclass(frozen=True)
class Raising:
    """One alert to raise; ``again`` says an open one of the same kind once more instead, whoever has it."""

    kind: AlertKind
    posture: Posture
    record: RecordKind
    subject_id: UUID
    audience: Audience
    mandate_id: UUID | None = None
    detail: str = ""
    due_on: date | None = None
    from_on: date | None = None
    again: bool = False
