"""The tables of billing: happenings that may cost something, settings, service records, papers and their lines."""

from __future__ import annotations

from services.billing.model.ground import BOOKS, LEDGER, Base
from services.billing.model.happenings import (
    ClosedMandate,
    LockedMonth,
    PhaseHappening,
    PlacementHappening,
    PlacementRest,
)
from services.billing.model.papers import NumberSeries, Paper, PaperLine, Run
from services.billing.model.records import ServiceRecord
from services.billing.model.reference import AccountEntry, CreditYear, PartyDetail, TariffRow, YearlyCost
from services.billing.model.seals import GUARD

__all__ = [
    "BOOKS",
    "GUARD",
    "LEDGER",
    "AccountEntry",
    "Base",
    "ClosedMandate",
    "CreditYear",
    "LockedMonth",
    "NumberSeries",
    "Paper",
    "PaperLine",
    "PartyDetail",
    "PhaseHappening",
    "PlacementHappening",
    "PlacementRest",
    "Run",
    "ServiceRecord",
    "TariffRow",
    "YearlyCost",
]
