"""Who looks after a mandate: taking over, giving parts, ending them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from messaging.work import Work
from schemas.actor import Role
from schemas.codes_registration import TeamPart
from schemas.refusal import NotFound, Objection, Refused
from schemas.registration import AssignPart, CaseTeamChanged, EndPart, TakeOverMandate
from services.registration.handlers.steps import enter_part, take
from services.registration.model import BOOKS, Mandate, TeamMember
from services.registration.rules.mandate_course import ENDS
from services.registration.rules.team import SINGLE, assigning_objections, own_part, span_objections
from workflow.moves import write_history

_OWNER_ROLES = {TeamPart.CASE_WORKER: Role.CASE_WORKER, TeamPart.COORDINATOR: Role.SSIP_COORDINATOR}


def take_over_mandate(asked: TakeOverMandate, work: Work) -> UUID:
    """Become the coordinator or the case worker of a running mandate; open deadlines come along."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.state in ENDS:
        raise Refused(Objection("step_not_possible_now", None, {"state": mandate.state.value}))
    part = own_part(work.actor.role)
    if _holder(mandate, part) == work.actor.account_id:
        raise Refused(Objection("part_yours_already", None, {"part": part.value}))
    _hand_over(mandate, part, work.actor.account_id, work)
    return mandate.id


def assign_part(asked: AssignPart, work: Work) -> UUID:
    """Give somebody a part; deputies and contacts may begin later and end on a known day."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    found = assigning_objections(asked.part, work.actor.role)
    found += span_objections(asked.part, asked.valid_from, asked.valid_until, work.today)
    if found:
        raise Refused(*found)
    if asked.part in SINGLE:
        _hand_over(mandate, asked.part, asked.account_id, work)
        return mandate.id
    span = {"valid_from": asked.valid_from, "valid_until": asked.valid_until}
    work.session.add(TeamMember(mandate_id=mandate.id, part=asked.part, account_id=asked.account_id, **span))
    write_history(work, BOOKS, mandate.id, "part_assigned", team_part=asked.part, from_on=asked.valid_from)
    return mandate.id


def end_part(asked: EndPart, work: Work) -> UUID:
    """Let a deputy or contact leave the team on a day; the two main parts are only handed over."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    row = work.session.get(TeamMember, asked.member_id)
    if row is None or row.mandate_id != mandate.id:
        raise NotFound("team_member")
    found = assigning_objections(row.part, work.actor.role)
    if row.part in SINGLE:
        found.append(Objection("part_without_gap", "member_id", {"part": row.part.value}))
    if asked.valid_until < row.valid_from:
        found.append(Objection("ends_before_start", "valid_until", {"starts_on": row.valid_from.isoformat()}))
    if found:
        raise Refused(*found)
    row.valid_until = asked.valid_until
    write_history(work, BOOKS, mandate.id, "part_ended", team_part=row.part, until_on=asked.valid_until)
    return mandate.id


def _holder(mandate: Mandate, part: TeamPart) -> UUID | None:
    return mandate.case_worker_id if part is TeamPart.CASE_WORKER else mandate.coordinator_id


def _hand_over(mandate: Mandate, part: TeamPart, account_id: UUID, work: Work) -> None:
    if part is TeamPart.CASE_WORKER:
        mandate.case_worker_id = account_id
    else:
        mandate.coordinator_id = account_id
    enter_part(mandate, part, account_id, work)
    _move_deadlines(mandate, part, account_id, work)
    write_history(work, BOOKS, mandate.id, "part_assigned", team_part=part, from_on=work.today)
    work.tell(
        CaseTeamChanged(
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            coordinator_id=mandate.coordinator_id,
        )
    )


def _move_deadlines(mandate: Mandate, part: TeamPart, account_id: UUID, work: Work) -> None:
    table = BOOKS.deadlines
    theirs = (table.c.owner_role == _OWNER_ROLES[part].value, table.c.done_at.is_(None))
    asked = update(table).where(table.c.mandate_id == mandate.id, *theirs)
    work.session.execute(asked.values(owner_account_id=account_id))
