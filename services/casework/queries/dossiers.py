"""Lists of dossiers: filtered and sorted in SQL, a constant number of statements whatever the size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from messaging.work import Reading
from schemas.codes_casework import Sector, Segment, SegmentState
from services.casework.model import ContactRow, Dossier, DossierMandate
from services.casework.queries.lines import PENDING, earliest_deadline, is_pending, newest_mandate
from services.casework.queries.norms import NormLine, norms_of
from services.casework.queries.reach import reachable
from services.casework.queries.settings import limits_on
from services.casework.rules.dossier_course import DossierState

PAGE: Final = 50
MOST_FOUND: Final = 20


@dataclass(frozen=True)
class DossierFilter:
    """What a list is narrowed by; empty means no narrowing."""

    text: str = ""
    sector: str = ""
    segment: str = ""
    under_way: str = ""
    case_worker_id: UUID | None = None
    mine: bool = False
    with_closed: bool = False
    sort: str = "due"


@dataclass(frozen=True)
class DossierLine:
    """One line of a list of dossiers; ``due_on`` is the earliest open deadline of the dossier and its segment."""

    id: UUID
    number: str
    mandate_id: UUID | None
    social_service_id: UUID
    case_worker_id: UUID
    state: DossierState
    sector: Sector
    segment: Segment | None
    segment_started_on: date | None
    review_due_on: date | None
    under_way: SegmentState | None
    due_on: date | None
    last_contact_on: date | None
    norm: NormLine


@dataclass(frozen=True)
class DossierPage:
    """One page of a list, and how many lines there are in all."""

    lines: tuple[DossierLine, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


_DUE = earliest_deadline()
_SORTS: Final[dict[str, Any]] = {
    "due": (_DUE.is_(None), _DUE, Dossier.number),
    "number": (Dossier.number,),
    "segment": (Dossier.segment.is_(None), Dossier.segment, Dossier.number),
    "review": (Dossier.review_due_on.is_(None), Dossier.review_due_on, Dossier.number),
}


def dossiers(reading: Reading, *, narrowed: DossierFilter, page: int = 1, size: int = PAGE) -> DossierPage:
    """Return one page of the dossiers within reach."""
    wanted = _narrowed(select(Dossier.id), reading, narrowed).subquery()
    total = reading.session.scalar(select(func.count()).select_from(wanted)) or 0
    last = select(func.max(ContactRow.contact_on)).where(
        ContactRow.dossier_id == Dossier.id, ContactRow.struck_at.is_(None)
    )
    asked = _narrowed(
        select(
            Dossier,
            PENDING.state.label("under_way"),
            _DUE.label("due_on"),
            newest_mandate().label("mandate_id"),
            last.correlate(Dossier).scalar_subquery().label("last_contact_on"),
        ),
        reading,
        narrowed,
    )
    order = _SORTS.get(narrowed.sort, _SORTS["due"])
    rows = reading.session.execute(asked.order_by(*order).limit(size).offset((max(1, page) - 1) * size)).all()
    norms = norms_of(reading, [row.Dossier for row in rows], limits_on(reading))
    return DossierPage(tuple(_line(row, norms[row.Dossier.id]) for row in rows), total, max(1, page))


def _narrowed(asked: Select[Any], reading: Reading, narrowed: DossierFilter) -> Select[Any]:
    asked = asked.outerjoin(PENDING, is_pending()).where(reachable(reading.actor))
    if not narrowed.with_closed:
        asked = asked.where(Dossier.state != DossierState.CLOSED)
    if narrowed.sector:
        asked = asked.where(Dossier.sector.in_(narrowed.sector.split(",")))
    if narrowed.segment:
        no_segment = Dossier.segment.is_(None)
        asked = asked.where(no_segment if narrowed.segment == "none" else Dossier.segment == narrowed.segment)
    if narrowed.under_way:
        asked = asked.where(PENDING.state == narrowed.under_way)
    return _by_people(asked, reading, narrowed)


def _by_people(asked: Select[Any], reading: Reading, narrowed: DossierFilter) -> Select[Any]:
    if narrowed.mine:
        asked = asked.where(Dossier.case_worker_id == reading.actor.account_id)
    elif narrowed.case_worker_id:
        asked = asked.where(Dossier.case_worker_id == narrowed.case_worker_id)
    for word in narrowed.text.split()[:5]:
        asked = asked.where(Dossier.number.ilike(_like(word), escape="\\"))
    return asked


def _like(word: str) -> str:
    return "%" + word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"


def _line(row: Any, norm: NormLine) -> DossierLine:
    dossier = row.Dossier
    return DossierLine(
        id=dossier.id,
        number=dossier.number,
        mandate_id=row.mandate_id,
        social_service_id=dossier.social_service_id,
        case_worker_id=dossier.case_worker_id,
        state=dossier.state,
        sector=dossier.sector,
        segment=dossier.segment,
        segment_started_on=dossier.segment_started_on,
        review_due_on=dossier.review_due_on,
        under_way=row.under_way,
        due_on=row.due_on,
        last_contact_on=row.last_contact_on,
        norm=norm,
    )


@dataclass(frozen=True)
class FoundDossier:
    """A dossier as the search box shows it."""

    id: UUID
    number: str
    mandate_id: UUID | None
    sector: Sector
    segment: Segment | None


def dossier_numbers(reading: Reading, *, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the numbers of those of ``ids`` that are within reach."""
    asked = select(Dossier.id, Dossier.number).where(Dossier.id.in_(list(ids)), reachable(reading.actor))
    return {row.id: row.number for row in reading.session.execute(asked)}


def find_dossiers(reading: Reading, *, text: str, mandate_ids: Sequence[UUID] = ()) -> tuple[FoundDossier, ...]:
    """Return dossiers within reach whose number contains ``text``, or that are linked to one of ``mandate_ids``."""
    if not text.strip():
        return ()
    linked = select(DossierMandate.dossier_id).where(DossierMandate.mandate_id.in_(list(mandate_ids)))
    named = Dossier.number.ilike(_like(text.strip()), escape="\\")
    asked = select(
        Dossier.id, Dossier.number, newest_mandate().label("mandate_id"), Dossier.sector, Dossier.segment
    ).where(reachable(reading.actor), or_(named, Dossier.id.in_(linked)))
    rows = reading.session.execute(asked.order_by(Dossier.number).limit(MOST_FOUND))
    return tuple(FoundDossier(row.id, row.number, row.mandate_id, row.sector, row.segment) for row in rows)
