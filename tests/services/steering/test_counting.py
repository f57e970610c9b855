"""Steering counts what the others tell, each once, and a social service sees only its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from messaging.database import Database
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas.actor import HOUSE, Actor, Role
from schemas.codes import Eligibility, Funding, PlaceKind
from schemas.placements import PlacePublished
from schemas.registration import MandateRefused, MandateSubmitted
from schemas.steering import LookAtSteeringDeadlines
from services.steering.queries import facts
from services.steering.service import WIRING

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
HEAD = Actor(uuid4(), Role.SSIP_HEAD, uuid4())


@pytest.fixture
def steering(tmp_path: Path) -> Iterator[Service]:
    service = Service(WIRING, Database(f"sqlite:///{tmp_path / 'steering'}.sqlite"), lambda: NOW)
    WIRING.metadata.create_all(service.database.engine)
    yield service
    service.database.close()


def submitted(service_id: UUID) -> MandateSubmitted:
    return MandateSubmitted(
        mandate_id=uuid4(),
        number="M-2026-00001",
        social_service_id=service_id,
        case_worker_id=uuid4(),
        wished_kind=PlaceKind.IP,
        eligibility=Eligibility.ELIGIBLE,
        submitted_on=date(2026, 5, 4),
    )


def test_facts_are_counted_once_by_kind_and_detail(steering: Service) -> None:
    mine, other = uuid4(), uuid4()
    place = PlacePublished(
        place_id=uuid4(),
        provider_id=uuid4(),
        kind=PlaceKind.PIP,
        funding=Funding.POIAS,
        seats=3,
        available_from=date(2026, 6, 1),
    )
    told = [submitted(mine), submitted(mine), submitted(other), place]
    told.append(MandateRefused(mandate_id=uuid4(), social_service_id=mine, case_worker_id=uuid4(), reason="no_room"))
    box = LetterBox(steering)
    letters = [letter_of(each, NOW) for each in told]
    box.hear(letters)
    box.hear(letters)
    assert box.parking.waiting() == []
    counted = {
        (each.kind.value, each.detail): (each.count, each.amount)
        for each in steering.ask(facts.fact_counts, HEAD, **YEAR)
    }
    assert counted == {
        ("mandate_submitted", "IP"): (3, 3),
        ("mandate_refused", "no_room"): (1, 1),
        ("place_published", "PIP"): (1, 3),
    }
    own = steering.ask(facts.fact_counts, Actor(uuid4(), Role.SERVICE_HEAD, other), **YEAR, social_service_id=mine)
    assert [(each.kind.value, each.count) for each in own] == [("mandate_submitted", 1)]


def test_a_tick_without_deadlines_does_nothing(steering: Service) -> None:
    steering.do(LookAtSteeringDeadlines(), HOUSE)
