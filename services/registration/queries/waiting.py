"""What waits for a decision before admission: mandates with exceptions nobody has decided yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, select

from messaging.work import Reading
from schemas.codes import AdmissionException, Eligibility
from services.registration.model import BOOKS, GrantedException, Mandate
from services.registration.queries.lists import MandateLine, earliest_deadline, line_of
from services.registration.queries.reach import reachable
from services.registration.queries.settings import LIMITS, limits_from
from services.registration.queries.verdicts import verdict_of
from services.registration.rules.limits import AdmissionLimits
from services.registration.rules.mandate_course import BEFORE_PLACE
from workflow import dated

MOST = 200


@dataclass(frozen=True)
class ExceptionWaiting:
    """One mandate and the exceptions it waits for."""

    mandate: MandateLine
    exceptions: tuple[AdmissionException, ...]


def exceptions_waiting(reading: Reading) -> tuple[ExceptionWaiting, ...]:
    """Return the mandates whose exceptions are not all decided, the oldest first; one statement.

    With each mandate come the decisions on its exceptions and the limits of today, by which it is judged again.
    """
    asked = select(Mandate.id).where(
        reachable(reading.actor, reading.today),
        Mandate.state.in_([each.value for each in BEFORE_PLACE]),
        Mandate.eligibility == Eligibility.ELIGIBLE_WITH_EXCEPTION,
    )
    oldest = asked.order_by(Mandate.submitted_at).limit(MOST).subquery()
    decided: dict[UUID, set[AdmissionException]] = {}
    rows: dict[UUID, Any] = {}
    found = reading.session.execute(_with_decisions(oldest, reading.today)).all()
    for row in found:
        rows.setdefault(row.Mandate.id, row)
        decided.setdefault(row.Mandate.id, set()).add(row.exception)
    limits = limits_from(dated.values_heard(found[0].set_now if found else None))
    lines = (_waiting(row, decided[key], reading, limits) for key, row in rows.items())
    return tuple(each for each in lines if each is not None)


def _with_decisions(oldest: Subquery, today: date) -> Select[Any]:
    set_now = dated.values_told(BOOKS, LIMITS, today).label("set_now")
    columns: tuple[Any, ...] = (Mandate, GrantedException.exception, earliest_deadline().label("due_on"), set_now)
    asked: Select[Any] = select(*columns).join(oldest, oldest.c.id == Mandate.id)
    return asked.outerjoin(GrantedException, GrantedException.mandate_id == Mandate.id).order_by(Mandate.submitted_at)


def _waiting(
    row: Any, decided: set[AdmissionException], reading: Reading, limits: AdmissionLimits
) -> ExceptionWaiting | None:
    needed = (each.exception for each in verdict_of(reading, row.Mandate, limits).exceptions)
    waiting = tuple(each for each in needed if each not in decided)
    return ExceptionWaiting(line_of(row.Mandate, row.due_on), waiting) if waiting else None
