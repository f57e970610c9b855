"""Placements alone on its own database, with a clock that moves only when told and everybody who acts in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import select

from messaging.database import Database
from messaging.letter import letter_of, opened
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas.actor import HOUSE, Actor, Role
from schemas.codes import Funding, PlaceKind
from schemas.message import Command, Event, Message
from schemas.placements import (
    AcceptProposal,
    LookAtPlacementsDeadlines,
    ProposePerson,
    PublishPlace,
    RegisterProvider,
    SetPlacementsCode,
    StartPlacement,
)
from schemas.registration import MandateReadyForMatching
from services.placements.model import LEDGER, Base, Placement, Proposal
from services.placements.service import WIRING
from tests import kept

T = TypeVar("T")
OFFICE_ID, SERVICE_ID, OTHER_SERVICE_ID = uuid4(), uuid4(), uuid4()
PROVIDER_ID, OTHER_PROVIDER_ID = uuid4(), uuid4()
COORDINATOR = Actor(uuid4(), Role.SSIP_COORDINATOR, OFFICE_ID)
HEAD = Actor(uuid4(), Role.SSIP_HEAD, OFFICE_ID)
CASE_WORKER = Actor(uuid4(), Role.CASE_WORKER, SERVICE_ID)
OTHER_WORKER = Actor(uuid4(), Role.CASE_WORKER, OTHER_SERVICE_ID)
PROVIDER = Actor(uuid4(), Role.PROVIDER, PROVIDER_ID)
OTHER_PROVIDER = Actor(uuid4(), Role.PROVIDER, OTHER_PROVIDER_ID)
AUDITOR = Actor(uuid4(), Role.AUDITOR, uuid4())
CANTON = Actor(uuid4(), Role.CANTON_READER, uuid4())
ADMIN = Actor(uuid4(), Role.SSIP_ADMIN, OFFICE_ID)
START = date(2026, 11, 23)
END = date(2027, 11, 22)
LISTS = {
    "fields_of_work": ("kitchen", "wood"),
    "disclosure_grounds": ("consent",),
    "end_reasons": ("job_found", "aborted"),
    "suspension_reasons": ("illness",),
    "report_ways": ("paper",),
}


class Watch:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)

    def pass_days(self, count: int) -> None:
        self.now += timedelta(days=count)


class Scene:
    """One placements service with its letter box."""

    def __init__(self, url: str) -> None:
        self.watch = Watch()
        self.service = Service(WIRING, Database(url, pool_size=20), self.watch)
        self.box = LetterBox(self.service)
        kept.furnished("placements", self.service.database, self._fill)

    def _fill(self) -> None:
        Base.metadata.create_all(self.service.database.engine)
        for provider_id, name in ((PROVIDER_ID, "Atelier"), (OTHER_PROVIDER_ID, "Werkhof")):
            code = name.lower()
            self.do(RegisterProvider(provider_id=provider_id, short_code=code, name=name, town="Bienne"), HOUSE)
        for of, entries in LISTS.items():
            for entry in entries:
                code = SetPlacementsCode(of=of, entry=entry, fr=entry, de=entry, valid_from=date(2020, 1, 1))
                self.do(code, HOUSE)

    def do(self, command: Command, actor: Actor) -> UUID | None:
        return self.service.do(command, actor)

    def ask(self, query: Callable[..., T], actor: Actor, **asked: Any) -> T:
        return self.service.ask(query, actor, **asked)

    def hear(self, event: Event) -> None:
        letter = letter_of(event, self.watch(), traceparent=f"00-{uuid4().hex}-{uuid4().hex[:16]}-01", cause=None)
        self.box.hear([letter])
        assert not self.parked(), self.parked()

    def parked(self) -> list[str]:
        with self.service.database.reading() as session:
            return [row.reason for row in session.execute(select(LEDGER.parked.c.reason))]

    def tick(self) -> None:
        self.do(LookAtPlacementsDeadlines(), HOUSE)

    def day_by_day(self, until: date) -> None:
        while self.watch.now.date() < until:
            self.watch.pass_days(1)
            self.tick()

    def told(self, kind: type[Message] | None = None) -> list[Any]:
        with self.service.database.reading() as session:
            bodies = session.scalars(select(LEDGER.outbox.c.body).order_by(LEDGER.outbox.c.seq)).all()
        messages = [opened(body).message() for body in bodies]
        return [each for each in messages if kind is None or isinstance(each, kind)]

    def row(self, table: type[T], row_id: UUID) -> T:
        with self.service.database.reading() as session:
            found = session.get(table, row_id)
            assert found is not None
            return found

    def place(self, *, actor: Actor = PROVIDER, **changed: Any) -> UUID:
        place_id = uuid4()
        self.do(replace(_place(place_id, actor.organisation_id), **changed), actor)
        return place_id

    def mandate(self, **changed: Any) -> UUID:
        mandate_id = uuid4()
        self.hear(replace(_mandate(mandate_id), **changed))
        return mandate_id

    def propose(self, mandate_id: UUID, place_id: UUID, **changed: Any) -> UUID:
        proposal_id = uuid4()
        self.do(replace(proposal(mandate_id, place_id, proposal_id), **changed), COORDINATOR)
        return proposal_id

    def accept(self, proposal_id: UUID, actor: Actor = PROVIDER) -> UUID:
        version = self.row(Proposal, proposal_id).row_version
        placement_id = self.do(AcceptProposal(proposal_id=proposal_id, row_version=version), actor)
        assert placement_id is not None
        return placement_id

    def planned(self, place_id: UUID | None = None, **changed: Any) -> UUID:
        return self.accept(self.propose(self.mandate(), place_id or self.place(), **changed))

    def started(self, place_id: UUID | None = None, **changed: Any) -> UUID:
        placement_id = self.planned(place_id, **changed)
        placement = self.row(Placement, placement_id)
        self.do(
            StartPlacement(
                placement_id=placement_id, row_version=placement.row_version, started_on=placement.starts_on
            ),
            PROVIDER,
        )
        return placement_id

    def version(self, table: Any, row_id: UUID) -> int:
        return int(self.row(table, row_id).row_version)

    def close(self) -> None:
        self.service.database.close()


def proposal(mandate_id: UUID, place_id: UUID, proposal_id: UUID | None = None) -> ProposePerson:
    return ProposePerson(
        proposal_id=proposal_id or uuid4(),
        mandate_id=mandate_id,
        place_id=place_id,
        starts_on=START,
        ends_on=END,
        workload_percent=80,
        ground="consent",
    )


def _place(place_id: UUID, provider_id: UUID) -> PublishPlace:
    return PublishPlace(
        place_id=place_id,
        provider_id=provider_id,
        title="Cuisine",
        kind=PlaceKind.IP,
        funding=Funding.POIAS,
        town="Bienne",
        field_of_work="kitchen",
        workload_min_percent=50,
        workload_max_percent=100,
        seats=2,
        available_from=date(2026, 1, 1),
        needs_french=True,
        qualification=True,
        counselling=True,
        coaching=True,
        no_competition=True,
    )


def _mandate(mandate_id: UUID) -> MandateReadyForMatching:
    return MandateReadyForMatching(
        mandate_id=mandate_id,
        number=f"2026-{mandate_id.hex[:4]}",
        social_service_id=SERVICE_ID,
        case_worker_id=CASE_WORKER.account_id,
        coordinator_id=COORDINATOR.account_id,
        birth_on=date(1990, 5, 1),
        kinds=(PlaceKind.IP, PlaceKind.PIP),
        workload_percent=80,
        available_from=date(2026, 11, 1),
        speaks_french=True,
        speaks_german=False,
        field_of_work="kitchen",
        commune_bfs_no=371,
        check_valid_until=date(2027, 5, 1),
        permit_valid_until=date(2028, 1, 1),
        released_on=date(2026, 11, 20),
    )
