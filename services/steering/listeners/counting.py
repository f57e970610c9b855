"""Whatever is counted becomes a fact."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from messaging.wiring import Listener
from messaging.work import Work
from schemas.message import Event
from services.steering.model import Fact
from services.steering.rules.facts import COUNTED, fact_of


def count(told: Event, work: Work) -> None:
    """Write down one fact."""
    work.session.add(Fact(**asdict(fact_of(told, work.today))))


LISTENERS: Final[dict[type[Event], Listener]] = dict.fromkeys(COUNTED, count)
