"""What registration proves about itself every night."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, func, select

from messaging.work import Reading
from schemas.consistency import RegistrationChecked
from services.registration.model import BOOKS, LEDGER, Mandate, PhaseRecord, ServiceContract
from services.registration.queries.likenesses import differing
from services.registration.rules.mandate_course import ENDS, MANDATE
from workflow.consistency import Check, common, timed

LIKENESSES: Final = "likenesses_differ"


def _phases_open(_: Reading) -> Select[Any]:
    """Mandates with more than one phase under way."""
    rows = select(PhaseRecord.mandate_id).where(PhaseRecord.ended_on.is_(None)).group_by(PhaseRecord.mandate_id)
    return rows.having(func.count() > 1)


def _ended_with_deadline(_: Reading) -> Select[Any]:
    """Ended mandates about which the register still asks something of their own course."""
    table, kinds = BOOKS.deadlines, [timer.kind for timer in MANDATE.timers]
    waiting = (table.c.subject == Mandate.id, table.c.kind.in_(kinds), table.c.done_at.is_(None))
    return select(Mandate.id).where(Mandate.state.in_(sorted(ENDS)), select(table.c.id).where(*waiting).exists())


CHECK: Final = Check(
    invariants={
        **common(BOOKS, LEDGER),
        "mandate_without_timer": timed(BOOKS, MANDATE, Mandate),
        "mandate_with_two_phases": _phases_open,
        "ended_mandate_with_deadline": _ended_with_deadline,
        LIKENESSES: lambda reading: differing(reading.session),
    },
    tallies={
        "mandates": lambda _: select(Mandate.id),
        "contracts": lambda _: select(ServiceContract.id),
    },
    told=RegistrationChecked,
)
