"""What the office steers by: waiting lists in order, utilisation, and the offer as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from portal import addresses, formats
from portal.cells import Cell, Column, badge, kind_chip, link
from portal.doors import ask, language, say, today
from portal.form_reading import read_day
from portal.lists import Lines, Listing, Part, answer, whole
from portal.organisations import named
from portal.pages.placements import common
from portal.parts import FieldView, Tab
from schemas.actor import OrganisationKind
from schemas.codes import PlaceKind
from schemas.words import is_known
from services.placements.queries import figures, places, seekers, utilisation, waiting

blueprint: Final = Blueprint("offer", __name__, url_prefix="/offer")


VIEWS: Final = ("waiting", "waiting_log")
"""The people on a list, and what happened to it."""


@blueprint.get("/waiting")
def waiting_lists() -> Response:
    """Show who waits for one kind of place, in order, with the parts of each score; or who came on, moved and left."""
    group = common.chosen(PlaceKind, "group") or PlaceKind.IP
    is_log = request.args.get("view") == VIEWS[1]
    tabs = [
        Tab(say(title), url_for("offer.waiting_lists", group=group.value, view=view), (view == VIEWS[1]) == is_log)
        for view, title in zip(VIEWS, ("menu.waiting", "offer.log"), strict=True)
    ]
    return answer("placements/waiting.html", _log(group) if is_log else _people(group), tabs=tabs)


def _kind_filter(group: PlaceKind) -> FieldView:
    return FieldView("group", say("places.kind"), "choice", group.value, choices=common.choices_of(PlaceKind))


def _people(group: PlaceKind) -> Listing:
    def read(part: Part) -> Lines:
        found = ask(waiting.waiting_list, group=group, cut=common.cut(part))
        return Lines(_waiting_rows(found.lines), found.total)

    kind, none = (_kind_filter(group),), say("matching.none")
    return Listing("placements.waiting", say("menu.waiting"), _waiting_columns(), read, kind, empty=none)


def _waiting_rows(found: Sequence[waiting.WaitingRow]) -> list[list[Cell]]:
    names = common.people(each.mandate_id for each in found)
    return [
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


def _log(group: PlaceKind) -> Listing:
    """The log of one list: who came on, moved and left, and why."""

    def read(part: Part) -> Lines:
        found = ask(waiting.waiting_log, group=group, cut=common.cut(part))
        names = common.people(each.mandate_id for each in found.lines)
        return Lines([[_moved(each, names), *_happened(each)[1:]] for each in found.lines], found.total)

    columns = [Column(say("places.person"), kind="main"), *_history_columns()[1:]]
    kind, none = (_kind_filter(group),), say("offer.no_log")
    return Listing("placements.waiting_log", say("offer.log"), columns, read, kind, keep=("view",), empty=none)


def _moved(line: waiting.WaitingMove, names: Mapping[UUID, str]) -> Cell:
    person = common.person(names, line.mandate_id, line.number)
    return link(url_for("offer.waiting_history", mandate_id=line.mandate_id), person)


@blueprint.get("/waiting/<uuid:mandate_id>")
def waiting_history(mandate_id: UUID) -> Response:
    """Show how one person came on, moved on and left the waiting lists, each time with the reason."""
    found = ask(waiting.waiting_history, mandate_id=mandate_id)
    line = ask(seekers.seeker, mandate_id=mandate_id)
    rows = [_happened(each) for each in reversed(found)]
    listing = Listing(
        "placements.waiting_history", say("offer.history"), _history_columns(), whole(rows), empty=say("offer.no_log")
    )
    person = common.person(common.people([mandate_id]), mandate_id, line.number)
    return answer("placements/waiting_history.html", listing, who=line, person=person)


def _history_columns() -> list[Column]:
    return [
        Column(say("places.kind"), kind="tight"),
        Column(say("offer.event")),
        Column(say("offer.reason"), kind="wide"),
        Column(say("offer.rank"), numeric=True),
        Column(say("offer.score"), numeric=True),
        Column(say("offer.at"), kind="tight"),
    ]


def _happened(each: waiting.WaitingHappening) -> list[Cell]:
    tones = {"entered": "info", "moved": "neutral", "parked": "waiting", "left": "done"}
    return [
        kind_chip(each.group, language()),
        badge(tones[each.event.value], formats.code(each.event, language())),
        reason_words(each.reason),
        each.rank,
        each.score,
        formats.moment(each.at),
    ]


def reason_words(reason: str) -> str:
    """Return why somebody came on, moved or left: a code of the house, of a decline, or a part of the score."""
    keys = (f"waiting_reason.{reason}", f"code.decline_reason.{reason}", f"code.waiting_part.{reason}")
    return next((say(key) for key in keys if is_known(key, language())), reason)


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
    period = _period()
    total = ask(utilisation.utilisation_by, viewpoint=utilisation.Viewpoint.OFFICE, period=period)[0]
    each_provider = ask(utilisation.utilisation_by, viewpoint=utilisation.Viewpoint.PROVIDER, period=period)
    spread, stale = ask(figures.concentration), ask(figures.stale_offers)
    partners = named(OrganisationKind.PROVIDER)
    answers = ask(figures.response_times)
    rows = [
        [
            partners.get(each.about_id, "") if each.about_id else "",
            _to("offer.used", _percent(each.percent), each, period),
            _percent(_share(spread, each)),
            _to("offer.answered", _median(answers, each), each, period),
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
        stale=stale,
        stale_where=ask(places.place_whereabouts, place_ids=tuple(each.place_id for each in stale)),
        twins=_twins(),
        used_url=url_for("offer.used", first=formats.day(period.first), last=formats.day(period.last)),
    )


def _to(endpoint: str, words: str, line: utilisation.Utilisation, period: utilisation.Period) -> Cell:
    """Return a figure of one provider as the way to the list behind it."""
    if not words:
        return words
    first, last = formats.day(period.first), formats.day(period.last)
    return link(url_for(endpoint, provider=line.about_id, first=first, last=last), words)


@blueprint.get("/figures/used")
def used() -> Response:
    """Show the place-days behind utilisation, place by place."""
    period, provider = _period(), addresses.identity("provider")
    found = ask(figures.used_places, period=period, provider_id=provider)
    partners = named(OrganisationKind.PROVIDER)
    rows: list[list[Cell]] = [
        [
            link(url_for("places.detail", place_id=each.place_id), each.title),
            partners.get(each.provider_id, ""),
            formats.number(each.occupied_days),
            formats.number(each.available_days),
            _percent(each.percent),
        ]
        for each in found
    ]
    columns = [Column(say("reservations.place"), kind="main"), Column(say("places.provider"))]
    columns += [
        Column(say(f"offer.{name}"), numeric=True) for name in ("occupied_days", "available_days", "utilisation")
    ]
    return _behind("used", columns, rows, provider, (f"{formats.day(period.first)} – {formats.day(period.last)}",))


@blueprint.get("/figures/answers")
def answered() -> Response:
    """Show the proposals behind the time a provider takes to answer; no person is named."""
    provider = addresses.identity("provider")
    found = ask(figures.answers_of, provider_id=provider)
    partners = named(OrganisationKind.PROVIDER)
    rows: list[list[Cell]] = [
        [
            link(url_for("places.detail", place_id=each.place_id), each.title),
            partners.get(each.provider_id, ""),
            formats.day(each.sent_on),
            formats.day(each.answered_on) or badge("waiting", say("offer.unanswered")),
            each.working_days,
        ]
        for each in found
    ]
    columns = [
        Column(say("reservations.place"), kind="main"),
        Column(say("places.provider")),
        Column(say("offer.sent_on"), kind="tight"),
        Column(say("offer.answered_on")),
        Column(say("offer.working_days"), numeric=True),
    ]
    return _behind("answered", columns, rows, provider, ())


def _behind(
    name: str, columns: list[Column], rows: list[list[Cell]], provider: UUID | None, notes: tuple[str, ...]
) -> Response:
    """Show the list behind one figure of the market."""
    partners = [(str(key), each) for key, each in named(OrganisationKind.PROVIDER).items()]
    listing = Listing(
        f"placements.{name}",
        say(f"offer.{name}"),
        columns,
        whole(rows),
        filters=[common.filter_view("provider", say("places.provider"), partners, "choice")],
        keep=("first", "last"),
        notes=notes,
        empty=say("offer.nothing_available"),
    )
    return answer("placements/behind.html", listing, notes=notes, formula=say(f"offer.{name}_formula"))


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


def _twins() -> list[tuple[UUID, str, str]]:
    """Return the places that resemble each other, those of one title and town together."""
    found = tuple(ask(figures.duplicate_hints))
    titles, where = ask(places.place_titles, place_ids=found), ask(places.place_whereabouts, place_ids=found)
    lines = [(each, titles.get(each, ""), where.get(each, "")) for each in found]
    return sorted(lines, key=lambda line: (line[2].rpartition(", ")[2], line[1], line[2]))


def _period() -> utilisation.Period:
    return utilisation.Period(first=_day("first", today().replace(month=1, day=1)), last=_day("last", today()))


def _day(name: str, otherwise: date) -> date:
    return read_day(request.args.get(name, "")[:20], today()) or otherwise
