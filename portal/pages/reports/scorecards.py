"""The yearly scorecard of each provider: its figures with their formula, beside those of the year before."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, url_for

from portal import formats
from portal.cells import Cell, Column, link
from portal.doors import ask, language, need, say
from portal.lists import Listing, answer, whole
from portal.pages.reports import cells, periods
from schemas.codes_steering import IndicatorUnit, PeriodKind
from services.steering.queries import scorecards as queries
from services.steering.queries.periods import previous_period

blueprint: Final = Blueprint("scorecards", __name__, url_prefix="/scorecards")


@blueprint.get("")
def index() -> Response:
    """Show the figures of every provider in one table; a provider sees its own line."""
    need(queries.provider_scorecards)
    chosen = periods.chosen(PeriodKind.YEAR)
    found = ask(queries.provider_scorecards, period=chosen.period)
    known = cells.providers()
    heads = [_head(each) for each in found[0].figures] if found else []
    columns = [Column(say("figures.provider"), kind="main"), *(Column(each, numeric=True) for each in heads)]
    rows = [_row(each, known.get(each.provider_id, "–"), chosen) for each in found]
    listing = Listing(
        "reports.scorecards",
        say("menu.scorecards"),
        columns,
        whole(sorted(rows, key=lambda row: str(row[0]))),
        filters=chosen.views(),
        notes=(chosen.words,),
        empty=say("figures.none"),
    )
    before, after = chosen.neighbours()
    return answer("reports/scorecards.html", listing, chosen=chosen, before=before, after=after)


def _head(each: queries.Figure) -> str:
    """Return what a column counts, with its unit where the figures do not carry it."""
    name = formats.code(each.indicator, language())
    return f"{name} ({cells.unit_word(each.unit)})" if each.unit is IndicatorUnit.DAYS else name


def _row(card: queries.Scorecard, name: str, chosen: periods.Chosen) -> list[Cell]:
    values: dict[str, Any] = {**chosen.values, "provider_id": card.provider_id}
    address = url_for("scorecards.detail", **values)
    return [link(address, name), *(_value(each) for each in card.figures)]


def _value(each: queries.Figure) -> str:
    return cells.value_of(each.value, each.unit, is_configured=each.is_configured)


@blueprint.get("/<uuid:provider_id>")
def detail(provider_id: UUID) -> Response:
    """Show one provider's figures, with what they are made of and those of the period before."""
    need(queries.provider_scorecard)
    chosen = periods.chosen(PeriodKind.YEAR)
    now = ask(queries.provider_scorecard, provider_id=provider_id, period=chosen.period)
    kind = PeriodKind.YEAR if chosen.kind == periods.FREE else PeriodKind(chosen.kind)
    earlier = previous_period(chosen.period.first, kind)
    then = ask(queries.provider_scorecard, provider_id=provider_id, period=earlier)
    name = cells.providers().get(provider_id, "")
    columns = [
        Column(say("figures.indicator"), kind="main"),
        Column(say("figures.value"), numeric=True),
        Column(say("scorecards.before"), numeric=True),
        Column(say("figures.unit"), kind="tight"),
        Column(say("figures.part"), numeric=True),
        Column(say("figures.whole"), numeric=True),
        Column(say("figures.formula"), kind="wide muted"),
    ]
    rows: list[list[Cell]] = [
        [
            formats.code(each.indicator, language()),
            _value(each),
            _value(was),
            cells.unit_word(each.unit),
            formats.number(each.part),
            formats.number(each.whole),
            say(f"formula.{each.indicator.value}"),
        ]
        for each, was in zip(now.figures, then.figures, strict=True)
    ]
    title = say("scorecards.of", name=name)
    listing = Listing("reports.scorecard", title, columns, whole(rows), filters=chosen.views(), notes=(chosen.words,))
    before, after = chosen.neighbours()
    return answer("reports/scorecards.html", listing, chosen=chosen, before=before, after=after, back=True)
