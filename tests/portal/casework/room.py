"""Puts dossiers of the service of Lyss into a household, through casework's own front desk."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from schemas import casework as said
from schemas.actor import HOUSE
from schemas.codes_casework import Sector, Segment, SegmentCriterion
from services.casework.queries.files import DossierFile, dossier_file
from services.casework.queries.settings import enabling
from tests.portal.household import SERVICE, Household, account_id, actor

WORKER = account_id("case_worker")
OPENED = date(2026, 11, 2)
NUMBERS = count(10_001)
SPEAKS_FOR = {
    Segment.A: SegmentCriterion.A_STABILISATION,
    Segment.B: SegmentCriterion.B_SEVERAL_TOPICS,
    Segment.C: SegmentCriterion.C_STABLE_WITHOUT_EXIT,
}


class Room:
    """One household whose service of Lyss works with segments."""

    def __init__(self, household: Household) -> None:
        self.desk = household.desks["casework"]
        self.today = household.watch.now.date()
        name = enabling(SERVICE[1])
        self.desk.do(said.SetCaseworkValue(name=name, value=1, valid_from=date(2018, 1, 1)), HOUSE)

    def file(self, dossier_id: UUID) -> DossierFile:
        return self.desk.ask(dossier_file, HOUSE, dossier_id=dossier_id)

    def dossier(self, sector: Sector = Sector.INTAKE_2, number: str = "") -> UUID:
        made = said.OpenDossier(
            dossier_id=uuid4(),
            social_service_id=SERVICE[1],
            dossier_number=number or f"LY-{next(NUMBERS)}",
            sector=sector,
            opened_on=OPENED,
            case_worker_id=WORKER,
        )
        found = self.desk.do(made, actor("case_worker"))
        assert found is not None
        return found

    def proposed(self, segment: Segment = Segment.B, number: str = "") -> UUID:
        dossier_id = self.dossier(number=number)
        wish: dict[str, Any] = {"criteria": (SPEAKS_FOR[segment],), "justification": "Seen.", "transfer_report": True}
        proposal = said.ProposeSegment(decision_id=uuid4(), dossier_id=dossier_id, proposed_segment=segment, **wish)
        self.desk.do(proposal, actor("case_worker"))
        return dossier_id

    def in_segment(self, segment: Segment = Segment.B, number: str = "") -> UUID:
        dossier_id = self.proposed(segment, number)
        self.settle(said.AgreeToSegment, dossier_id, "sector_head", transfer_report=True)
        version = self.file(dossier_id).row_version
        moved: dict[str, Any] = {"moving_to": Sector.COUNSELLING_1, "received_on": self.today}
        self.desk.do(
            said.MoveDossier(dossier_id=dossier_id, row_version=version, case_worker_id=WORKER, **moved),
            actor("case_worker"),
        )
        self.settle(said.DecideSegment, dossier_id, "case_worker", decided_segment=segment)
        self.settle(said.ExecuteSegment, dossier_id, "sector_head")
        return dossier_id

    def settle(self, kind: Any, dossier_id: UUID, name: str, **rest: Any) -> None:
        pending = self.file(dossier_id).under_way
        assert pending is not None
        self.desk.do(kind(decision_id=pending.id, row_version=pending.row_version, **rest), actor(name))
