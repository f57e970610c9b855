"""Billing keeps what may cost something: phases, placements and locked months, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from messaging.database import Database
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas.actor import HOUSE, Actor, Role
from schemas.billing import LookAtBillingDeadlines
from schemas.codes import Funding, Phase, PlaceKind
from schemas.message import Event
from schemas.placements import (
    PersonAssigned,
    PersonEnded,
    PersonStarted,
    PlacementResumed,
    PlacementSuspended,
    PresenceLocked,
)
from schemas.refusal import NotAllowed
from schemas.registration import MandateClosed, PhaseChanged, PhaseRated
from services.billing.model import LockedMonth, PhaseHappening
from services.billing.queries import happenings as queries
from services.billing.rules.periods import rested_days
from services.billing.service import WIRING

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HEAD = Actor(uuid4(), Role.SSIP_HEAD, uuid4())
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
MANDATE, SERVICE, PROVIDER, PLACE, PLACEMENT = (uuid4() for _ in range(5))
PLACED = {
    "placement_id": PLACEMENT,
    "mandate_id": MANDATE,
    "place_id": PLACE,
    "provider_id": PROVIDER,
    "social_service_id": SERVICE,
}


@pytest.fixture
def billing(tmp_path: Path) -> Iterator[Service]:
    service = Service(WIRING, Database(f"sqlite:///{tmp_path / 'billing'}.sqlite"), lambda: NOW)
    WIRING.metadata.create_all(service.database.engine)
    yield service
    service.database.close()


def tell(billing: Service, *events: Event) -> None:
    box = LetterBox(billing)
    letters = [letter_of(each, NOW) for each in events]
    box.hear(letters)
    box.hear(letters)
    assert box.parking.waiting() == []


def phase(begun: Phase, on: date, ended: Phase | None = None) -> PhaseChanged:
    return PhaseChanged(mandate_id=MANDATE, social_service_id=SERVICE, ended=ended, begun=begun, changed_on=on)


def test_a_phase_is_done_when_the_next_begins_or_the_mandate_closes(billing: Service) -> None:
    tell(billing, phase(Phase.CLARIFICATION, date(2026, 2, 1)))
    assert billing.ask(queries.phases_done, HEAD, **YEAR) == ()
    tell(billing, phase(Phase.EVALUATION_PLAN, date(2026, 3, 1), Phase.CLARIFICATION))
    tell(
        billing,
        MandateClosed(
            mandate_id=MANDATE,
            social_service_id=SERVICE,
            case_worker_id=uuid4(),
            closed_on=date(2026, 4, 1),
            reason="work",
            potential="high",
            success="full",
        ),
    )
    done = billing.ask(queries.phases_done, HEAD, **YEAR)
    assert [(each.phase, each.begun_on, each.ended_on) for each in done] == [
        (Phase.CLARIFICATION, date(2026, 2, 1), date(2026, 3, 1)),
        (Phase.EVALUATION_PLAN, date(2026, 3, 1), date(2026, 4, 1)),
    ]


def test_a_placement_is_billable_from_its_start_to_its_end_even_heard_in_another_order(billing: Service) -> None:
    tell(billing, PersonStarted(**PLACED, started_on=date(2026, 5, 1), ends_on=date(2026, 9, 30)))
    plan = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 9, 30), "workload_percent": 80}
    tell(billing, PersonAssigned(**PLACED, **plan, kind=PlaceKind.PIP, funding=Funding.POIAS))
    tell(billing, PersonEnded(**PLACED, ended_on=date(2026, 8, 15), reason="work_found"))
    running = billing.ask(queries.placements_running, HEAD, **YEAR)
    assert [(each.kind, each.workload_percent, each.started_on, each.ended_on) for each in running] == [
        (PlaceKind.PIP, 80, date(2026, 5, 1), date(2026, 8, 15))
    ]
    later = {"since": date(2026, 8, 16), "until": date(2026, 12, 31)}
    assert billing.ask(queries.placements_running, HEAD, **later) == ()


def test_a_month_locked_anew_replaces_the_one_before(billing: Service) -> None:
    month = {
        **PLACED,
        "month_id": uuid4(),
        "month": date(2026, 5, 1),
        "kind": PlaceKind.PIP,
        "funding": Funding.POIAS,
        "workload_percent": 80,
        "contracted_half_days": 32,
        "justified": 0,
        "unjustified": 1,
        "sick": 1,
        "holiday": 0,
        "locked_on": date(2026, 6, 5),
    }
    tell(billing, PresenceLocked(**month, present=30))
    tell(billing, PresenceLocked(**month, present=29))


MAY = {
    **PLACED,
    "month": date(2026, 5, 1),
    "kind": PlaceKind.PIP,
    "funding": Funding.POIAS,
    "workload_percent": 80,
    "contracted_half_days": 32,
    "present": 20,
    "justified": 0,
    "unjustified": 0,
    "sick": 0,
    "holiday": 0,
    "locked_on": date(2026, 6, 5),
}


def occupied(billing: Service) -> int:
    with billing.database.reading() as session:
        return session.scalars(select(LockedMonth.occupied_days)).one()


@pytest.mark.parametrize("late", [False, True])
def test_row_21_days_of_a_suspension_are_not_billed_whenever_it_is_heard(billing: Service, late: bool) -> None:
    started = PersonStarted(**PLACED, started_on=date(2026, 4, 1), ends_on=date(2026, 9, 30))
    days = {"suspended_from": date(2026, 4, 27), "suspended_until": date(2026, 5, 10)}
    rests = PlacementSuspended(**PLACED, **days, ends_on=date(2026, 10, 14))
    locked = PresenceLocked(**MAY, month_id=uuid4())
    tell(billing, started, *((locked, rests) if late else (rests, locked)))
    assert occupied(billing) == 31 - 10
    tell(billing, PlacementResumed(**PLACED))
    assert occupied(billing) == 31 - 10
    tell(billing, PlacementResumed(**PLACED, resumed_on=date(2026, 5, 6)))
    assert occupied(billing) == 31 - 5


def test_row_21_no_day_of_two_rests_counts_twice() -> None:
    rests = [(date(2026, 4, 20), date(2026, 5, 3)), (date(2026, 5, 3), date(2026, 5, 4)), (date(2026, 7, 1),) * 2]
    assert rested_days(date(2026, 5, 1), date(2026, 5, 31), rests) == 4
    assert rested_days(date(2026, 5, 1), date(2026, 5, 31), []) == 0


def test_row_21_a_phase_rated_later_has_its_result_and_one_rated_before_keeps_it(billing: Service) -> None:
    tell(billing, phase(Phase.CLARIFICATION, date(2026, 2, 1)))
    tell(billing, phase(Phase.EVALUATION_PLAN, date(2026, 3, 1), Phase.CLARIFICATION))
    rated = {"mandate_id": MANDATE, "social_service_id": SERVICE, "phase": Phase.CLARIFICATION}
    tell(billing, PhaseRated(**rated, ended_on=date(2026, 3, 1), success="full"))
    tell(billing, PhaseRated(**rated, ended_on=date(2026, 3, 1), success="none"))
    with billing.database.reading() as session:
        done = select(PhaseHappening.success).where(PhaseHappening.phase == Phase.CLARIFICATION)
        assert session.scalars(done).all() == ["full"]


def test_nobody_outside_the_office_and_its_readers_sees_what_is_billable(billing: Service) -> None:
    with pytest.raises(NotAllowed):
        billing.ask(queries.phases_done, Actor(uuid4(), Role.PROVIDER, PROVIDER), **YEAR)


def test_a_tick_without_deadlines_does_nothing(billing: Service) -> None:
    billing.do(LookAtBillingDeadlines(), HOUSE)
