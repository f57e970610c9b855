"""The tables of steering: what happened, as the others told it, and the meetings where it is talked about."""

from services.steering.model.base import BOOKS, LEDGER, Base
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

__all__ = [
    "BOOKS",
    "LEDGER",
    "AgendaItem",
    "Base",
    "Fact",
    "Invited",
    "KnownContract",
    "KnownMandate",
    "Matter",
    "Meeting",
    "OpenPoint",
    "Series",
]
