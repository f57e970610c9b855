"""The tables of steering: what happened, as the others told it, the meetings where it is talked about, and reports."""

from services.steering.model.base import BOOKS, LEDGER, Base
from services.steering.model.closings import OfficeClosing
from services.steering.model.consistency import CheckFinding, CheckRun
from services.steering.model.facts import Fact
from services.steering.model.meetings import (
    AgendaItem,
    Invited,
    KnownContract,
    KnownMandate,
    Matter,
    Meeting,
    OpenPoint,
    Series,
)
from services.steering.model.reports import Report

__all__ = [
    "BOOKS",
    "LEDGER",
    "AgendaItem",
    "Base",
    "CheckFinding",
    "CheckRun",
    "Fact",
    "Invited",
    "KnownContract",
    "KnownMandate",
    "Matter",
    "Meeting",
    "OfficeClosing",
    "OpenPoint",
    "Report",
    "Series",
]
