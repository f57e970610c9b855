"""Places: the list, one place, its seats over time, publishing and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, kind_chip, link, links, state_badge
from portal.doors import actor, ask, language, may, need, say, today
from portal.form_reading import clean, read_day
from portal.forms import Form
from portal.lists import Lines, Listing, Part, answer
from portal.page import leave, show
from portal.pages.placements import common, ladders
from portal.parts import FieldView
from portal.ways import way_to
from schemas.actor import Role
from schemas.codes import Funding, PlaceKind, PlaceState
from schemas.placements import (
    ChangePlace,
    ChangeSeats,
    CheckPlace,
    ConfirmPlace,
    PublishPlace,
    RepublishPlace,
    WithdrawPlace,
)
from services.placements.queries import places as queries
from services.placements.queries import seats
from services.placements.queries.registers import providers
from workflow.calendar import add_months

Way = Callable[[UUID], str]
blueprint: Final = Blueprint("places", __name__, url_prefix="/places")
_ALWAYS: Final = ("seats", "change", "check")
"""Not steps of the workflow, so offered in every state."""


def _place(place_id: UUID) -> queries.PlaceCard:
    return ask(queries.place_card, place_id=place_id)


def _start(command: type[Any], place: queries.PlaceCard) -> Mapping[str, Any]:
    if command is ChangePlace:
        return asdict(place)
    if command is ChangeSeats:
        return {"seats": place.seats.contracted, "valid_from": today()}
    if command is CheckPlace:
        return {
            "no_competition_checked": place.competition_checked_on is not None,
            "consultation_held": place.consultation_on is not None,
            "exception_made": place.exception_on is not None,
        }
    return {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:place_id>",
    back="places.detail",
    record=_place,
    commands={
        "confirm": ConfirmPlace,
        "publish": RepublishPlace,
        "seats": ChangeSeats,
        "change": ChangePlace,
        "check": CheckPlace,
        "withdraw": WithdrawPlace,
    },
    choices=common.code_list,
    start=_start,
    tones={"confirm": "primary", "publish": "primary", "withdraw": "danger"},
    workflow="place",
).install()


@blueprint.get("")
def index() -> Response:
    """Show the places with their seats of today; every number opens its own calculation."""
    wanted = queries.PlaceFilter(
        kind=common.chosen(PlaceKind, "kind"),
        funding=common.chosen(Funding, "funding"),
        state=common.chosen(PlaceState, "state"),
        field_of_work=clean(request.args.get("field_of_work", ""), lines=False)[:60],
        text=clean(request.args.get("text", ""), lines=False)[:100],
    )

    def read(part: Part) -> Lines:
        found = ask(queries.places, wanted=wanted, cut=common.cut(part))
        ways = way_to("places.detail", "place_id"), way_to("places.day", "place_id")
        return Lines([_row(each, *ways) for each in found.lines], found.total)

    is_own = actor().role is Role.PROVIDER
    title = say("places.mine") if is_own else say("menu.places")
    listing = Listing("placements.places", title, _columns(), read, filters=_filters(), empty=say("places.none"))
    return answer("placements/places.html", listing, may_publish=may(PublishPlace))


def _filters() -> list[FieldView]:
    return [
        common.filter_view("text", say("places.find"), widget="search"),
        common.filter_view("kind", say("places.kind"), common.choices_of(PlaceKind)),
        common.filter_view("funding", say("places.funding"), common.choices_of(Funding)),
        common.filter_view("field_of_work", say("places.field_of_work"), common.code_list("fields_of_work")),
        common.filter_view("state", say("places.state"), common.choices_of(PlaceState)),
    ]


def _columns() -> list[Column]:
    numbers = [Column(say(f"places.{name}"), numeric=True) for name in ("contracted", "occupied", "reserved", "free")]
    return [
        Column(say("places.title"), kind="main"),
        Column(say("places.provider")),
        Column(say("places.town")),
        Column(say("places.workload"), kind="tight"),
        *numbers,
        Column(say("places.state")),
        Column(say("places.confirmed_on"), kind="tight"),
    ]


def _row(place: queries.PlaceLine, detail_of: Way, day_of: Way) -> list[Cell]:
    name, day, spoken = link(detail_of(place.id), place.title), day_of(place.id), language()
    count = place.seats
    return [
        Markup(f"{kind_chip(place.kind, spoken)} {name}"),  # noqa: S704 - both pieces are made safe already
        place.provider_name,
        place.town,
        f"{place.workload_min_percent}–{place.workload_max_percent} %",
        *links(day, (count.contracted, count.occupied, count.reserved, count.free)),
        state_badge(place.state, spoken),
        formats.day(place.confirmed_on),
    ]


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """Publish a place; a provider only its own."""
    need(PublishPlace)
    own = {"provider_id": actor().organisation_id} if actor().role is Role.PROVIDER else {}
    start = {"available_from": today(), "workload_min_percent": 50, "workload_max_percent": 100, "seats": 1}
    form = Form(
        PublishPlace,
        start={"place_id": uuid4(), **_of_provider(), **start},
        fixed=own,
        choices=common.code_list,
    )
    if form.carry_out():
        return leave("places.detail", text=say("act.placements.publish_place.done"), place_id=form.answer)
    chosen = request.args.get("provider_id", "")
    partners = () if own else ask(providers)
    return show("placements/place_new.html", form=form, partners=partners, needs_provider=not own and not chosen)


def _of_provider() -> Mapping[str, Any]:
    """Return the provider the office publishes for, as its list of partners names it in the address."""
    sent = request.args.get("provider_id", "")
    return {"provider_id": sent} if sent else {}


@blueprint.get("/<uuid:place_id>")
def detail(place_id: UUID) -> Response:
    """Show one place with everything it declares."""
    place = _place(place_id)
    return show(
        "placements/place.html",
        rungs=ladders.rungs("place", place_id),
        place=place,
        work=common.code_words("fields_of_work").get(place.field_of_work, place.field_of_work),
        panel=ACTIONS.panel(place, (*place.steps, *_ALWAYS), place_id=place_id),
        state=common.state(place.state),
        calendar=[_stretch(each, place_id) for each in _calendar(place_id)],
        entries=common.entries(place.history),
    )


def _calendar(place_id: UUID) -> tuple[seats.SeatStretch, ...]:
    """Return the counts of the next twelve months."""
    return ask(seats.seat_calendar, place_id=place_id, first=today(), last=add_months(today(), 12))


def _stretch(each: seats.SeatStretch, place_id: UUID) -> list[Cell]:
    days = f"{formats.day(each.first)} – {formats.day(each.last)}"
    address = url_for("places.day", place_id=place_id, day=each.first.isoformat())
    count = each.count
    return [link(address, days), count.contracted, count.occupied, count.reserved, count.free]


@blueprint.get("/<uuid:place_id>/seats")
def day(place_id: UUID) -> Response:
    """Show where the numbers of one day come from."""
    place = _place(place_id)
    wanted = _day_asked()
    found = ask(seats.seat_calculation, place_id=place_id, day=wanted)
    names = common.people(each.mandate_id for each in found.holds if each.mandate_id)
    holds = [
        [
            common.person(names, each.mandate_id, each.number) if each.mandate_id else say("places.somebody"),
            common.state(each.state),
            formats.day(each.starts_on),
            formats.day(each.ends_on),
            f"{each.workload_percent} %",
        ]
        for each in found.holds
    ]
    return show(
        "placements/place_day.html",
        place=place,
        found=found,
        holds=holds,
        earlier=wanted - timedelta(days=1),
        later=wanted + timedelta(days=1),
        language_code=language(),
    )


def _day_asked() -> date:
    return read_day(request.args.get("day", "")[:20], today()) or today()
