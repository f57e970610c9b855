"""How long a day's digests take: people of many organisations, each with news of their own; part of the deadlines."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import event, insert

from messaging.clock import ZURICH
from messaging.database import Database
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas.actor import HOUSE, Role
from schemas.notifications import BuildDigests
from schemas.placements import PlaceWentStale
from services.notifications.model import Address, Recipient
from services.notifications.queries.mails import mail_counts
from services.notifications.service import WIRING

MONDAY: Final = datetime(2026, 11, 23, 8, tzinfo=ZURICH)
PEOPLE_EACH: Final = 25
NEWS_EACH: Final = 5


def measure(url: str, people: int = 5000) -> dict[str, Any]:
    """Return seconds, statements and mails of one day's digests for ``people`` in an empty database at ``url``."""
    service = Service(WIRING, Database(url), lambda: MONDAY)
    WIRING.metadata.create_all(service.database.engine)
    organisations = [uuid4() for _ in range(max(1, people // PEOPLE_EACH))]
    _enter_people(service, organisations, people)
    box = LetterBox(service)
    for each in organisations:
        stale = (PlaceWentStale(place_id=uuid4(), provider_id=each) for _ in range(NEWS_EACH))
        box.hear([letter_of(told, MONDAY) for told in stale])
    seconds, statements = _built(service)
    mails = sum(service.ask(mail_counts, HOUSE).values())
    service.database.close()
    return {"digest_people": people, "digest_seconds": seconds, "digest_statements": statements, "digest_mails": mails}


def _enter_people(service: Service, organisations: list[Any], people: int) -> None:
    rows = [
        {
            "id": uuid4(),
            "account_id": uuid4(),
            "role": Role.PROVIDER,
            "organisation_id": organisations[number % len(organisations)],
            "language": ("fr", "de")[number % 2],
            "active": True,
            "by_link": False,
        }
        for number in range(people)
    ]
    with service.database.writing() as session:
        session.execute(insert(Recipient), rows)
        addresses = [{"account_id": each["account_id"], "email": "somebody@example.ch"} for each in rows]
        session.execute(insert(Address), addresses)


def _built(service: Service) -> tuple[float, int]:
    counted = [0]

    def count(*_: Any) -> None:
        counted[0] += 1

    event.listen(service.database.engine, "before_cursor_execute", count)
    began = time.monotonic()
    service.do(BuildDigests(), HOUSE)
    event.remove(service.database.engine, "before_cursor_execute", count)
    return round(time.monotonic() - began, 2), counted[0]
