"""What the office steers by: waiting lists in order, utilisation, and the offer as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, request, url_for

from portal import formats
from portal.cells import Cell, Column, link
from portal.doors import ask, language, say, today
from portal.form_reading import read_day
from portal.lists import Listing, answer, whole
from portal.organisations import named
from portal.pages.placements import common
from portal.parts import FieldView
from schemas.actor import OrganisationKind
from schemas.codes import PlaceKind
from services.placements.queries import figures, places, utilisation, waiting

blueprint: Final = Blueprint("offer", __name__, url_prefix="/offer")


@blueprint.get("/waiting")
def waiting_lists() -> Response:
    """Show who waits for one kind of place, in order, with the parts of each score."""
    group = common.chosen(PlaceKind, "group") or PlaceKind.IP
    found = ask(waiting.waiting_list, group=group)
    names = common.people(each.mandate_id for each in found)
    rows: list[list[Cell]] = [
        [
            each.rank,
            link(
                url_for("matching.places", mandate_id=each.mandate_id),
                common.person(names, each.mandate_id, each.number),
            ),
            formats.day(each.since),
            each.score,
            " + ".join(f"{formats.code(part.part, language())} {part.points}" for part in each.parts),
            formats.day(each.parked_until),
        ]
        for each in found
    ]
    chosen = FieldView("group", say("places.kind"), "choice", group.value, choices=common.choices_of(PlaceKind))
    listing = Listing(
        "placements.waiting",
        say("menu.waiting"),
        _waiting_columns(),
        whole(rows),
        (chosen,),
        empty=say("matching.none"),
    )
    return answer("placements/waiting.html", listing)


def _waiting_columns() -> list[Column]:
    return [
        Column(say("offer.rank"), numeric=True),
        Column(say("places.person"), kind="main"),
        Column(say("offer.since"), kind="tight"),
        Column(say("offer.score"), numeric=True),
        Column(say("offer.parts")),
        Column(say("matching.parked_until"), kind="tight"),
    ]


@blueprint.get("/figures")
def market() -> Response:
    """Show utilisation and what the offer lacks; every figure is one function with its formula beside it."""
    period = utilisation.Period(first=_day("first", today().replace(month=1, day=1)), last=_day("last", today()))
    total = ask(utilisation.utilisation_by, viewpoint=utilisation.Viewpoint.OFFICE, period=period)[0]
    each_provider = ask(utilisation.utilisation_by, viewpoint=utilisation.Viewpoint.PROVIDER, period=period)
    spread = ask(figures.concentration)
    partners = named(OrganisationKind.PROVIDER)
    answers = ask(figures.response_times)
    rows = [
        [
            partners.get(each.about_id, "") if each.about_id else "",
            _percent(each.percent),
            _percent(_share(spread, each)),
            _median(answers, each),
        ]
        for each in each_provider
    ]
    columns = [Column(say("places.provider"), kind="main")]
    columns += [Column(say(f"offer.{name}"), numeric=True) for name in ("utilisation", "share", "median")]
    notes = (f"{formats.day(period.first)} – {formats.day(period.last)}",)
    listing = Listing(
        "placements.market", say("menu.market"), columns, whole(rows), keep=("first", "last"), notes=notes
    )
    return answer(
        "placements/market.html",
        listing,
        period=period,
        whole=total,
        whole_percent=_percent(total.percent),
        spread=spread,
        gaps=[_gap(each) for each in ask(figures.diversity)],
        stale=ask(figures.stale_offers),
        twins=_twins(),
    )


def _share(spread: Any, line: utilisation.Utilisation) -> float | None:
    share = spread.shares.get(line.about_id)
    return None if share is None else round(share * 100, 1)


def _median(answers: Any, line: utilisation.Utilisation) -> str:
    found = answers.get(line.about_id)
    return "" if found is None or found.median_days is None else say("offer.days", days=f"{found.median_days:g}")


def _percent(value: float | None) -> str:
    return say("offer.nothing_available") if value is None else f"{value:g} %"


def _gap(demand: Any) -> str:
    words = common.code_words("fields_of_work")
    return f"{formats.code(demand.dimension, language())} : {words.get(demand.value, demand.value)}"


def _twins() -> list[str]:
    found = ask(figures.duplicate_hints)
    titles = ask(places.place_titles, place_ids=tuple(found))
    return [titles.get(place_id, "") for place_id in found]


def _day(name: str, otherwise: date) -> date:
    return read_day(request.args.get(name, "")[:20], today()) or otherwise
