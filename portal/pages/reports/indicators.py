"""The indicators of a period: number, formula, course over time, and the list behind each."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, abort, url_for
from markupsafe import Markup

from portal import addresses, formats
from portal.cells import Cell, Column, link
from portal.charts import Bar, Series
from portal.doors import actor, ask, language, need, say
from portal.lists import Lines, Listing, Part, answer, whole
from portal.pages.reports import cells, offer, periods
from portal.parts import FieldView
from schemas.codes_steering import Indicator
from services.steering.queries import figures

blueprint: Final = Blueprint("figures", __name__, url_prefix="/figures")


@blueprint.get("")
def index() -> Response:
    """Show every indicator of a period; a social service sees its own."""
    need(figures.figures_of)
    chosen, service = periods.chosen(), _service()
    found = ask(figures.figures_of, period=chosen.period, social_service_id=service)
    use = offer.lines(chosen.period)
    before, after = chosen.neighbours()
    return answer(
        "reports/figures.html",
        _figures(found, chosen, service),
        _use(use, chosen),
        _closings(found, chosen),
        _outcomes(found, chosen),
        _spread(found, chosen),
        chosen=chosen,
        before=before,
        after=after,
        labels=[_label(each.period.first, len(found.steps)) for each in found.steps],
        series=series_of(found),
        use_bars=use_bars(use),
        hhi=found.spread.hhi,
    )


def use_bars(use: list[offer.UseLine]) -> list[Bar]:
    """Return the use of places by provider below the whole as bars."""
    shown = [each for each in use if each.viewpoint in ("office", "provider")]
    return [Bar(each.label, each.percent or 0, 100, note=cells.percent(each.percent)) for each in shown]


def series_of(found: figures.Figures) -> list[Series]:
    """Return the course of the indicators that are shown over time."""
    return [
        Series(formats.code(each, language()), [int(step.figures[place].value or 0) for step in found.steps])
        for place, each in enumerate(figures.COURSE)
    ]


def _label(day: Any, steps: int) -> str:
    return f"{day:%m.%Y}" if steps <= 12 else f"{day:%m.%y}"


def _service() -> UUID | None:
    return None if actor().is_service else addresses.identity("service")


def _views(chosen: periods.Chosen) -> list[FieldView]:
    views = chosen.views()
    if not actor().is_service:
        offered = [(str(key), name) for key, name in cells.services().items()]
        views.append(FieldView("service", say("figures.service"), "choice", addresses.text("service"), choices=offered))
    return views


def _figures(found: figures.Figures, chosen: periods.Chosen, service: UUID | None) -> Listing:
    columns = [
        Column(say("figures.indicator"), kind="main"),
        Column(say("figures.value"), numeric=True),
        Column(say("figures.unit"), kind="tight"),
        Column(say("figures.part"), numeric=True),
        Column(say("figures.whole"), numeric=True),
        Column(say("figures.formula"), kind="wide muted"),
    ]
    kept = {**chosen.values, "service": service}
    rows = [_figure(each, kept) for each in found.figures]
    return Listing(
        "reports.figures", say("menu.figures"), columns, whole(rows), filters=_views(chosen), notes=(chosen.words,)
    )


def _figure(each: Any, kept: dict[str, Any]) -> list[Cell]:
    value = cells.value_of(each.value, each.unit, is_configured=each.is_configured)
    name = formats.code(each.indicator, language())
    address = url_for("figures.records", indicator=each.indicator.value, **kept)
    return [
        link(address, name) if each.behind else name,
        value,
        cells.unit_word(each.unit),
        formats.number(each.part),
        formats.number(each.whole),
        say(f"formula.{each.indicator.value}"),
    ]


def _use(use: list[offer.UseLine], chosen: periods.Chosen) -> Listing:
    columns = [
        Column(say("figures.from_where"), kind="tight"),
        Column(say("figures.utilisation"), kind="main"),
        *(Column(say(f"figures.{name}"), numeric=True) for name in ("occupied", "available", "percent")),
    ]
    rows: list[list[Cell]] = [
        [
            say(f"figures.viewpoint.{each.viewpoint}"),
            each.label,
            formats.number(each.occupied),
            formats.number(each.available),
            cells.percent(each.percent),
        ]
        for each in use
    ]
    title = say("figures.utilisation")
    return Listing("reports.use", title, columns, whole(rows), notes=(chosen.words,), empty=say("figures.none"))


def _closings(found: figures.Figures, chosen: periods.Chosen) -> Listing:
    columns = [Column(say(f"figures.{name}")) for name in ("reason", "potential", "success")]
    rows: list[list[Cell]] = [
        [
            cells.code_word("closing_reasons", each.reason),
            cells.code_word("potential_scale", each.potential),
            cells.code_word("success_scale", each.success),
            each.count,
        ]
        for each in found.closings
    ]
    columns.append(Column(say("figures.count"), numeric=True))
    title, none = say("figures.closings"), say("figures.none")
    return Listing("reports.closings", title, columns, whole(rows), notes=(chosen.words,), empty=none)


def _outcomes(found: figures.Figures, chosen: periods.Chosen) -> Listing:
    columns = [
        Column(say("figures.month"), numeric=True),
        Column(say("figures.outcome"), kind="main"),
        Column(say("figures.count"), numeric=True),
    ]
    rows: list[list[Cell]] = [
        [each.month, cells.code_word("outcome_kinds", each.outcome), each.count] for each in found.outcomes
    ]
    title, none = say("figures.outcomes"), say("figures.none")
    return Listing("reports.outcomes", title, columns, whole(rows), notes=(chosen.words,), empty=none)


def _spread(found: figures.Figures, chosen: periods.Chosen) -> Listing:
    total, known = sum(found.spread.by_provider.values()), cells.providers()
    columns = [
        Column(say("figures.provider"), kind="main"),
        Column(say("figures.count"), numeric=True),
        Column(say("figures.share"), numeric=True),
    ]
    ranked = sorted(found.spread.by_provider.items(), key=lambda each: (-each[1], known.get(each[0], "")))
    rows: list[list[Cell]] = [[known.get(key, "–"), count, cells.percent(100 * count / total)] for key, count in ranked]
    title, none = say("figures.spread"), say("figures.none")
    return Listing("reports.spread", title, columns, whole(rows), notes=(chosen.words,), empty=none)


@blueprint.get("/<indicator>")
def records(indicator: str) -> Response:
    """Show the list behind one number."""
    need(figures.indicator_records)
    if indicator not in set(Indicator):
        abort(404)
    chosen, one = periods.chosen(), Indicator(indicator)
    found = ask(figures.indicator_records, indicator=one, period=chosen.period, social_service_id=_service())

    def read(part: Part) -> Lines:
        cut = found[part.offset : part.offset + part.size]
        known = cells.mandates({each.mandate_id for each in cut if each.mandate_id})
        return Lines([_record(each, known) for each in cut], len(found))

    words = ("person", "service", "provider", "begun", "ended")
    columns = [Column(say(f"figures.{name}"), kind="main" if name == "person" else "") for name in words]
    columns.append(Column(say("figures.days"), numeric=True))
    name = formats.code(one, language())
    listing = Listing(
        "reports.records", name, columns, read, filters=_views(chosen), notes=(chosen.words,), empty=say("figures.none")
    )
    return answer("reports/records.html", listing, chosen=chosen, formula=say(f"formula.{one.value}"))


def _record(each: Any, known: Any) -> list[Cell]:
    mandate = known.get(each.mandate_id)
    who: Cell = None
    if mandate is not None:
        address = url_for("mandates.detail", mandate_id=mandate.mandate_id)
        who = Markup("{} {}").format(link(address, mandate.number), mandate.name)
    days = (each.last_on - each.first_on).days if each.last_on else None
    return [
        who,
        cells.services().get(each.social_service_id, ""),
        cells.providers().get(each.provider_id, "") if each.provider_id else "",
        formats.day(each.first_on),
        formats.day(each.last_on),
        days,
    ]
