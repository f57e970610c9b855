"""Proving invariants: each is one query for the records that break it; what every service can prove stands here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from messaging.ledger import Ledger
from messaging.waiting import waiting
from messaging.work import Reading, Work
from schemas.actor import OFFICE_STAFF, Role
from schemas.consistency import Tally, Violation
from schemas.message import Event
from workflow.books import Books
from workflow.table import Workflow

Broken = Callable[[Reading], Select[Any] | Collection[UUID]]
"""Returns the ids of the records that break an invariant, or the statement for them."""
MOST: Final = 50
"""Violations of one invariant that are named; all are counted."""
LATE: Final = timedelta(hours=1)
NOBODY: Final = UUID(int=0)
_WITHOUT_HOUSE: Final = [*(each.value for each in sorted(OFFICE_STAFF)), Role.SSIP_ADMIN.value, Role.SEAT_FINANCE.value]


@dataclass(frozen=True)
class Check:
    """The invariants of one service by code, and what others may compare their copies with."""

    invariants: Mapping[str, Broken]
    tallies: Mapping[str, Broken]
    told: type[Any]


def common(books: Books, ledger: Ledger) -> dict[str, Broken]:
    """Return what holds in every service: deadlines have owners and are looked at, letters go out and are heard."""
    return {
        "deadline_without_owner": lambda _: _ownerless(books),
        "deadline_not_looked_at": lambda reading: _forgotten(books, reading),
        "letter_unsent": lambda reading: _unsent(ledger, reading),
        "letter_unheard": lambda _: _parked(ledger),
    }


def timed(books: Books, workflow: Workflow, rows: Any) -> Broken:
    """Return the invariant that every record in a state with a timer has its deadline open."""

    def orphans(_: Reading) -> Select[Any]:
        table = books.deadlines
        states = {timer.state: timer.kind for timer in workflow.timers}
        running = [
            and_(rows.state == workflow.states(state), ~_has_open(table, kind, rows)) for state, kind in states.items()
        ]
        return select(rows.id).where(or_(*running))

    return orphans


def _has_open(table: Any, kind: str, rows: Any) -> Any:
    same = (table.c.subject == rows.id, table.c.kind == kind, table.c.done_at.is_(None))
    return select(table.c.id).where(*same).exists()


def _ownerless(books: Books) -> Select[Any]:
    table = books.deadlines
    nobody = and_(table.c.owner_organisation_id.is_(None), table.c.owner_account_id.is_(None))
    homeless = and_(nobody, table.c.owner_role.not_in(_WITHOUT_HOUSE))
    return select(table.c.subject).where(table.c.done_at.is_(None), or_(table.c.owner_role == "", homeless))


def _forgotten(books: Books, reading: Reading) -> Select[Any]:
    table, yesterday = books.deadlines, reading.today - timedelta(days=1)
    awake = or_(table.c.snoozed_until.is_(None), table.c.snoozed_until < yesterday)
    return select(table.c.subject).where(table.c.done_at.is_(None), table.c.next_on < yesterday, awake)


def _unsent(ledger: Ledger, reading: Reading) -> Select[Any]:
    outbox = ledger.outbox
    return select(outbox.c.message_id).where(outbox.c.seq.in_(waiting(ledger)), outbox.c.told_at < reading.now - LATE)


def _parked(ledger: Ledger) -> Select[Any]:
    return select(ledger.parked.c.id).where(ledger.parked.c.settled_at.is_(None))


def violations(reading: Reading, check: Check) -> Iterator[tuple[str, list[UUID]]]:
    """Yield each invariant with the records that break it."""
    for code, broken in check.invariants.items():
        yield code, ids_of(reading, broken(reading))


def ids_of(reading: Reading, found: Select[Any] | Collection[UUID]) -> list[UUID]:
    """Return the ids an invariant or a tally found."""
    return list(reading.session.scalars(found) if isinstance(found, Select) else found)


def checking(make: Callable[[], Check]) -> Callable[[Any, Work], None]:
    """Return the handler that proves a service's invariants and tells what it found."""

    def check_consistency(_: Any, work: Work) -> None:
        check = make()
        work.session.connection().execution_options(compiled_cache=None)  # asked once a day: not worth remembering
        found = list(violations(work, check))
        named = [Violation(code, each) for code, ids in found for each in ids[:MOST]]
        report: Event = check.told(
            checked=tuple(check.invariants),
            found=sum(len(ids) for _, ids in found),
            violations=tuple(named),
            tallies=tuple(_tallies(work, check.tallies)),
        )
        work.tell(report)

    return check_consistency


def _tallies(reading: Reading, counted: Mapping[str, Broken]) -> Sequence[Tally]:
    return [Tally(of, len(ids_of(reading, asked(reading)))) for of, asked in counted.items()]
