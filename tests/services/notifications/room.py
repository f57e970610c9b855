"""Notifications on its own SQLite file with a clock that moves when told, and the people it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from messaging.database import Database
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas.actor import HOUSE, Actor, Role
from schemas.codes import Eligibility, PlaceKind
from schemas.codes_notifications import AlertKind
from schemas.message import Event
from schemas.notifications import SaveRecipient
from schemas.placements import PersonProposed
from schemas.registration import MandateAdmitted, MandateSubmitted
from services.notifications.queries import alerts as queries
from services.notifications.queries.alerts import AlertLine, MyAlerts
from services.notifications.service import WIRING
from tests import kept

SERVICE, PROVIDER, OFFICE = uuid4(), uuid4(), uuid4()
CASE_WORKER = Actor(uuid4(), Role.CASE_WORKER, SERVICE)
COLLEAGUE = Actor(uuid4(), Role.CASE_WORKER, SERVICE)
STRANGER = Actor(uuid4(), Role.CASE_WORKER, uuid4())
COORDINATOR = Actor(uuid4(), Role.SSIP_COORDINATOR, OFFICE)
HEAD = Actor(uuid4(), Role.SSIP_HEAD, OFFICE)
PARTNER = Actor(uuid4(), Role.PROVIDER, PROVIDER, "de")
OTHER_PARTNER = Actor(uuid4(), Role.PROVIDER, uuid4())


class Watch:
    """A clock that moves only when told; a Monday morning in Bienne."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


class Room:
    """The service with both its doors."""

    def __init__(self, where: Path | str) -> None:
        self.watch = Watch()
        url = where if isinstance(where, str) else f"sqlite:///{where / 'notifications'}.sqlite"
        self.service = Service(WIRING, Database(url), self.watch)
        kept.tables(WIRING.metadata, self.service.database)
        self.box = LetterBox(self.service)

    @property
    def today(self) -> date:
        return self.watch.now.date()

    def tell(self, *events: Event) -> None:
        """Let letters arrive; none may be parked."""
        self.box.hear([letter_of(each, self.watch.now) for each in events])
        assert self.box.parking.waiting() == []

    def alerts(self, who: Actor) -> MyAlerts:
        return self.service.ask(queries.my_alerts, who)

    def to_do(self, who: Actor) -> list[AlertKind]:
        return kinds(self.alerts(who).act_now)

    def reach(self, who: Actor, email: str) -> None:
        """Enter somebody as the portal does."""
        self.service.do(
            SaveRecipient(
                account_id=who.account_id,
                role=who.role,
                organisation_id=who.organisation_id,
                language=who.language,
                email=email,
            ),
            HOUSE,
        )

    def close(self) -> None:
        self.service.database.close()


def kinds(lines: Sequence[AlertLine]) -> list[AlertKind]:
    return [each.kind for each in lines]


def submitted(mandate_id: UUID) -> MandateSubmitted:
    return MandateSubmitted(
        mandate_id=mandate_id,
        number="M-2026-00017",
        social_service_id=SERVICE,
        case_worker_id=CASE_WORKER.account_id,
        wished_kind=PlaceKind.PIP,
        eligibility=Eligibility.ELIGIBLE,
        submitted_on=date(2026, 11, 23),
    )


def admitted(mandate_id: UUID) -> MandateAdmitted:
    return MandateAdmitted(
        mandate_id=mandate_id,
        number="M-2026-00017",
        social_service_id=SERVICE,
        case_worker_id=CASE_WORKER.account_id,
        coordinator_id=COORDINATOR.account_id,
        admitted_on=date(2026, 11, 24),
        check_valid_until=date(2027, 5, 23),
    )


def proposed(mandate_id: UUID, proposal_id: UUID) -> PersonProposed:
    return PersonProposed(
        proposal_id=proposal_id,
        mandate_id=mandate_id,
        place_id=uuid4(),
        provider_id=PROVIDER,
        social_service_id=SERVICE,
        starts_on=date(2026, 12, 7),
    )
