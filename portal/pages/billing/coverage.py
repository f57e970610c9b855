"""The full-cost check: what each category of the office's activities cost in a year, and what was invoiced for it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, url_for
from werkzeug.wrappers import Response as Answer

from portal import addresses, formats
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, may, need, say, today
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.billing import common
from portal.parts import FieldView
from schemas.billing import SetCost
from schemas.codes_billing import CostCategory
from services.billing.queries.coverage import CostLine, full_costs

blueprint: Final = Blueprint("coverage", __name__, url_prefix="/billing/full-cost")
FIRST: Final = 2016
"""Since then tasks and finances are separated (F-09)."""


@blueprint.get("")
def index() -> Response:
    """Show the check of a year."""
    need(full_costs)
    year = _year()
    found = ask(full_costs, year=year)
    columns = [
        Column(say("field.cost_category"), kind="main"),
        *(Column(say(f"coverage.{name}"), numeric=True) for name in ("cost", "invoiced", "gap")),
        Column(say("billing.state")),
    ]
    years = [(str(each), str(each)) for each in range(today().year, FIRST - 1, -1)]
    listing = Listing(
        "billing.coverage",
        f"{say('menu.coverage')} {year}",
        columns,
        whole([_row(each, year) for each in found]),
        filters=[FieldView("year", say("field.year"), "choice", str(year), required=True, choices=years)],
        notes=(str(year),),
    )
    return answer("billing/coverage.html", listing, year=year)


def _year() -> int:
    return max(FIRST, min(addresses.number("year", today().year), today().year))


def _row(each: CostLine, year: int) -> list[Cell]:
    name = common.word(each.category)
    address = url_for("coverage.change", year=year, category=each.category.value)
    return [
        link(address, name) if may(SetCost) else name,
        formats.money(each.cost_centimes) if each.cost_centimes is not None else say("billing.not_configured"),
        formats.money(each.invoiced_centimes),
        formats.money(each.gap_centimes),
        _standing(each),
    ]


def _standing(each: CostLine) -> Cell:
    if each.is_communal:
        return badge("info", say("coverage.communal"))
    if each.gap_centimes is None:
        return badge("warn", say("billing.not_configured"))
    return badge("success", say("coverage.covered")) if each.gap_centimes <= 0 else badge("warn", say("coverage.open"))


@blueprint.route("/set", methods=["GET", "POST"])
def change() -> Answer:
    """Write down what a category cost in a year."""
    need(SetCost)
    year, category = _year(), common.chosen(CostCategory, "category")
    known = {each.category: each.cost_centimes for each in ask(full_costs, year=year)} if may(full_costs) else {}
    start = {"year": year, "cost_category": category, "cost_centimes": known.get(category) if category else None}
    form = Form(SetCost, start=start)
    if form.carry_out():
        return leave("coverage.index", text=say("act.billing.set_cost.done"), year=year)
    return show(
        "billing/form.html",
        form=form,
        views=form.views,
        title=say("act.billing.set_cost.label"),
        hint=say("coverage.hint"),
        back_url=url_for("coverage.index", year=year),
        back_text=say("menu.coverage"),
    )
