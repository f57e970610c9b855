"""Proposing a person for a place: everything is checked, then the place is locked and a seat kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from messaging.work import Work
from schemas.placements import PersonProposed, ProposePerson
from schemas.refusal import Objection
from services.placements.handlers.lists import check_new, code_objections, refuse
from services.placements.handlers.overuse import overuse, record_decision
from services.placements.handlers.proposal_steps import begin
from services.placements.handlers.seats import capacities_of, holds_of, span_of, take_seat
from services.placements.model import Place, Proposal, Seeker, SeekerState
from services.placements.queries.frozen import frozen, offered_of, wanted_of
from services.placements.queries.reach import found, found_place
from services.placements.rules.fit import Stay, fit_objections, stay_objections
from services.placements.rules.seats import free_seats


@dataclass(frozen=True)
class Choice:
    """What somebody has chosen for a person."""

    proposal_id: UUID
    place_id: UUID
    stay: Stay
    ground: str
    remark: str = ""
    over_quota: str = ""


def propose_person(asked: ProposePerson, work: Work) -> UUID:
    """Propose a person; refuses with every criterion that fails, and with a conflict where the seats are gone."""
    check_new(work, Proposal, asked.proposal_id)
    seeker = found(work, Seeker, asked.mandate_id, "mandate")
    stay = Stay(asked.starts_on, asked.ends_on, asked.workload_percent)
    choice = Choice(asked.proposal_id, asked.place_id, stay, asked.ground, asked.remark, asked.over_quota.strip())
    return propose(seeker, choice, work).id


def propose(seeker: Seeker, choice: Choice, work: Work) -> Proposal:
    """Check everything, keep a seat, write the proposal and tell it; above a quota only with a written decision."""
    place = found_place(work, choice.place_id, lock=True)
    over = overuse(seeker.social_service_id, place, choice.stay, work)
    refuse(
        *code_objections(work, "ground", "disclosure_grounds", choice.ground),
        *stay_objections(choice.stay, work.today),
        *search_objections(seeker, work.today),
        *fit_objections(wanted_of(seeker), offered_of(place), choice.stay, work.actor.organisation_id),
        *([] if choice.over_quota else over),
    )
    proposal = _written(seeker, place, choice, work)
    take_seat(work, place, proposal)
    begin(proposal, work, choice.remark)
    record_decision(proposal, over, choice.over_quota, work)
    seeker.state, seeker.acted_on = SeekerState.PROPOSED, work.today
    work.tell(
        PersonProposed(
            proposal_id=proposal.id,
            mandate_id=proposal.mandate_id,
            place_id=proposal.place_id,
            provider_id=proposal.provider_id,
            social_service_id=proposal.social_service_id,
            starts_on=proposal.starts_on,
        )
    )
    return proposal


def search_objections(seeker: Seeker, today: date) -> list[Objection]:
    """Object to proposing a person for whom no place is looked for now."""
    if seeker.state is SeekerState.PROPOSED:
        return [Objection("person_already_proposed", "mandate_id")]
    if seeker.state is SeekerState.PLACED:
        return [Objection("person_already_placed", "mandate_id")]
    if seeker.state is SeekerState.GONE:
        return [Objection("search_over", "mandate_id")]
    if seeker.parked_until is not None and today <= seeker.parked_until:
        return [Objection("search_parked", "mandate_id", {"until": seeker.parked_until.isoformat()})]
    return []


def _written(seeker: Seeker, place: Place, choice: Choice, work: Work) -> Proposal:
    stay = choice.stay
    held = [span_of(each) for each in holds_of(work.session, place.id, stay.starts_on)]
    free = free_seats(capacities_of(work.session, place.id), held, stay.starts_on).free
    return Proposal(
        id=choice.proposal_id,
        mandate_id=seeker.mandate_id,
        live_mandate_id=seeker.mandate_id,
        place_id=place.id,
        provider_id=place.provider_id,
        social_service_id=seeker.social_service_id,
        starts_on=stay.starts_on,
        ends_on=stay.ends_on,
        workload_percent=stay.workload_percent,
        ground=choice.ground,
        frozen=frozen(wanted_of(seeker), offered_of(place), stay, free),
        proposed_on=work.today,
        proposed_by=work.actor.account_id,
    )
