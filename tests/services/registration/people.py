"""An office, two social services and an applicant who meets every criterion, for tests of registration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from messaging.database import Database
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas import registration as said
from schemas.actor import HOUSE, Actor, Role
from schemas.codes import Funding, Perimeter, PermitCategory, PlaceKind
from schemas.message import Event
from schemas.placements import PersonAssigned, PersonEnded, PersonStarted
from schemas.refusal import Refused
from services.registration.queries.files import MandateFile, mandate_file
from services.registration.service import WIRING
from tests import kept
from tests.messaging.toy import Watch

LYSS, NIDAU, OFFICE_ID, PROVIDER_ID = uuid4(), uuid4(), uuid4(), uuid4()
CASE_WORKER = Actor(uuid4(), Role.CASE_WORKER, LYSS)
OTHER_WORKER = Actor(uuid4(), Role.CASE_WORKER, NIDAU)
COORDINATOR = Actor(uuid4(), Role.SSIP_COORDINATOR, OFFICE_ID)
HEAD = Actor(uuid4(), Role.SSIP_HEAD, OFFICE_ID)
PROVIDER = Actor(uuid4(), Role.PROVIDER, PROVIDER_ID)
FIRST_DAY = date(2018, 1, 1)
MEETS_ALL: dict[str, Any] = {
    "birth_on": date(1990, 5, 1),
    "nationality_swiss": False,
    "permit_category": PermitCategory.C,
    "permit_valid_until": date(2028, 1, 1),
    "employability_percent": 90,
    "work_capacity_percent": 100,
    "potential": True,
    "motivation": True,
    "speaks_french": True,
    "speaks_german": True,
    "motivation_for_change": True,
    "day_structure_percent": 100,
    "accident_insurance": True,
    "has_children": False,
    "housing_stable": True,
    "health_stable": True,
    "addiction_present": False,
    "self_employed": False,
    "schooling_done": True,
}
LISTS = {
    "closing_reasons": ("done", "employment"),
    "potential_scale": ("high", "low"),
    "success_scale": ("reached", "not_reached"),
    "refusal_reasons": ("criteria_not_met",),
}


class Office:
    """Registration alone, on SQLite unless told otherwise, with its reference data entered through the front desk."""

    def __init__(self, folder: Path, url: str = "", *, lists: bool = True) -> None:
        self.watch = Watch()
        self.service = Service(WIRING, Database(url or f"sqlite:///{folder}/registration.sqlite"), self.watch)
        self.box = LetterBox(self.service)
        kept.furnished(("registration", lists), self.service.database, lambda: self._furnish(lists=lists))

    def _furnish(self, *, lists: bool) -> None:
        WIRING.metadata.create_all(self.service.database.engine)
        self._enter_reference()
        if lists:
            self.enter_lists()

    def _enter_reference(self) -> None:
        for service_id, code in ((LYSS, "lyss"), (NIDAU, "nidau")):
            names: dict[str, Any] = {"name_fr": code.title(), "name_de": code.title(), "town": code.title()}
            self.do(said.RegisterSocialService(social_service_id=service_id, short_code=code, **names))
            self.do(said.SignServiceContract(contract_id=uuid4(), social_service_id=service_id, starts_on=FIRST_DAY))
        communes: tuple[tuple[int, str, UUID | None], ...]
        communes = ((306, "Lyss", LYSS), (743, "Nidau", NIDAU), (738, "Jens", None))
        for number, name, service in communes:
            town: dict[str, Any] = {
                "bfs_no": number,
                "name": name,
                "perimeter": Perimeter.LYSS,
                "valid_from": FIRST_DAY,
            }
            self.do(said.RegisterCommune(**town))
            if service:
                self.do(said.MapCommune(bfs_no=number, social_service_id=service, valid_from=FIRST_DAY))

    def enter_lists(self) -> None:
        for of, entries in LISTS.items():
            for rank, entry in enumerate(entries):
                words: dict[str, Any] = {"fr": entry, "de": entry, "valid_from": FIRST_DAY, "rank": rank}
                self.do(said.SetRegistrationCode(of=of, entry=entry, **words))

    def do(self, command: Any, actor: Actor = HOUSE, **rest: Any) -> UUID | None:
        return self.service.do(command, actor, **rest)

    def wish(self, actor: Actor = CASE_WORKER, **answers: Any) -> said.SubmitMandate:
        known: dict[str, Any] = {
            "mandate_id": uuid4(),
            "social_service_id": actor.organisation_id,
            "family_name": "Muster",
            "given_name": "Person " + "".join(chr(97 + int(each, 16)) for each in uuid4().hex[:12]),
            "commune_bfs_no": 306,
            "wished_kind": PlaceKind.PIP,
        }
        return said.SubmitMandate(**(known | MEETS_ALL | answers))

    def submit(self, actor: Actor = CASE_WORKER, **answers: Any) -> UUID:
        found = self.do(self.wish(actor, **answers), actor)
        assert found is not None
        return found

    def file(self, mandate_id: UUID, actor: Actor = COORDINATOR) -> MandateFile:
        return self.service.ask(mandate_file, actor, mandate_id=mandate_id)

    def step(self, kind: Any, mandate_id: UUID, actor: Actor = COORDINATOR, **rest: Any) -> None:
        version = self.file(mandate_id).row_version
        self.do(kind(mandate_id=mandate_id, row_version=version, **rest), actor)

    def admitted(self, **answers: Any) -> UUID:
        mandate_id = self.submit(**answers)
        self.step(said.AcknowledgeMandate, mandate_id)
        self.step(said.AdmitMandate, mandate_id)
        return mandate_id

    def released(self, **answers: Any) -> UUID:
        mandate_id = self.admitted(**answers)
        closing: dict[str, Any] = {"reason": "done", "potential": "high", "success": "reached"}
        found: dict[str, Any] = {"professional_realistic": True, "needs_more": False, "findings": "Ready for work."}
        self.step(said.RecordClarification, mandate_id, **found, **closing)
        plan: dict[str, Any] = {"goals": "Work.", "next_steps": "Start.", "workload_percent": 80}
        kinds = (PlaceKind.PIP, PlaceKind.IP)
        self.step(said.RecordIntegrationPlan, mandate_id, kinds=kinds, available_from=date(2026, 12, 1), **plan)
        self.step(said.ReleaseForMatching, mandate_id)
        return mandate_id

    def answers(self) -> dict[str, Any]:
        """Return what a person who meets all answers, as it can be corrected later."""
        return {name: MEETS_ALL[name] for name in said.AdmissionAnswers.__dataclass_fields__ if name in MEETS_ALL}

    def hear(self, *told: Event) -> None:
        """Let foreign events arrive; fails the test where one is not taken."""
        for each in told:
            letter = letter_of(each, self.watch())
            assert self.box.hear([letter]).settled == {letter.id}
        assert self.box.parking.waiting() == []

    @staticmethod
    def _placement(mandate_id: UUID) -> dict[str, Any]:
        ids = {"placement_id": uuid4(), "mandate_id": mandate_id, "place_id": uuid4()}
        return {**ids, "provider_id": PROVIDER_ID, "social_service_id": LYSS}

    def placed(self, **answers: Any) -> UUID:
        """Return a mandate whose person is in a place of PROVIDER since today."""
        mandate_id = self.released(**answers)
        ids = self._placement(mandate_id)
        today, end = self.watch().date(), date(2027, 6, 30)
        kind: dict[str, Any] = {"kind": PlaceKind.PIP, "funding": Funding.POIAS, "workload_percent": 80}
        self.hear(
            PersonAssigned(**ids, **kind, starts_on=today, ends_on=end),
            PersonStarted(**ids, started_on=today, ends_on=end),
        )
        return mandate_id

    def ended(self, **answers: Any) -> UUID:
        """Return a mandate whose person has left the place."""
        mandate_id = self.placed(**answers)
        ids = self._placement(mandate_id)
        today = self.watch().date()
        self.hear(PersonEnded(**ids, ended_on=today, reason="planned"))
        return mandate_id

    def closed(self, **answers: Any) -> UUID:
        """Return a closed mandate."""
        mandate_id = self.ended(**answers)
        parts: dict[str, Any] = dict.fromkeys(
            ("course", "conclusions", "chances", "potential", "recommendation"), "Text."
        )
        self.step(said.WriteFinalReport, mandate_id, **parts)
        self.step(said.CloseMandate, mandate_id, reason="done", potential="high", success="reached")
        return mandate_id

    def told(self) -> list[str]:
        """Return the wire names told since the last look, and forget them."""
        outbox = WIRING.ledger.outbox
        with self.service.database.writing() as session:
            names = list(session.scalars(outbox.select().with_only_columns(outbox.c.name).order_by(outbox.c.seq)))
            session.execute(WIRING.ledger.unsent.delete())
            session.execute(outbox.delete())
        return names


def codes(error: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the objections of a refusal as field:code."""
    return {f"{each.field}:{each.code}" for each in error.value.objections}


def as_role(actor: Actor, role: Role) -> Actor:
    """Return the same person in another role."""
    return replace(actor, role=role)
