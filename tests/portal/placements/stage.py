"""Puts places, people, proposals and placements into a household, through placements' own front desk."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas.actor import HOUSE
from schemas.codes import Funding, PlaceKind
from schemas.placements import (
    AcceptProposal,
    ProposePerson,
    PublishPlace,
    RegisterProvider,
    RequestReservation,
    SetPlacementsCode,
    SetQuota,
    StartPlacement,
    WriteInterimReport,
)
from schemas.registration import MandateReadyForMatching
from services.placements.model import PresenceMonth, Proposal
from tests.portal.household import OTHER_PROVIDER, PROVIDER, SERVICE, Household, account_id, actor

START, END = date(2026, 11, 23), date(2027, 11, 22)
LISTS = {
    "fields_of_work": ("kitchen", "Cuisine"),
    "disclosure_grounds": ("consent", "Consentement"),
    "end_reasons": ("job_found", "Emploi trouvé"),
    "suspension_reasons": ("illness", "Maladie"),
    "report_ways": ("paper", "Par la poste"),
}


class Stage:
    """One household with providers and code lists."""

    def __init__(self, household: Household) -> None:
        self.desk: Service = household.desks["placements"]
        for place, name in ((PROVIDER, "Südkurve"), (OTHER_PROVIDER, "FRAC")):
            code = name.lower().replace("ü", "ue")
            self.desk.do(RegisterProvider(provider_id=place[1], short_code=code, name=name, town="Lyss"), HOUSE)
        for of, (entry, word) in LISTS.items():
            code = SetPlacementsCode(of=of, entry=entry, fr=word, de=word, valid_from=date(2020, 1, 1))
            self.desk.do(code, HOUSE)

    def place(self, **changed: Any) -> UUID:
        made = {
            "place_id": uuid4(),
            "provider_id": PROVIDER[1],
            "title": "Cuisine du home",
            "kind": PlaceKind.IP,
            "funding": Funding.POIAS,
            "town": "Lyss",
            "field_of_work": "kitchen",
            "workload_min_percent": 50,
            "workload_max_percent": 100,
            "seats": 2,
            "available_from": date(2026, 1, 1),
            **dict.fromkeys(("qualification", "counselling", "coaching", "no_competition"), True),
        }
        return self._id(PublishPlace(**(made | changed)), "provider")

    def mandate(self, **changed: Any) -> UUID:
        mandate_id = uuid4()
        told = {
            "mandate_id": mandate_id,
            "number": f"2026-{mandate_id.int % 10000:04}",
            "social_service_id": SERVICE[1],
            "case_worker_id": account_id("case_worker"),
            "coordinator_id": account_id("ssip_coordinator"),
            "birth_on": date(1990, 5, 1),
            "kinds": (PlaceKind.IP,),
            "workload_percent": 80,
            "available_from": date(2026, 11, 1),
            "speaks_french": True,
            "speaks_german": False,
            "commune_bfs_no": 306,
            "check_valid_until": date(2027, 5, 1),
            "released_on": date(2026, 11, 20),
        }
        event = MandateReadyForMatching(**(told | changed))
        LetterBox(self.desk).hear([letter_of(event, self.desk.clock())])
        return mandate_id

    def proposal(self, mandate_id: UUID | None = None, place_id: UUID | None = None) -> UUID:
        asked = ProposePerson(
            proposal_id=uuid4(),
            mandate_id=mandate_id or self.mandate(),
            place_id=place_id or self.place(),
            starts_on=START,
            ends_on=END,
            workload_percent=80,
            ground="consent",
        )
        return self._id(asked, "ssip_coordinator")

    def placement(self) -> UUID:
        proposal_id = self.proposal()
        version = self.version(Proposal, proposal_id)
        return self._id(AcceptProposal(proposal_id=proposal_id, row_version=version), "provider")

    def running(self) -> UUID:
        placement_id = self.placement()
        started = StartPlacement(placement_id=placement_id, row_version=1, started_on=START)
        return self._id(started, "provider")

    def report(self) -> UUID:
        asked = WriteInterimReport(
            report_id=uuid4(),
            placement_id=self.running(),
            period_from=START,
            period_until=date(2026, 12, 31),
            progress="Bien",
            goals="Rythme",
            recommendation="Continuer",
        )
        return self._id(asked, "provider")

    def sheet(self) -> UUID:
        placement_id = self.running()
        with self.desk.database.reading() as session:
            return session.scalars(select(PresenceMonth.id).where(PresenceMonth.placement_id == placement_id)).one()

    def quota(self, months: int = 480, own_places: int = 2) -> None:
        for year in (2026, 2027):
            asked = SetQuota(
                social_service_id=SERVICE[1],
                kind=PlaceKind.IP,
                funding=Funding.POIAS,
                year=year,
                own_places=own_places,
                place_months=months,
            )
            self.desk.do(asked, HOUSE)

    def reservation(self, *, months: int = 480) -> UUID:
        """A request of the social service that nobody has decided."""
        self.quota(months, own_places=20)
        asked = RequestReservation(
            reservation_id=uuid4(), mandate_id=self.mandate(), place_id=self.place(), starts_on=START, ends_on=END
        )
        return self._id(asked, "case_worker")

    def version(self, table: Any, row_id: UUID) -> int:
        with self.desk.database.reading() as session:
            return int(session.get_one(table, row_id).row_version)

    def _id(self, command: Any, who: str) -> UUID:
        answer = self.desk.do(command, actor(who))
        assert answer is not None
        return answer
