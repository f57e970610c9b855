"""Waiting lists: who enters, moves and leaves, always with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import PlaceKind
from schemas.codes_placements import WaitingEvent
from services.placements.model import Seeker, WaitingEntry, WaitingLine
from services.placements.queries.ranking import ranking
from services.placements.rules.waiting_list import Ranked


def enter_lists(seeker: Seeker, reason: str, work: Work) -> None:
    """Let a person wait for every kind of her plan, and no longer for kinds that left the plan."""
    wanted = {PlaceKind(each) for each in seeker.kinds}
    listed = {each.group: each for each in _entries_of(seeker, work)}
    for group in sorted(wanted - listed.keys()):
        work.session.add(_entry(seeker, group, work))
        _write(work, seeker, group, WaitingEvent.ENTERED, reason)
    for group in sorted(listed.keys() - wanted):
        _leave(listed[group], seeker, "plan_changed", work)


def _entry(seeker: Seeker, group: PlaceKind, work: Work) -> WaitingEntry:
    return WaitingEntry(
        id=uuid4(),
        group=group,
        mandate_id=seeker.mandate_id,
        social_service_id=seeker.social_service_id,
        since=seeker.released_on,
        rank=0,
        score=0,
        ranked_on=seeker.released_on,
    )


def leave_lists(seeker: Seeker, reason: str, work: Work) -> None:
    """Take a person off every list."""
    for entry in _entries_of(seeker, work):
        _leave(entry, seeker, reason, work)


def _leave(entry: WaitingEntry, seeker: Seeker, reason: str, work: Work) -> None:
    work.session.delete(entry)
    _write(work, seeker, entry.group, WaitingEvent.LEFT, reason)


def park(seeker: Seeker, reason: str, work: Work) -> None:
    """Note on every list that a person gets no proposals for a while."""
    for entry in _entries_of(seeker, work):
        _write(work, seeker, entry.group, WaitingEvent.PARKED, reason)


def _entries_of(seeker: Seeker, work: Work) -> list[WaitingEntry]:
    work.session.flush()
    return list(work.session.scalars(select(WaitingEntry).where(WaitingEntry.mandate_id == seeker.mandate_id)))


def _write(work: Work, seeker: Seeker, group: PlaceKind, event: WaitingEvent, reason: str) -> None:
    work.session.add(WaitingLine(group=group, mandate_id=seeker.mandate_id, event=event, reason=reason, at=work.now))


def rank_lists(work: Work) -> None:
    """Once a day work every list out anew and write down who moved past whom."""
    stale = select(WaitingEntry.group).where(WaitingEntry.ranked_on < work.today).distinct()
    for group in list(work.session.scalars(stale)):
        _rank(group, work)


def _rank(group: PlaceKind, work: Work) -> None:
    entries = {
        each.mandate_id: each for each in work.session.scalars(select(WaitingEntry).where(WaitingEntry.group == group))
    }
    order = ranking(work, group)
    movers = _movers([entries[each.waiting.mandate_id] for each in order])
    for line in order:
        entry = entries[line.waiting.mandate_id]
        if entry.mandate_id in movers:
            _note_move(entry, line, work)
        entry.rank, entry.score, entry.ranked_on = line.rank, line.score, work.today


def _movers(order: Sequence[WaitingEntry]) -> set[object]:
    """Return who now stands at another place among those who were ranked before."""
    known = [each for each in order if each.rank]
    before = sorted(known, key=lambda each: each.rank)
    return {new.mandate_id for new, old in zip(known, before, strict=True) if new is not old}


def _note_move(entry: WaitingEntry, line: Ranked, work: Work) -> None:
    strongest = max(line.parts, key=lambda part: part.points)
    work.session.add(
        WaitingLine(
            group=entry.group,
            mandate_id=entry.mandate_id,
            event=WaitingEvent.MOVED,
            reason=strongest.part.value,
            rank=line.rank,
            score=line.score,
            at=work.now,
        )
    )
