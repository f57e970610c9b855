"""The tables of placements; no name of a person stands in any of them."""

from __future__ import annotations

from messaging.ledger import Ledger
from services.placements.model.ground import Base
from services.placements.model.place_drafts import PlaceDraft
from services.placements.model.placements import Placement, Prolongation, Suspension
from services.placements.model.places import Offer, Place, PlaceCapacity, PlaceConfirmation, Provider, TravelTime
from services.placements.model.presence import PresenceMark, PresenceMonth
from services.placements.model.proposals import Proposal, Seeker, SeekerState
from services.placements.model.quotas import Quota, Reservation
from services.placements.model.reports import InterimReport
from services.placements.model.searches import SavedSearch
from services.placements.model.seats import HoldState, PlaceSeat, SeatHold
from services.placements.model.waiting import WaitingEntry, WaitingLine
from workflow.books import Books

LEDGER = Ledger(Base.metadata)
BOOKS = Books(Base.metadata)

__all__ = [
    "BOOKS",
    "LEDGER",
    "Base",
    "HoldState",
    "InterimReport",
    "Offer",
    "Place",
    "PlaceCapacity",
    "PlaceConfirmation",
    "PlaceDraft",
    "PlaceSeat",
    "Placement",
    "PresenceMark",
    "PresenceMonth",
    "Prolongation",
    "Proposal",
    "Provider",
    "Quota",
    "Reservation",
    "SavedSearch",
    "SeatHold",
    "Seeker",
    "SeekerState",
    "Suspension",
    "TravelTime",
    "WaitingEntry",
    "WaitingLine",
]
