"""Reservation requests: a social service asks for one of its own places, the office confirms; quotas beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.accounts.queries import account_names
from portal.actions import ActionPages
from portal.cells import Cell, Column, badge, link
from portal.charts import Series
from portal.doors import ask, language, need, say
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.organisations import named
from portal.page import leave, show
from portal.pages.placements import common
from schemas.actor import OrganisationKind
from schemas.codes import Funding, PlaceKind
from schemas.codes_placements import QuotaState
from schemas.placements import ConfirmReservation, RefuseReservation, RequestReservation, WithdrawReservation
from schemas.refusal import NotFound
from services.placements.queries import quota_effect, quota_years
from services.placements.queries import reservations as queries
from services.placements.queries.places import place_card
from services.placements.queries.register import services_assign
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
        empty_hint=say("reservations.none_hint"),
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
        link(_quota_url(line), services.get(line.social_service_id, "") or "–"),
        formats.place_kind(line.kind, language()),
        formats.code(line.funding, language()),
        f"{line.held} / {line.own_places}",
        f"{line.use.used_months:g} / {line.use.quota_months}",
        f"{line.use.forecast_months:g}",
        quota_badge(line.use.state),
    ]


def _quota_url(line: Any, year: int | None = None) -> str:
    about = {"social_service_id": line.social_service_id, "kind": line.kind.value, "funding": line.funding.value}
    return url_for("reservations.quota", **about, year=year or line.year)


def quota_badge(state: QuotaState) -> Cell:
    """Return where a quota stands as a badge."""
    tones = {QuotaState.WITHIN: "success", QuotaState.FORECAST_OVER: "warn", QuotaState.OVER: "danger"}
    return badge(tones.get(state, "neutral"), formats.code(state, language()))


@blueprint.get("/quotas/<uuid:social_service_id>/<kind>/<funding>/<int:year>")
def quota(social_service_id: UUID, kind: str, funding: str, year: int) -> Response:
    """Show one quota: its use, how the year will end, the stays behind it and the decisions above it."""
    need(quota_years.quota_year)
    if kind not in set(PlaceKind) or funding not in set(Funding):
        abort(404)
    asked: dict[str, Any] = {
        "social_service_id": social_service_id,
        "kind": PlaceKind(kind),
        "funding": Funding(funding),
    }
    found = ask(quota_years.quota_year, **asked, year=year)
    return answer(
        "placements/quota.html",
        _stays(found),
        _decisions(found),
        found=found,
        kind_name=formats.place_kind(found.kind, language()),
        service=named(OrganisationKind.SOCIAL_SERVICE).get(social_service_id, ""),
        state=quota_badge(found.use.state),
        labels=[f"{month:02}.{year}" for month in range(1, 13)],
        series=[
            Series(say("reservations.agreed"), list(found.by_month)),
            Series(say("reservations.quota"), [found.use.quota_months] * 12),
        ],
    )


def _stays(found: quota_years.QuotaYear) -> Listing:
    names = common.people(each.mandate_id for each in found.stays)
    columns = [
        Column(say("reservations.person"), kind="main"),
        Column(say("reservations.place")),
        Column(say("proposals.starts_on"), kind="tight"),
        Column(say("proposals.ends_on"), kind="tight"),
        Column(say("reservations.months_of_year"), numeric=True),
        Column(say("reservations.state")),
    ]
    rows: list[list[Cell]] = [
        [
            common.person(names, each.mandate_id, each.number),
            link(url_for("places.detail", place_id=each.place_id), each.place_title),
            formats.day(each.starts_on),
            formats.day(each.ends_on),
            f"{each.months:g}",
            say("reservations.only_reserved" if each.is_reserved else "reservations.counts"),
        ]
        for each in found.stays
    ]
    title, none = say("reservations.stays"), say("reservations.no_stays")
    return Listing("placements.quota_stays", title, columns, whole(rows), empty=none)


def _decisions(found: quota_years.QuotaYear) -> Listing:
    who = ask(account_names, ids=[each.account_id for each in found.decisions])
    columns = [
        Column(say("reservations.decided_on"), kind="tight"),
        Column(say("reservations.proposal")),
        Column(say("reservations.forecast"), numeric=True),
        Column(say("reservations.decided_by")),
        Column(say("reservations.why"), kind="wide"),
    ]
    rows: list[list[Cell]] = [
        [
            formats.moment(each.at),
            link(_decided_with(each), each.number),
            each.forecast,
            who.get(each.account_id, ""),
            each.remark,
        ]
        for each in found.decisions
    ]
    title, none = say("reservations.decisions"), say("reservations.no_decisions")
    return Listing("placements.quota_decisions", title, columns, whole(rows), empty=none)


def _decided_with(decision: quota_years.OveruseDecision) -> str:
    if decision.placement_id is not None:
        return url_for("placed.detail", placement_id=decision.placement_id)
    return url_for("proposals.detail", proposal_id=decision.proposal_id)


@blueprint.get("/<uuid:reservation_id>")
def detail(reservation_id: UUID) -> Response:
    """Show one request."""
    line = _reservation(reservation_id)
    names = common.people([line.mandate_id])
    quota = ask(quota_effect.reservation_quota, reservation_id=reservation_id)
    return show(
        "placements/reservation.html",
        asked=line,
        person=common.person(names, line.mandate_id, line.number),
        state=common.state(line.state),
        **quota_parts(quota),
        panel=ACTIONS.panel(line, line.steps, reservation_id=reservation_id),
    )


def quota_parts(quota: quota_effect.QuotaEffect) -> dict[str, Any]:
    """Return what the quota card shows: a row a year, and the page of the first year somebody has set."""
    first = next((step.year for step in quota.steps if step.quota_months is not None), None)
    return {
        "quota": quota,
        "quota_rows": _steps(quota),
        "quota_url": "" if first is None else _quota_url(quota, first),
    }


def _steps(quota: quota_effect.QuotaEffect) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for step in quota.steps:
        state = QuotaState.FORECAST_OVER if step.is_over else QuotaState.WITHIN
        shown = quota_badge(QuotaState.NOT_CONFIGURED if step.quota_months is None else state)
        rows.append([step.year, step.quota_months, f"{step.before:g}", f"{step.after:g}", shown])
    return rows


@blueprint.route("/for/<uuid:mandate_id>/<uuid:place_id>", methods=["GET", "POST"])
def new(mandate_id: UUID, place_id: UUID) -> Answer:
    """Ask for a place for one of the service's people."""
    need(RequestReservation)
    person = ask(seeker, mandate_id=mandate_id)
    place = ask(place_card, place_id=place_id)
    start: dict[str, Any] = {"reservation_id": uuid4(), "starts_on": person.available_from}
    direct = ask(services_assign)
    fixed = {"mandate_id": mandate_id, "place_id": place_id} | ({} if direct else {"ground": ""})
    form = Form(RequestReservation, start=start, fixed=fixed, choices=common.code_list)
    if form.carry_out():
        is_done = direct and _reservation(cast(UUID, form.answer)).proposal_id is not None
        done = say("reservations.assigned" if is_done else "act.placements.request_reservation.done")
        return leave("reservations.detail", text=done, reservation_id=form.answer)
    return show("placements/reserve.html", form=form, who=person, place=place, direct=direct)
