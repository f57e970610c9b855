"""What waits for a decision before admission: mandates with exceptions nobody has decided yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import AdmissionException, Eligibility
from services.registration.model import GrantedException, Mandate
from services.registration.queries.lists import MandateLine, lines_of
from services.registration.queries.reach import reachable
from services.registration.queries.settings import limits_on
from services.registration.queries.verdicts import verdict_of
from services.registration.rules.mandate_course import BEFORE_PLACE

MOST = 200


@dataclass(frozen=True)
class ExceptionWaiting:
    """One mandate and the exceptions it waits for."""

    mandate: MandateLine
    exceptions: tuple[AdmissionException, ...]


def exceptions_waiting(reading: Reading) -> tuple[ExceptionWaiting, ...]:
    """Return the mandates whose exceptions are not all decided, the oldest first; a constant number of statements."""
    asked = select(Mandate).where(
        reachable(reading.actor, reading.today),
        Mandate.state.in_([each.value for each in BEFORE_PLACE]),
        Mandate.eligibility == Eligibility.ELIGIBLE_WITH_EXCEPTION,
    )
    rows = list(reading.session.scalars(asked.order_by(Mandate.submitted_at).limit(MOST)))
    given = select(GrantedException.mandate_id, GrantedException.exception)
    given = given.where(GrantedException.mandate_id.in_([each.id for each in rows]))
    decided = {(row.mandate_id, row.exception) for row in reading.session.execute(given)}
    limits = limits_on(reading)
    found = []
    for row, line in zip(rows, lines_of(reading, rows), strict=True):
        needed = (each.exception for each in verdict_of(reading, row, limits).exceptions)
        if waiting := tuple(each for each in needed if (row.id, each) not in decided):
            found.append(ExceptionWaiting(line, waiting))
    return tuple(found)
