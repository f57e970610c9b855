"""Partner organisations and what their contracts foresee."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from flask import Response, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, language, may, need, say
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.admin.blueprint import blueprint
from schemas.placements import RegisterOffer, RegisterProvider
from schemas.refusal import NotFound
from services.placements.queries.registers import ProviderLine, providers


@blueprint.get("/partners")
def partners() -> Response:
    """Show the partner organisations."""
    need(RegisterProvider)
    columns = [
        Column(say("admin.partner"), kind="lead"),
        Column(say("field.town")),
        Column(say("admin.offers"), numeric=True),
        Column(say("admin.contract")),
    ]
    rows = whole([_row(each) for each in ask(providers)])
    listing = Listing("admin.partners", say("admin.partners"), columns, rows, empty=say("admin.no_partners"))
    return answer("admin/partners.html", listing, may_add=may(RegisterProvider))


def _row(partner: ProviderLine) -> list[Cell]:
    state = badge("active", say("admin.contracted")) if partner.contracted else badge("warn", say("admin.no_contract"))
    name = link(url_for("admin.partner", provider_id=partner.id), partner.name)
    return [name, partner.town, len(partner.offers), state]


def _partner(provider_id: UUID) -> ProviderLine:
    found = next((each for each in ask(providers) if each.id == provider_id), None)
    if found is None:
        raise NotFound("provider")
    return found


@blueprint.get("/partners/<uuid:provider_id>")
def partner(provider_id: UUID) -> Response:
    """Show one partner organisation with what its contract foresees."""
    need(RegisterProvider)
    found, spoken = _partner(provider_id), language()
    offers = [
        [formats.place_kind(each.kind, spoken), formats.code(each.funding, spoken), each.town, each.programme]
        for each in found.offers
    ]
    return show("admin/partner.html", partner=found, offers=offers)


@blueprint.route("/partners/new", methods=["GET", "POST"])
def new_partner() -> Answer:
    """Enter a further partner organisation."""
    back = (url_for("admin.partners"), say("admin.partners"))
    return _edit({"provider_id": uuid4(), "contracted": True}, {}, say("admin.new_partner"), back)


@blueprint.route("/partners/<uuid:provider_id>/change", methods=["GET", "POST"])
def change_partner(provider_id: UUID) -> Answer:
    """Correct a partner organisation."""
    found = _partner(provider_id)
    start = {name: getattr(found, name) for name in ("short_code", "name", "town", "contracted")}
    back = (url_for("admin.partner", provider_id=provider_id), found.name)
    return _edit(start, {"provider_id": provider_id}, say("admin.change_partner"), back)


def _edit(start: dict[str, Any], fixed: dict[str, Any], title: str, back: tuple[str, str]) -> Answer:
    need(RegisterProvider)
    form = Form(RegisterProvider, start=start, fixed=fixed)
    if form.carry_out():
        return leave("admin.partner", provider_id=form.answer)
    return show("admin/form.html", form=form, title=title, back=back, preview=None, intro="")


@blueprint.route("/partners/<uuid:provider_id>/offers/new", methods=["GET", "POST"])
def new_offer(provider_id: UUID) -> Answer:
    """Enter what a contract foresees: kind, funding and town."""
    need(RegisterOffer)
    found = _partner(provider_id)
    start = {"offer_id": uuid4(), "town": found.town}
    form = Form(RegisterOffer, start=start, fixed={"provider_id": provider_id})
    if form.carry_out():
        return leave("admin.partner", provider_id=provider_id)
    back = (url_for("admin.partner", provider_id=provider_id), found.name)
    return show("admin/form.html", form=form, title=say("admin.new_offer"), back=back, preview=None, intro="")
