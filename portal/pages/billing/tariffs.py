"""Dated settings of billing: tariffs, HRM2 accounts, the year's credit, addresses for payment, ways of counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, url_for
from werkzeug.wrappers import Response as Answer

from portal import addresses, formats, organisations
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, language, may, need, say, today
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.billing import common
from schemas.accounts import CANTON_ID, OFFICE_ID
from schemas.actor import OrganisationKind
from schemas.billing import EndTariff, SetAccount, SetBillingValue, SetCredit, SetParty, SetTariff
from schemas.codes_billing import BilledItem
from schemas.message import Command
from services.billing.queries import reference as queries

blueprint: Final = Blueprint("tariffs", __name__, url_prefix="/billing/tariffs")
LISTS: Final = ("partial_month", "place_days", "vat_mode")


@blueprint.get("")
def index() -> Response:
    """Show everything that is set, and everything that is not."""
    return answer(
        "billing/tariffs.html",
        _tariffs(),
        _accounts(),
        credits=[_credit(each) for each in ask(queries.credits)],
        parties=_parties(),
        values=[_value(each) for each in ask(queries.billing_values)],
        may_set=may(SetTariff),
    )


def _tariffs() -> Listing:
    names = ("use", "item", "basis", "for_places", "price", "unit", "since", "until", "change")
    columns = [Column(say(f"billing.{name}"), numeric=name == "price", screen_only=name == "change") for name in names]
    rows = [_tariff(each) for each in ask(queries.tariffs)]
    return Listing("billing.tariffs", say("billing.tariffs"), columns, whole(rows), empty=say("billing.no_tariffs"))


def _tariff(each: queries.TariffLine) -> list[Cell]:
    kind = formats.place_kind(each.place_kind, language()) if each.place_kind else ""
    places = " · ".join(filter(None, (kind, common.provider(each.provider_id))))
    ends = may(EndTariff) and each.valid_until is None
    return [
        common.word(each.tariff_use),
        common.word(each.item),
        f"{common.word(each.basis)} {each.outcome}".strip(),
        places,
        formats.money(each.amount_centimes),
        common.word(each.unit),
        formats.day(each.valid_from),
        formats.day(each.valid_until),
        link(url_for("tariffs.end", tariff_id=each.id), say("act.billing.end_tariff.label")) if ends else "",
    ]


def _accounts() -> Listing:
    columns = [Column(say(f"billing.{name}")) for name in ("item", "account", "since")]
    unset = badge("warn", say("billing.not_configured"))
    rows = [
        [_set(SetAccount, each.item.value, common.word(each.item)), each.account or unset, formats.day(each.valid_from)]
        for each in ask(queries.accounts)
    ]
    return Listing("billing.accounts", say("billing.accounts"), columns, whole(rows))


def _set(command: type[Command], key: str, text: str) -> Cell:
    """Return a name as a link to the form that sets it, for those who may."""
    kind = _KIND_OF[command]
    return link(url_for("tariffs.change", kind=kind, key=key), text) if may(command) else text


def _credit(each: queries.CreditLine) -> list[Any]:
    unset = badge("warn", say("billing.not_configured"))
    return [
        _set(SetCredit, str(each.year), str(each.year)),
        formats.money(each.ceiling_centimes) or unset,
        common.state(each.budget) if each.budget else unset,
        formats.money(each.used_centimes),
        common.state(each.state),
    ]


def _parties() -> list[list[Any]]:
    """Return every party that can stand on a paper, with its address or the mark that it has none."""
    return [_party(*each) for each in parties()]


def parties() -> list[tuple[UUID, str, queries.PartyCard | None]]:
    """Return every party that can stand on a paper: who, its name, and its address where somebody has set it."""
    known = {each.party_id: each for each in ask(queries.parties)}
    wanted = {OFFICE_ID: common.party(OFFICE_ID), CANTON_ID: common.party(CANTON_ID)}
    wanted |= dict(organisations.named(OrganisationKind.PROVIDER))
    wanted |= dict(organisations.named(OrganisationKind.SOCIAL_SERVICE))
    return [(party_id, name, known.get(party_id)) for party_id, name in wanted.items()]


def _party(party_id: UUID, name: str, card: queries.PartyCard | None) -> list[Any]:
    title = _set(SetParty, str(party_id), name)
    if card is None:
        return [title, badge("warn", say("billing.not_configured")), ""]
    street = f"{card.street} {card.house_number}".strip()
    address = ", ".join(filter(None, (card.party_name, street, f"{card.postal_code} {card.town}")))
    return [title, address, card.iban]


def _value(each: queries.ValueLine) -> list[Any]:
    title = _set(SetBillingValue, each.name, say(f"billing.value.{each.name}"))
    if each.value is None:
        return [title, say("billing.as_proposed" if each.name in LISTS else "billing.not_configured")]
    return [title, say(f"code.{_ENUMS[each.name]}.{each.value}") if each.name in _ENUMS else str(each.value)]


_ENUMS: Final = {"partial_month": "partial_month", "place_days": "place_day_count", "vat_mode": "vat_mode"}
_CHOICES: Final = {
    "partial_month": ("by_days", "whole"),
    "place_days": ("occupied", "attended"),
    "vat_mode": ("exempt", "taxed"),
}
_KINDS: Final[Mapping[str, type[Command]]] = {
    "tariff": SetTariff,
    "account": SetAccount,
    "credit": SetCredit,
    "party": SetParty,
    "value": SetBillingValue,
}
_KIND_OF: Final = {command: kind for kind, command in _KINDS.items()}


@blueprint.route("/set/<any(tariff, account, credit, party, value):kind>", methods=["GET", "POST"])
def change(kind: str) -> Answer:
    """Set one thing from a day on."""
    command = _KINDS[kind]
    need(command)
    key = addresses.text("key")
    form = Form(command, start=_start(kind, key), fixed=_fixed(kind, key), choices=common.code_list)
    if form.carry_out():
        return leave("tariffs.index", text=say(f"act.{command.said}.done"))
    return _form(form, command, _views(form, kind, key))


def _start(kind: str, key: str) -> dict[str, Any]:
    year = key if kind == "credit" and key.isdecimal() else today().year
    known = {str(each.party_id): each for each in ask(queries.parties)} if kind == "party" else {}
    start: dict[str, Any] = {"valid_from": today().replace(day=1), "tariff_id": uuid4(), "year": year, "country": "CH"}
    if kind == "account" and key in set(BilledItem):
        start["item"] = key
    return {**start, **({**vars(known[key]), "valid_from": today()} if key in known else {})}


def _fixed(kind: str, key: str) -> dict[str, Any]:
    if kind == "party":
        return {"party_id": addresses.identity("key") or OFFICE_ID}
    if kind == "value":
        return {"name": key or LISTS[0], **({"value": None} if key in LISTS else {"choice": ""})}
    return {}


def _views(form: Form, kind: str, key: str) -> list[Any]:
    if kind != "value" or key not in LISTS:
        return form.views
    choices = [(each, say(f"code.{_ENUMS[key]}.{each}")) for each in _CHOICES[key]]
    return [form.view("choice", choices=choices, widget="choice"), form.view("valid_from")]


@blueprint.route("/<uuid:tariff_id>/end", methods=["GET", "POST"])
def end(tariff_id: UUID) -> Answer:
    """Give a tariff its last day."""
    need(EndTariff)
    found = ask(queries.tariff, tariff_id=tariff_id)
    form = Form(EndTariff, start={"row_version": found.row_version}, fixed={"tariff_id": tariff_id})
    if form.carry_out():
        return leave("tariffs.index", text=say("act.billing.end_tariff.done"))
    return _form(form, EndTariff, form.views)


def _form(form: Form, command: type[Command], views: list[Any]) -> Response:
    return show(
        "billing/form.html",
        form=form,
        views=views,
        title=say(f"act.{command.said}.label"),
        hint="",
        back_url=url_for("tariffs.index"),
        back_text=say("menu.tariffs"),
    )
