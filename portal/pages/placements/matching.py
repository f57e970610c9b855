"""The matching workbench: who waits for a place, which places fit and why the others do not, and proposing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.accounts.queries import account_names
from portal.doors import ask, language, need, say, today
from portal.form_reading import read_day
from portal.forms import Form
from portal.lists import answer
from portal.objection_words import words_of
from portal.page import leave, show
from portal.pages.placements import common, searching, workbench
from schemas.placements import ProposePerson
from schemas.refusal import Conflict
from services.placements.queries import fit as queries
from services.placements.queries import seekers
from services.placements.queries.fit_ranking import Shown
from services.placements.queries.places import place_card

blueprint: Final = Blueprint("matching", __name__, url_prefix="/matching")
blueprint.add_url_rule("", view_func=searching.index)
MOST_OTHERS: Final = 5


@blueprint.get("/<uuid:mandate_id>")
def places(mandate_id: UUID) -> Response:
    """Show which places fit one person, and for every other one each reason against it."""
    first, last = _day("starts_on"), _day("ends_on")

    @cache
    def look(shown: Shown) -> queries.PlacesFit:
        return ask(queries.fitting_places, mandate_id=mandate_id, starts_on=first, ends_on=last, shown=shown)

    found = look(workbench.shown())
    fits, others = workbench.listings(look, workbench.Doing.of(found.who, found.first, last))
    names = common.people([mandate_id])
    return answer(
        "placements/workbench.html",
        fits,
        others,
        who=found.who,
        person=common.person(names, mandate_id, found.who.number),
        state=common.state(found.who.state),
        found=found,
        change=_change(found),
    )


def _change(found: queries.PlacesFit) -> str:
    """Return in words the one change that would open most places."""
    if found.change is None:
        return ""
    change = say(f"matching_change.{found.change}")
    return say("matching.one_change", change=change, count=found.opened_total)


def _reasons(fit: queries.PlaceFit | queries.PersonFit) -> list[str]:
    return [words_of(each, language()) for each in fit.objections]


def _day(name: str) -> date | None:
    return read_day(request.args.get(name, "")[:20], today())


@blueprint.route("/<uuid:mandate_id>/propose/<uuid:place_id>", methods=["GET", "POST"])
def propose(mandate_id: UUID, place_id: UUID) -> Answer:
    """Propose the person for a place; a seat is reserved at once."""
    need(ProposePerson)
    line = ask(seekers.seeker, mandate_id=mandate_id)
    place = ask(place_card, place_id=place_id)
    start: dict[str, Any] = {
        "proposal_id": uuid4(),
        "starts_on": max(line.available_from, place.available_from, _day("starts_on") or today()),
        "ends_on": _day("ends_on"),
        "workload_percent": line.workload_percent,
    }
    fixed = {"mandate_id": mandate_id, "place_id": place_id}
    last: tuple[str, str] | None = None
    form = Form(ProposePerson, start=start, fixed=fixed, choices=common.code_list)
    try:
        if form.carry_out():
            return leave("proposals.detail", text=say("act.placements.propose_person.done"), proposal_id=form.answer)
    except Conflict as conflict:
        if conflict.code != "seats_taken":
            raise
        form.object(*conflict.objections)
        last = _who_has_it(conflict.facts)
    names = common.people([mandate_id])
    person = common.person(names, mandate_id, line.number)
    days = {name: _typed(name) or start[name] for name in ("starts_on", "ends_on")}
    others = _what_else(mandate_id, place_id, days) if form.errors else []
    return show(
        "placements/propose.html",
        form=form,
        who=line,
        place=place,
        person=person,
        others=others,
        last=last,
        days={name: f"{day:%d.%m.%Y}" for name, day in days.items() if day},
    )


def _typed(name: str) -> date | None:
    return read_day(request.form.get(name, "")[:20], today())


def _who_has_it(facts: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return in words who got the last seat and who proposed her, with the address of the proposal."""
    if "proposal_id" not in facts:
        return None
    mandate_id, account_id = UUID(facts["mandate_id"]), UUID(facts["by"])
    person = common.person(common.people([mandate_id]), mandate_id, facts["number"])
    by = ask(account_names, ids=[account_id]).get(account_id, say("code.role.system"))
    text = say("matching.last_seat", person=person, by=by, day=formats.day(date.fromisoformat(facts["on"])))
    return text, url_for("proposals.detail", proposal_id=UUID(facts["proposal_id"]))


def _what_else(mandate_id: UUID, place_id: UUID, days: Mapping[str, date | None]) -> list[queries.PlaceFit]:
    """Return the first places that fit on the days asked for instead of the one that does not."""
    few = Shown(size=MOST_OTHERS + 1, opened=0)
    found = ask(queries.fitting_places, mandate_id=mandate_id, **days, shown=few)
    return [each for each in found.fits if each.id != place_id][:MOST_OTHERS]


@blueprint.get("/place/<uuid:place_id>")
def people(place_id: UUID) -> Response:
    """Show for whom a place fits, and for everybody else why it does not."""
    found = ask(queries.fitting_people, place_id=place_id)
    place = ask(place_card, place_id=place_id)
    names = common.people(each.mandate_id for each in found)
    lines = [
        (
            common.person(names, each.mandate_id, each.number),
            each,
            _reasons(each),
        )
        for each in found
    ]
    return show("placements/people_for_place.html", place=place, lines=lines)
