"""Reservation requests: a social service asks for one of its own places, the office confirms; quotas beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, link
from portal.doors import ask, language, need, say
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.organisations import named
from portal.page import leave, show
from portal.pages.placements import common
from schemas.actor import OrganisationKind
from schemas.placements import ConfirmReservation, RefuseReservation, RequestReservation, WithdrawReservation
from schemas.refusal import NotFound
from services.placements.queries import reservations as queries
from services.placements.queries.places import place_card
from services.placements.queries.seekers import seeker

blueprint: Final = Blueprint("reservations", __name__, url_prefix="/reservations")


def _reservation(reservation_id: UUID) -> queries.ReservationLine:
    found = ask(queries.reservations, open_only=False)
    line = next((each for each in found if each.id == reservation_id), None)
    if line is None:
        raise NotFound("reservation")
    return line


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:reservation_id>",
    back="reservations.detail",
    record=_reservation,
    commands={"confirm": ConfirmReservation, "refuse": RefuseReservation, "withdraw": WithdrawReservation},
    choices=common.code_list,
    tones={"confirm": "primary", "refuse": "danger"},
    workflow="reservation",
).install()


@blueprint.get("")
def index() -> Response:
    """Show the requests nobody has decided yet, or all of them, and the quotas with their use."""
    found = ask(queries.reservations, open_only=request.args.get("all") != "yes")
    names = common.people(each.mandate_id for each in found)
    services = named(OrganisationKind.SOCIAL_SERVICE)
    asked = Listing(
        "placements.reservations",
        say("menu.reservations"),
        [Column(say(f"reservations.{name}")) for name in ("person", "place", "service", "asked_on", "state")],
        whole([_row(each, names, services) for each in found]),
        filters=[common.filter_view("all", say("reservations.all"), widget="checkbox")],
        empty=say("reservations.none"),
    )
    return answer("placements/reservations.html", asked, _quotas(services))


def _quotas(services: Mapping[UUID, str]) -> Listing:
    columns = [
        Column(say("reservations.service"), kind="main"),
        Column(say("places.kind"), kind="tight"),
        Column(say("places.funding")),
        Column(say("reservations.own_places"), numeric=True),
        Column(say("reservations.months"), numeric=True),
        Column(say("reservations.forecast"), numeric=True),
        Column(say("places.state")),
    ]
    rows = [_quota(each, services) for each in ask(queries.quota_uses)]
    none = say("reservations.no_quotas")
    return Listing("placements.quotas", say("reservations.quotas"), columns, whole(rows), empty=none)


def _row(line: queries.ReservationLine, names: Mapping[UUID, str], services: Mapping[UUID, str]) -> list[Cell]:
    person = common.person(names, line.mandate_id, line.number)
    return [
        link(url_for("reservations.detail", reservation_id=line.id), person),
        line.place_title,
        services.get(line.social_service_id, ""),
        formats.day(line.asked_on),
        common.state(line.state),
    ]


def _quota(line: queries.QuotaLine, services: Mapping[UUID, str]) -> list[Any]:
    return [
        services.get(line.social_service_id, ""),
        line.kind.value,
        formats.code(line.funding, language()),
        f"{line.held} / {line.own_places}",
        f"{line.use.used_months:g} / {line.use.quota_months}",
        f"{line.use.forecast_months:g}",
        formats.code(line.use.state, language()),
    ]


@blueprint.get("/<uuid:reservation_id>")
def detail(reservation_id: UUID) -> Response:
    """Show one request."""
    line = _reservation(reservation_id)
    names = common.people([line.mandate_id])
    return show(
        "placements/reservation.html",
        asked=line,
        person=common.person(names, line.mandate_id, line.number),
        state=common.state(line.state),
        panel=ACTIONS.panel(line, line.steps, reservation_id=reservation_id),
    )


@blueprint.route("/for/<uuid:mandate_id>/<uuid:place_id>", methods=["GET", "POST"])
def new(mandate_id: UUID, place_id: UUID) -> Answer:
    """Ask for a place for one of the service's people."""
    need(RequestReservation)
    person = ask(seeker, mandate_id=mandate_id)
    place = ask(place_card, place_id=place_id)
    start: dict[str, Any] = {"reservation_id": uuid4(), "starts_on": person.available_from}
    form = Form(RequestReservation, start=start, fixed={"mandate_id": mandate_id, "place_id": place_id})
    if form.carry_out():
        done = say("act.placements.request_reservation.done")
        return leave("reservations.detail", text=done, reservation_id=form.answer)
    return show("placements/reserve.html", form=form, who=person, place=place)
