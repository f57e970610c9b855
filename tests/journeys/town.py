"""A small town under a clock that stands still: a few lives told until this Monday, then everybody goes to work.

It is told once per run and copied for each test process. The portal answers real requests in this process; letters
are carried when the test says so, so that nobody ever waits.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, Final
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from waitress.server import create_server

from deploy import house
from deploy.demo import invoicing, scenery
from deploy.demo.lives import Fate, Life
from deploy.demo.people import by_name
from deploy.demo.stage import Stage, in_haste
from deploy.demo.story import live
from deploy.identities import demonstration_id, social_service_id
from deploy.reference.loading import load_reference
from deploy.settings import Settings
from portal.accounts import passwords
from portal.app import create_app
from portal.settings import PortalSettings
from schemas import casework
from schemas.codes import PlaceKind
from schemas.codes_casework import Sector, Segment, SegmentCriterion
from services.casework.queries.settings import enabling
from tests.servers.processes import free_port, once_per_run, shared_root

TODAY: Final = date(2026, 11, 30)
BEFORE: Final = 75
"""Days the town has lived before: long enough for a locked month of presence and an invoice."""
LIVES: Final = (
    ("placed", 74),
    ("placed", 72),
    ("proposed", 42),
    ("matching", 38),
    ("clarification", 12),
    ("triage", 5),
    ("submitted", 2),
    ("submitted", 1),
)
"""Where each life ends today, and how many days ago it began; all of them are looked after in Bienne."""


def tell(folder: Path) -> None:
    """Tell the town's story into empty databases in ``folder``; its passwords are hashed cheaply."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        _tell(folder)


def _tell(folder: Path) -> None:
    services = house.build(Settings(data_dir=folder))
    for each in services.values():
        each.wiring.metadata.create_all(each.database.engine)
    with in_haste(services):
        load_reference(services)
        stage = Stage(services, TODAY - timedelta(days=BEFORE))
        scenery.set_up(stage)
        stage.deliver()
        live(stage, TODAY, list(_lives()), lambda _: None)
        _dossiers(stage)
        invoicing.tell(stage, TODAY)
        stage.deliver()
    house.close(services)


def _lives() -> Iterator[tuple[date, Life]]:
    worker, coordinator = by_name("as.bienne"), by_name("coordination")
    for number, (last, days) in enumerate(LIVES):
        fate = Fate(last, measure_days=300) if last == "placed" else Fate(last)
        start = TODAY - timedelta(days=days)
        yield start, Life(number, fate, worker, coordinator, Random(number), PlaceKind.PIP, 371)


def _dossiers(stage: Stage) -> None:
    """Bienne works with segments: one dossier waits for the second pair of eyes, one is in intake."""
    bienne, worker = social_service_id("bienne"), by_name("as.bienne")
    stage.morning_of(TODAY - timedelta(days=60))
    stage.do(casework.SetCaseworkValue(name=enabling(bienne), value=1, valid_from=date(2018, 1, 1)))
    for number in (1, 2):
        opened = casework.OpenDossier(
            dossier_id=dossier(number),
            social_service_id=bienne,
            dossier_number=f"BI-{4400 + number}",
            sector=Sector.INTAKE_2,
            opened_on=stage.today,
            case_worker_id=worker.account_id,
        )
        stage.do(opened, worker)
    wish: dict[str, Any] = {
        "criteria": (SegmentCriterion.B_SEVERAL_TOPICS,),
        "justification": "Vu.",
        "transfer_report": True,
    }
    stage.do(
        casework.ProposeSegment(
            decision_id=demonstration_id("decision:1"), dossier_id=dossier(1), proposed_segment=Segment.B, **wish
        ),
        worker,
    )
    stage.morning_of(TODAY)
    stage.deliver()


def dossier(number: int) -> UUID:
    """Return one of the two dossiers of Bienne."""
    return demonstration_id(f"dossier:town:{number}")


@dataclass(frozen=True)
class Town:
    """The town with its portal open."""

    base: str
    stage: Stage

    def deliver(self) -> None:
        """Let every letter told so far arrive."""
        self.stage.deliver()


@contextmanager
def opened() -> Iterator[Town]:
    """Yield a copy of the town whose portal answers on a free port."""
    told = once_per_run("town", lambda: _told(shared_root() / "town"))
    folder = shared_root() / f"town-{free_port()}"
    shutil.copytree(told, folder)
    services = house.build(Settings(data_dir=folder))
    stage = Stage(services, TODAY)
    app = create_app(stage.services, PortalSettings(secret_key="a key for tests only, long enough", counter_seconds=0))
    server = create_server(app, host="127.0.0.1", port=0, threads=2, ident=None)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Town(f"http://127.0.0.1:{server.effective_port}", stage)
    finally:
        server.close()
        thread.join(10)
        house.close(services)


def _told(folder: Path) -> str:
    tell(folder)
    return str(folder)
