"""Proposals: the provider answers in two clicks, the office decides about declines."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup

from portal import formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, kind_chip, link
from portal.doors import ask, language, may, say, today
from portal.lists import Lines, Listing, Part, answer
from portal.page import show
from portal.pages.placements import common, ladders
from schemas.placements import (
    AcceptProposal,
    AcknowledgeProposal,
    ArrangeTrial,
    ConfirmDecline,
    DeclineProposal,
    InviteToInterview,
    OverrideDecline,
    WithdrawProposal,
)
from services.placements.queries import proposals as queries
from services.placements.queries.ended import ended_proposal

blueprint: Final = Blueprint("proposals", __name__, url_prefix="/proposals")


def _proposal(proposal_id: UUID) -> queries.ProposalCard:
    return ask(queries.proposal_card, proposal_id=proposal_id)


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:proposal_id>",
    back="proposals.detail",
    record=_proposal,
    commands={
        "accept": AcceptProposal,
        "decline": DeclineProposal,
        "acknowledge": AcknowledgeProposal,
        "invite": InviteToInterview,
        "try_out": ArrangeTrial,
        "confirm_decline": ConfirmDecline,
        "override_decline": OverrideDecline,
        "withdraw": WithdrawProposal,
    },
    choices=common.code_list,
    tones={"accept": "primary", "confirm_decline": "primary", "withdraw": "danger"},
    workflow="proposal",
).install()


@blueprint.get("")
def index() -> Response:
    """Show the proposals somebody still has to act on, or all of them."""
    show_all = request.args.get("all") == "yes"

    def read(part: Part) -> Lines:
        found = ask(queries.proposals, wanted=queries.ProposalFilter(live_only=not show_all), cut=common.cut(part))
        names = common.people(each.mandate_id for each in found.lines)
        return Lines([_row(each, names) for each in found.lines], found.total)

    filters = [common.filter_view("all", say("proposals.all"), widget="checkbox")]
    listing = Listing(
        "placements.proposals",
        say("menu.proposals"),
        _columns(),
        read,
        filters=filters,
        empty=say("proposals.none"),
        empty_hint="" if show_all else say("proposals.none_hint"),
    )
    return answer("placements/proposals.html", listing)


def _columns() -> list[Column]:
    words = ("person", "place", "provider", "starts_on", "ends_on", "workload", "state", "due_on")
    return [
        Column(say(f"proposals.{name}"), kind={"person": "main", "workload": "tight"}.get(name, "")) for name in words
    ]


def _row(line: queries.ProposalLine, names: Any) -> list[Cell]:
    person = common.person(names, line.mandate_id, line.number)
    return [
        link(url_for("proposals.detail", proposal_id=line.id), person),
        Markup("{} {}").format(kind_chip(line.kind, language()), line.place_title),
        line.provider_name,
        formats.day(line.starts_on),
        formats.day(line.ends_on),
        f"{line.workload_percent} %",
        common.state(line.state),
        formats.day(line.due_on),
    ]


@blueprint.get("/<uuid:proposal_id>")
def detail(proposal_id: UUID) -> Response:
    """Show one proposal and what may be done with it now; to the provider also one that is over, without the person."""
    if may(ended_proposal) and (over := ask(ended_proposal, proposal_id=proposal_id)):
        return show("placements/proposal_ended.html", proposal=over, state=common.state(over.state))
    proposal = _proposal(proposal_id)
    names = common.people([proposal.mandate_id])
    return show(
        "placements/proposal.html",
        rungs=ladders.rungs("proposal", proposal_id),
        proposal=proposal,
        person=common.person(names, proposal.mandate_id, proposal.number),
        state=common.state(proposal.state),
        panel=ACTIONS.panel(proposal, proposal.steps, proposal_id=proposal_id),
        ground=common.code_words("disclosure_grounds").get(proposal.ground, proposal.ground),
        entries=common.entries(proposal.history),
        is_late=proposal.due_on is not None and proposal.due_on < today(),
    )
