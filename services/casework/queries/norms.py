"""How dossiers stand to the contact norms: counted in the database by kind, judged by the rules, live."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, String, and_, case, cast, func, literal, or_, select

from messaging.work import Reading
from schemas.codes_casework import ContactClass, ContactKind, NormOutcome, Sector, Segment
from services.casework.model import ContactRow, Dossier
from services.casework.rules.contact_norms import (
    ContactTally,
    contact_window,
    frequency_outcome,
    in_person_outcome,
    turns_on,
)
from services.casework.rules.contacts import contact_class
from services.casework.rules.limits import SteeringLimits
from services.casework.rules.shares import share_percent

NOTHING: Final = ContactTally(0, 0)
_COUNTED: Final = (ContactClass.IN_PERSON, ContactClass.OTHER)


@dataclass(frozen=True)
class NormLine:
    """One dossier against its guide values; intakes have no frequency, so no least and most."""

    counted: int
    in_person: int
    in_person_percent: Decimal | None
    frequency: NormOutcome
    in_person_outcome: NormOutcome
    least: int | None = None
    most: int | None = None
    since: date | None = None

    @property
    def is_missed(self) -> bool:
        """Whether one of the figures lies below its guide value."""
        return NormOutcome.BELOW in (self.frequency, self.in_person_outcome)


def norms_of(reading: Reading, dossiers: Iterable[Any], limits: SteeringLimits) -> Mapping[UUID, NormLine]:
    """Return how each of ``dossiers`` (rows with id, sector, segment and their days) stands today, in one query."""
    rows = list(dossiers)
    tallies = _tallies(reading, [row.id for row in rows], limits)
    return {row.id: _line(row, tallies.get(row.id, NOTHING), reading.today, limits) for row in rows}


def norms_of_all(
    reading: Reading, dossiers: Iterable[Any], limits: SteeringLimits, *where: ColumnElement[bool]
) -> Mapping[UUID, NormLine]:
    """Return the same for every dossier of a condition; for lists too long to name each dossier.

    Dossiers that stand alike are judged once.
    """
    tallies = _tallies(reading, None, limits, *where)
    judged: dict[tuple[Any, ...], NormLine] = {}
    found: dict[UUID, NormLine] = {}
    for row in dossiers:
        tally = tallies.get(row.id, NOTHING)
        alike = (row.sector, row.segment, row.segment_started_on, tally.in_person, tally.other)
        line = judged.get(alike)
        if line is None:
            line = judged[alike] = _line(row, tally, reading.today, limits)
        found[row.id] = line
    return found


class Outcomes(NamedTuple):
    """How many dossiers in a segment stand how, of one case worker; a row as it is kept, for thousands at once."""

    frequency_below: int = 0
    frequency_within: int = 0
    frequency_above: int = 0
    frequency_no_data: int = 0
    in_person_below: int = 0
    in_person_within: int = 0
    in_person_no_data: int = 0

    @property
    def frequency(self) -> Counter[NormOutcome]:
        """How often there were contacts."""
        return Counter({each: getattr(self, f"frequency_{each.value}") for each in NormOutcome})

    @property
    def in_person(self) -> Counter[NormOutcome]:
        """How many of them were in person; a share is never too high."""
        return Counter({each: getattr(self, f"in_person_{each.value}", 0) for each in NormOutcome})


def standing(frequency: NormOutcome, in_person: NormOutcome) -> tuple[int, int]:
    """Return the places, among the numbers of ``Outcomes``, in which a dossier that stands so is counted."""
    names = Outcomes._fields
    return names.index(f"frequency_{frequency.value}"), names.index(f"in_person_{in_person.value}")


def outcomes_by_worker(
    reading: Reading, limits: SteeringLimits, *where: ColumnElement[bool]
) -> Mapping[UUID, Outcomes]:
    """Return how each case worker's dossiers in a segment stand.

    The database counts the contacts and puts dossiers that stand alike together; each such group is judged once.
    """
    found: defaultdict[str, list[int]] = defaultdict(lambda: [*Outcomes()])
    for row in reading.session.execute(_standing_alike(reading.today, limits, *where)):
        started = None if row.is_full is None else (date.min if row.is_full else reading.today)
        stands = _Standing(row.segment, started)
        line = _line(stands, ContactTally(row.in_person, row.other), reading.today, limits)
        places = standing(line.frequency, line.in_person_outcome)
        for worker in row.workers.split(","):
            numbers = found[worker]
            for place in places:
                numbers[place] += 1
    return {UUID(worker): Outcomes(*numbers) for worker, numbers in found.items()}


@dataclass(frozen=True)
class _Standing:
    """What of a dossier in counselling decides how its contacts are judged."""

    segment: Segment
    segment_started_on: date | None
    sector: Sector = Sector.COUNSELLING_1


def _standing_alike(today: date, limits: SteeringLimits, *where: ColumnElement[bool]) -> Select[Any]:
    first = _first_day(today, limits)
    counting = and_(
        ContactRow.dossier_id == Dossier.id,
        ContactRow.struck_at.is_(None),
        ContactRow.contact_on >= first,
        ContactRow.contact_on >= func.coalesce(Dossier.segment_started_on, Dossier.sector_entered_on),
        ContactRow.contact_on <= today,
    )
    worker = cast(Dossier.case_worker_id, String).label("worker")
    is_full = (Dossier.segment_started_on <= first).label("is_full")
    counts = [_counted(each, limits) for each in _COUNTED]
    each = (
        select(worker, Dossier.segment, is_full, *counts)
        .outerjoin(ContactRow, counting)
        .where(*where, Dossier.segment.is_not(None))
        .group_by(Dossier.id)
        .subquery()
    )
    alike = (each.c.segment, each.c.is_full, each.c.in_person, each.c.other)
    return select(*alike, func.aggregate_strings(each.c.worker, ",").label("workers")).group_by(*alike)


def _tallies(
    reading: Reading, ids: list[UUID] | None, limits: SteeringLimits, *where: ColumnElement[bool]
) -> Mapping[UUID, ContactTally]:
    asked = _tallying(reading.today, limits).where(*where)
    if ids is not None:
        asked = asked.where(ContactRow.dossier_id.in_(ids))
    alike: dict[tuple[int, int], ContactTally] = {}
    found: dict[UUID, ContactTally] = {}
    for dossier_id, *times in reading.session.execute(asked):
        counted = (times[0], times[1])
        tally = alike.get(counted)
        if tally is None:
            tally = alike[counted] = ContactTally(*counted)
        found[dossier_id] = tally
    return found


def _tallying(today: date, limits: SteeringLimits) -> Select[Any]:
    """Count the contacts of each dossier that has some in its period."""
    columns: tuple[Any, ...] = (ContactRow.dossier_id, *(_counted(each, limits) for each in _COUNTED))
    asked: Select[Any] = select(*columns)
    return (
        asked.join(Dossier, Dossier.id == ContactRow.dossier_id)
        .where(
            ContactRow.struck_at.is_(None),
            ContactRow.contact_on >= _first_day(today, limits),
            ContactRow.contact_on >= func.coalesce(Dossier.segment_started_on, Dossier.sector_entered_on),
            ContactRow.contact_on <= today,
        )
        .group_by(ContactRow.dossier_id)
    )


def judged(reading: Reading, dossiers: Iterable[Any], limits: SteeringLimits) -> Mapping[UUID, tuple[NormLine, date]]:
    """Return how dossiers in a segment stand today, and from which day on that may be otherwise; in one query."""
    rows = list(dossiers)
    oldest = func.min(ContactRow.contact_on).filter(or_(*(_fits(each, limits) for each in _COUNTED)))
    tallies, since = _tallies_and(oldest, reading, [row.id for row in rows], limits)
    found: dict[UUID, tuple[NormLine, date]] = {}
    for row in rows:
        line = _line(row, tallies.get(row.id, NOTHING), reading.today, limits)
        until = turns_on(row.segment, row.segment_started_on, since.get(row.id), reading.today, limits)
        found[row.id] = (line, until)
    return found


def _tallies_and(
    further: ColumnElement[Any], reading: Reading, ids: list[UUID], limits: SteeringLimits
) -> tuple[Mapping[UUID, ContactTally], Mapping[UUID, Any]]:
    asked = _tallying(reading.today, limits).add_columns(further).where(ContactRow.dossier_id.in_(ids))
    rows = reading.session.execute(asked).all()
    return {row[0]: ContactTally(row[1], row[2]) for row in rows}, {row[0]: row[3] for row in rows}


def _fits(as_class: ContactClass, limits: SteeringLimits) -> ColumnElement[bool]:
    """Return the condition for contacts the rule puts into a class, by kind and by whether a topic was treated."""
    kinds = {
        topic: [each for each in ContactKind if contact_class(each, social_work_topic=topic, limits=limits) is as_class]
        for topic in (True, False)
    }
    return or_(*(and_(ContactRow.social_work_topic.is_(topic), ContactRow.kind.in_(of)) for topic, of in kinds.items()))


def _counted(as_class: ContactClass, limits: SteeringLimits) -> ColumnElement[int]:
    return func.count().filter(_fits(as_class, limits)).label(as_class.value)


def _first_day(today: date, limits: SteeringLimits) -> ColumnElement[date]:
    first = {each: contact_window(each, date.min, today, limits).first for each in Segment}
    return case(
        *((Dossier.segment == each, literal(day, Date)) for each, day in first.items()), else_=literal(date.min, Date)
    )


def _line(row: Any, tally: ContactTally, today: date, limits: SteeringLimits) -> NormLine:
    share = share_percent(tally.in_person, tally.counted)
    if row.segment is None or row.segment_started_on is None:
        is_judged = row.sector is Sector.INTAKE_2
        least = limits.intake2_in_person_min_percent
        outcome = in_person_outcome(tally, least) if is_judged else NormOutcome.NO_DATA
        return NormLine(tally.counted, tally.in_person, share, NormOutcome.NO_DATA, outcome)
    norm, window = limits.norm(row.segment), contact_window(row.segment, row.segment_started_on, today, limits)
    return NormLine(
        counted=tally.counted,
        in_person=tally.in_person,
        in_person_percent=share,
        frequency=frequency_outcome(tally.counted, row.segment, limits, is_full=window.is_full),
        in_person_outcome=in_person_outcome(tally, norm.in_person_min_percent),
        least=norm.contacts_min,
        most=norm.contacts_max,
        since=window.first,
    )
