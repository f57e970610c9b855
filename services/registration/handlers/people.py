"""One person entered twice: merging two records, taking a merge apart, saying that two are two."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from messaging.work import Work
from schemas.refusal import Conflict, NotFound, Objection, Refused
from schemas.registration import KeepApart, MergePersons, UndoMerge
from services.registration.handlers.likenesses import settle
from services.registration.model import BOOKS, Mandate, Person, PersonMerge, PersonsApart
from workflow.moves import write_history


def merge_persons(asked: MergePersons, work: Work) -> UUID:
    """Let all mandates of one record belong to the other; the merged record stays, so that it can be taken apart."""
    kept, merged = _pair(asked.kept_id, asked.merged_id, work)
    moving = _mandates_of(merged.id, work)
    both = [each for each in (*moving, *_mandates_of(kept.id, work)) if each.active_person_id is not None]
    if len(both) > 1:
        raise Refused(Objection("both_have_active_mandates"))
    for mandate in moving:
        _give(mandate, kept.id, "person_merged", work)
    merged.merged_into_id = kept.id
    row = PersonMerge(
        id=asked.merge_id,
        kept_id=kept.id,
        merged_id=merged.id,
        mandate_ids=[str(each.id) for each in moving],
        remark=asked.remark,
        merged_at=work.now,
        merged_by=work.actor.account_id,
    )
    work.session.add(row)
    settle(work.session, (merged.id,))
    return row.id


def _pair(kept_id: UUID, merged_id: UUID, work: Work) -> tuple[Person, Person]:
    if kept_id == merged_id:
        raise Refused(Objection("same_record"))
    rows = {row.id: row for row in work.session.scalars(select(Person).where(Person.id.in_((kept_id, merged_id))))}
    if len(rows) < 2:
        raise NotFound("person")
    if any(row.merged_into_id for row in rows.values()):
        raise Conflict("person_merged_already")
    return rows[kept_id], rows[merged_id]


def _mandates_of(person_id: UUID, work: Work) -> Sequence[Mandate]:
    return work.session.scalars(select(Mandate).where(Mandate.person_id == person_id).with_for_update(of=Mandate)).all()


def _give(mandate: Mandate, person_id: UUID, what: str, work: Work) -> None:
    if mandate.active_person_id is not None:
        mandate.active_person_id = person_id
    mandate.person_id = person_id
    write_history(work, BOOKS, mandate.id, what)


def undo_merge(asked: UndoMerge, work: Work) -> UUID:
    """Give every mandate that moved back to the record it came from; mandates entered since then stay."""
    row = work.session.get(PersonMerge, asked.merge_id)
    if row is None:
        raise NotFound("merge")
    if row.undone_at is not None:
        raise Conflict("merge_undone_already")
    moved = select(Mandate).where(Mandate.id.in_([UUID(each) for each in row.mandate_ids]))
    for mandate in work.session.scalars(moved.with_for_update(of=Mandate)):
        _give(mandate, row.merged_id, "person_separated", work)
    work.session.execute(update(Person).where(Person.id == row.merged_id).values(merged_into_id=None))
    row.undone_at, row.undone_by = work.now, work.actor.account_id
    settle(work.session, (row.merged_id,))
    return row.id


def keep_apart(asked: KeepApart, work: Work) -> None:
    """Two records are two persons; saying it again changes nothing."""
    _pair(asked.one_id, asked.other_id, work)
    one, other = sorted((asked.one_id, asked.other_id), key=str)
    known = select(PersonsApart.id).where(PersonsApart.one_id == one, PersonsApart.other_id == other)
    if work.session.scalar(known) is None:
        said = {"said_by": work.actor.account_id, "said_at": work.now}
        work.session.add(PersonsApart(one_id=one, other_id=other, **said))
    settle(work.session, (one,))
