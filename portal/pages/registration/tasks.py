"""What registration has for Today and for the page of deadlines: who has to act, by when, on which mandate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import url_for

from portal.areas import TodayLines, Unseen
from portal.doors import actor, ask, has_desk, language, may, say, today
from portal.parts import Task
from portal.ways import way_to
from schemas.actor import OFFICE_STAFF, Role
from schemas.words import is_known
from services.registration.queries.codes import pressing_deadlines
from services.registration.queries.names import NamedMandate, person_names
from workflow.due import Deadline
from workflow.pressing import Line


def lines(most: int) -> TodayLines:
    """Return what this person has to do, what waits for others, and the next fourteen days; ``most`` of each kind."""
    if not may(pressing_deadlines) or actor().role not in (*OFFICE_STAFF, Role.CASE_WORKER, Role.SERVICE_HEAD):
        return TodayLines()
    found, day, opened = ask(pressing_deadlines, most=most), today(), say("registration.open")
    address, kinds = way_to("mandates.detail", "mandate_id"), {each.kind: kind_of(each.kind) for each in found.tallies}

    def task(line: Line) -> Task:
        return Task(
            title=kinds[line.kind],
            url=address(line.mandate_id) if line.mandate_id else "",
            note=f"{line.beside[0]} · {line.beside[1]}" if line.beside[0] else "",
            due=line.due_on,
            late=line.due_on < day,
            action_label=opened if line.mandate_id else "",
        )

    drawn = {part: [task(each) for each in held] for part, held in found.lines.items()}
    return TodayLines(
        drawn["act"],
        drawn["waiting"],
        drawn["soon"],
        unseen=[Unseen(each.part, kinds[each.kind], each.count, each.late, each.ready) for each in found.unseen()],
        register=url_for("deadlines.index"),
    )


def is_mine(deadline: Deadline) -> bool:
    """Whether the person of this request has to act: by name, or in the role where nobody is named."""
    me = actor()
    if deadline.owner_account_id is not None:
        return deadline.owner_account_id == me.account_id
    return deadline.owner_role == me.role.value


def named(found: Iterable[Deadline]) -> Mapping[UUID, NamedMandate]:
    """Return the people behind deadlines, as far as this person may know them."""
    wanted = tuple({each.mandate_id for each in found if each.mandate_id})
    if not wanted or not has_desk("registration") or not may(person_names):
        return {}
    return ask(person_names, mandate_ids=wanted)


def kind_of(kind: str) -> str:
    """Return what a deadline is about, in words."""
    key = next((each for each in (f"deadline.{kind}", f"due.{kind}") if is_known(each, language())), "")
    return say(key) if key else kind


def person_of(deadline: Deadline, people: Mapping[UUID, NamedMandate]) -> str:
    """Return name and number of the person a deadline is about, empty where they may not be known."""
    found = people.get(deadline.mandate_id) if deadline.mandate_id else None
    return f"{found.name} · {found.number}" if found else ""


def address_of(mandate_id: UUID) -> str:
    """Return the page of a mandate."""
    return url_for("mandates.detail", mandate_id=mandate_id)
