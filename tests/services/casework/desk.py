"""A social service with segments, one without, and the people who work with dossiers, for tests of casework."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from messaging.database import Database
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas import casework as said
from schemas.actor import HOUSE, Actor, Role
from schemas.codes_casework import ContactKind, Sector, Segment, SegmentCriterion
from schemas.message import Event
from services.casework.queries.files import DossierFile, dossier_file
from services.casework.queries.work import casework_deadlines, casework_docket
from services.casework.service import WIRING
from tests import kept
from tests.messaging.toy import Watch
from workflow.docket import Wanted

BIENNE, LYSS = uuid4(), uuid4()
WORKER = Actor(uuid4(), Role.CASE_WORKER, BIENNE)
SECOND = Actor(uuid4(), Role.CASE_WORKER, BIENNE)
HEAD = Actor(uuid4(), Role.SECTOR_HEAD, BIENNE)
ASSISTANT = Actor(uuid4(), Role.ADMIN_ASSISTANT, BIENNE)
INTAKE = Actor(uuid4(), Role.INTAKE1_ADMIN, BIENNE)
CHIEF = Actor(uuid4(), Role.SERVICE_HEAD, BIENNE)
STRANGER = Actor(uuid4(), Role.CASE_WORKER, LYSS)
COORDINATOR = Actor(uuid4(), Role.SSIP_COORDINATOR, uuid4())
SPEAKS_FOR = {
    Segment.A: SegmentCriterion.A_UNCLEAR_SITUATION,
    Segment.B: SegmentCriterion.B_SEVERAL_TOPICS,
    Segment.C: SegmentCriterion.C_STABLE_WITHOUT_EXIT,
}
NUMBERS = count(10_001)
WHY = "Discussed with the person; the reasons stand in the file."


class Desk:
    """Casework alone, on SQLite unless told otherwise; the watch stands at 22.11.2026 until it is moved."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.watch = Watch()
        self.service = Service(WIRING, Database(url or f"sqlite:///{folder}/casework.sqlite"), self.watch)
        self.box = LetterBox(self.service)
        kept.furnished("casework", self.service.database, self._furnish)

    def _furnish(self) -> None:
        WIRING.metadata.create_all(self.service.database.engine)
        self.do(said.SetCaseworkValue(name=f"segments_enabled.{BIENNE}", value=1, valid_from=date(2018, 1, 1)))

    @property
    def today(self) -> date:
        return self.watch.now.date()

    def move_to(self, day: date) -> None:
        """Move the watch to the morning of a day."""
        self.watch.now = self.watch.now.replace(year=day.year, month=day.month, day=day.day)

    def do(self, command: Any, actor: Actor = HOUSE, **rest: Any) -> UUID:
        found = self.service.do(command, actor, **rest)
        return found if found is not None else uuid4()

    def hear(self, event: Event) -> None:
        """Put another service's event into the letter box."""
        letter = letter_of(event, self.watch.now)
        assert self.box.hear([letter]).effects == 1

    def look(self, times: int = 1) -> None:
        """Say the tick."""
        for _ in range(times):
            self.do(said.LookAtCaseworkDeadlines())

    def file(self, dossier_id: UUID, actor: Actor = HEAD) -> DossierFile:
        return self.service.ask(dossier_file, actor, dossier_id=dossier_id)

    def open(self, actor: Actor = WORKER, **other: Any) -> UUID:
        wanted: dict[str, Any] = {
            "dossier_id": uuid4(),
            "social_service_id": actor.organisation_id,
            "dossier_number": f"BI-{next(NUMBERS)}",
            "sector": Sector.INTAKE_2,
            "opened_on": self.today,
            "case_worker_id": WORKER.account_id,
        }
        return self.do(said.OpenDossier(**(wanted | other)), actor)

    def change(self, kind: Any, dossier_id: UUID, actor: Actor = WORKER, **rest: Any) -> UUID:
        """Give a command about the dossier with its row version."""
        version = self.file(dossier_id).row_version
        return self.do(kind(dossier_id=dossier_id, row_version=version, **rest), actor)

    def settle(self, kind: Any, dossier_id: UUID, actor: Actor, **rest: Any) -> UUID:
        """Give a command about the dossier's decision under way."""
        pending = self.file(dossier_id).under_way
        assert pending is not None
        return self.do(kind(decision_id=pending.id, row_version=pending.row_version, **rest), actor)

    def propose(self, dossier_id: UUID, segment: Segment = Segment.B, actor: Actor = WORKER, **other: Any) -> UUID:
        wanted: dict[str, Any] = {
            "decision_id": uuid4(),
            "dossier_id": dossier_id,
            "proposed_segment": segment,
            "criteria": (SPEAKS_FOR[segment],),
            "justification": WHY,
            "transfer_report": True,
        }
        return self.do(said.ProposeSegment(**(wanted | other)), actor)

    def move(self, dossier_id: UUID, to: Sector, actor: Actor = WORKER, **other: Any) -> UUID:
        wanted: dict[str, Any] = {"case_worker_id": WORKER.account_id, "received_on": self.today}
        return self.change(said.MoveDossier, dossier_id, actor, moving_to=to, **(wanted | other))

    def received(self, segment: Segment = Segment.B, **other: Any) -> UUID:
        """Return a dossier that counselling has just received with a proposal of two persons."""
        dossier_id = self.open(**other)
        self.propose(dossier_id, segment)
        self.settle(said.AgreeToSegment, dossier_id, HEAD, transfer_report=True)
        self.move(dossier_id, Sector.COUNSELLING_1)
        return dossier_id

    def in_segment(self, segment: Segment = Segment.B, **other: Any) -> UUID:
        """Return a dossier in a segment since today."""
        dossier_id = self.received(segment, **other)
        self.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=segment)
        self.settle(said.ExecuteSegment, dossier_id, HEAD)
        return dossier_id

    def contact(self, dossier_id: UUID, on: date, actor: Actor = WORKER, **other: Any) -> UUID:
        wanted: dict[str, Any] = {
            "contact_id": uuid4(),
            "dossier_id": dossier_id,
            "contact_kind": ContactKind.INTERVIEW,
            "contact_on": on,
            "contact_minutes": 40,
        }
        return self.do(said.RecordContact(**(wanted | other)), actor)

    def told(self) -> list[str]:
        """Return the wire names told since the last look, and forget them."""
        outbox = WIRING.ledger.outbox
        with self.service.database.writing() as session:
            names = list(session.scalars(outbox.select().with_only_columns(outbox.c.name).order_by(outbox.c.seq)))
            session.execute(WIRING.ledger.unsent.delete())
            session.execute(outbox.delete())
        return names

    def deadlines(self) -> dict[str, tuple[date, list[list[str]], bool]]:
        """Return the open deadlines by kind: due day, stages, and whether the law or the concept fixes the day."""
        table = WIRING.metadata.tables["deadlines"]
        with self.service.database.reading() as session:
            rows = session.execute(table.select().where(table.c.done_at.is_(None))).all()
        return {row.kind: (row.due_on, row.stages, row.is_legal) for row in rows}


def stages_seen(desk: Desk) -> list[str]:
    """Return the stage the register names before, on and after a proposal's day; list and register must agree."""
    desk.propose(desk.open())
    desk.open()
    seen = []
    for days in (0, 8, 9):
        desk.move_to(desk.today + timedelta(days=days))
        desk.look(3)
        found = desk.service.ask(casework_deadlines, HEAD)
        seen.append({each.kind: each.reached for each in found}["segment_proposal_agreed"])
        shown = desk.service.ask(casework_docket, HEAD, wanted=Wanted(), most=50)
        assert set(shown.lines) == set(found)
    escalated = desk.service.ask(casework_docket, HEAD, wanted=Wanted(escalated=True), most=50)
    assert [each.kind for each in escalated.lines] == ["segment_proposal_agreed"]
    return seen
