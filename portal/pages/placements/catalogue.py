"""The catalogue of places on offer: filters in the address, a schematic map with counts, searches to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import addresses, formats
from portal.cells import Cell, Column, kind_chip, link
from portal.doors import ask, do, has_desk, language, may, need, say, today
from portal.form_reading import read_day
from portal.forms import Form
from portal.lists import Lines, Listing, Part, answer
from portal.page import leave, show
from portal.pages.placements import common, schematic
from portal.parts import Choice, FieldView
from schemas.codes import PlaceKind
from schemas.codes_placements import SpokenLanguage
from schemas.placements import DropSearch, SaveSearch, SetSearchAlert, reference_of
from services.placements.queries import catalogue as queries
from services.registration.queries.territory import CommuneLine, communes

blueprint: Final = Blueprint("catalogue", __name__, url_prefix="/catalogue")
MINUTES: Final = (15, 30, 45, 60, 90)
CRITERIA: Final = (
    "kind",
    "field_of_work",
    "speaks",
    "workload_percent",
    "town",
    "free_on",
    "commune_bfs_no",
    "within_minutes",
)


@blueprint.get("")
def index() -> Response:
    """Show what is on offer and fits, on a map and as a list."""
    wanted = _wanted()
    found, places = ask(queries.catalogue, wanted=wanted), _communes()
    counts = _on_map(wanted, found)

    def read(part: Part) -> Lines:
        cut = found.lines[part.offset : part.offset + part.size]
        fields = common.code_words("fields_of_work")
        return Lines([_row(each, fields) for each in cut], len(found.lines))

    listing = Listing(
        "placements.catalogue",
        say("catalogue.title"),
        _columns(),
        read,
        filters=_filters(places, found.towns),
        empty=say("catalogue.none"),
        empty_hint=say("catalogue.none_hint"),
    )
    return answer(
        "placements/catalogue.html",
        listing,
        map=schematic.drawn(places, counts, wanted.town, lambda town: addresses.here(town=town)),
        ways_missing=wanted.commune_bfs_no is not None and not found.ways_known,
        save_url=addresses.here("catalogue.save") if may(SaveSearch) else "",
        may_keep=may(queries.my_searches),
    )


def _on_map(wanted: queries.Wanted, found: queries.Catalogue) -> Mapping[str, int]:
    """Return the counts of the map: every town, also while the list shows one of them only."""
    if not wanted.town:
        return found.in_town
    criteria = {name: getattr(wanted, name) for name in CRITERIA} | {"town": ""}
    return ask(queries.catalogue, wanted=queries.Wanted(**criteria)).in_town


def _wanted() -> queries.Wanted:
    """Return what the address looks for; what cannot be read does not narrow."""
    return queries.Wanted(
        kind=common.chosen(PlaceKind, "kind"),
        field_of_work=addresses.text("field_of_work")[:60],
        speaks=common.chosen(SpokenLanguage, "speaks"),
        workload_percent=_number("workload_percent", 100),
        town=addresses.text("town"),
        free_on=_day(),
        commune_bfs_no=_number("commune_bfs_no", 9999),
        within_minutes=_number("within_minutes", 240),
    )


def _number(name: str, most: int) -> int | None:
    sent = addresses.text(name).removesuffix("%").strip()
    return int(sent) if sent.isdecimal() and len(sent) < 6 and 0 < int(sent) <= most else None


def _day() -> date | None:
    return read_day(addresses.text("free_on"), today())


def _communes() -> Sequence[CommuneLine]:
    return ask(communes) if has_desk("registration") else ()


def _filters(places: Sequence[CommuneLine], towns: Sequence[str]) -> list[FieldView]:
    near: list[Choice] = [(str(each.bfs_no), each.name) for each in places]
    minutes: list[Choice] = [(str(each), say("catalogue.minutes", count=each)) for each in MINUTES]
    boxes: tuple[tuple[str, Sequence[Choice], str], ...] = (
        ("kind", common.choices_of(PlaceKind), "text"),
        ("field_of_work", common.code_list("fields_of_work"), "text"),
        ("speaks", common.choices_of(SpokenLanguage), "text"),
        ("workload_percent", (), "percent"),
        ("town", [(each, each) for each in towns], "text"),
        ("free_on", (), "date"),
        ("commune_bfs_no", near, "text"),
        ("within_minutes", minutes, "text"),
    )
    return [common.filter_view(name, say(f"catalogue.{name}"), choices, widget) for name, choices, widget in boxes]


def _columns() -> list[Column]:
    return [
        Column(say("places.title"), kind="main"),
        Column(say("places.provider")),
        Column(say("places.town")),
        Column(say("places.field_of_work")),
        Column(say("places.workload"), kind="tight"),
        Column(say("places.languages")),
        Column(say("places.free"), numeric=True),
        Column(say("catalogue.way"), numeric=True),
    ]


def _row(each: queries.CatalogueLine, fields: Mapping[str, str]) -> list[Cell]:
    place = each.place
    day = _day() or today()
    name = link(url_for("places.detail", place_id=place.id), place.title)
    return [
        Markup("{} {}").format(kind_chip(place.kind, language()), name),
        place.provider_name,
        place.town,
        fields.get(place.field_of_work, place.field_of_work),
        f"{place.workload_min_percent}–{place.workload_max_percent} %",
        _languages(place.needs_french, place.needs_german),
        link(url_for("places.day", place_id=place.id, day=day.isoformat()), place.seats.free),
        "" if each.minutes is None else say("catalogue.minutes", count=each.minutes),
    ]


def _languages(french: bool, german: bool) -> str:
    return ", ".join(say(f"places.{name}") for name, asked in (("french", french), ("german", german)) if asked)


@blueprint.route("/save", methods=["GET", "POST"])
def save() -> Answer:
    """Keep the search of the address under a name."""
    need(SaveSearch)
    wanted = _wanted()
    fixed = {name: getattr(wanted, name) for name in CRITERIA}
    form = Form(SaveSearch, start={"search_id": uuid4(), "alert": True}, fixed=fixed)
    form.address = addresses.here("catalogue.save")
    if form.carry_out():
        return leave("catalogue.searches", text=say("catalogue.saved"))
    return show(
        "placements/search_new.html",
        form=form,
        criteria=in_words(wanted, _communes(), common.code_words("fields_of_work")),
        back_url=addresses.here("catalogue.index"),
    )


@blueprint.get("/searches")
def searches() -> Response:
    """Show the searches somebody keeps."""
    places, fields = _communes(), common.code_words("fields_of_work")
    found = [
        {
            "line": each,
            "reference": reference_of(each.id),
            "criteria": in_words(each.wanted, places, fields),
            "url": url_for("catalogue.index", **_address(each)),
        }
        for each in ask(queries.my_searches)
    ]
    return show("placements/searches.html", searches=found)


@blueprint.get("/searches/<uuid:search_id>")
def search(search_id: UUID) -> Answer:
    """Show what one of one's own searches finds today; mails lead here."""
    kept = next((each for each in ask(queries.my_searches) if each.id == search_id), None)
    if kept is None:
        return leave("catalogue.searches", text=say("catalogue.search_gone"), tone="warn")
    return redirect(url_for("catalogue.index", **_address(kept)), 303)


def _address(each: queries.SearchLine) -> dict[str, Any]:
    found = {name: getattr(each.wanted, name) for name in CRITERIA}
    return {
        name: formats.day(value) if isinstance(value, date) else str(value)
        for name, value in found.items()
        if value not in (None, "")
    }


def in_words(wanted: queries.Wanted, places: Sequence[CommuneLine], fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a search looks for, as pairs of label and value; empty where it looks for everything."""
    towns = {each.bfs_no: each.name for each in places}
    pairs: list[tuple[str, Any]] = [
        ("kind", formats.code(wanted.kind, language())),
        ("field_of_work", fields.get(wanted.field_of_work, wanted.field_of_work)),
        ("speaks", formats.code(wanted.speaks, language())),
        ("workload_percent", "" if wanted.workload_percent is None else f"{wanted.workload_percent} %"),
        ("town", wanted.town),
        ("free_on", formats.day(wanted.free_on)),
        ("commune_bfs_no", towns.get(wanted.commune_bfs_no or 0, "")),
        ("within_minutes", say("catalogue.minutes", count=wanted.within_minutes) if wanted.within_minutes else ""),
    ]
    return [(say(f"catalogue.{name}"), str(value)) for name, value in pairs if value]


@blueprint.post("/searches/<uuid:search_id>/alert")
def alert(search_id: UUID) -> Answer:
    """Switch the alert of a kept search on or off."""
    wants = request.form.get("alert") == "yes"
    do(SetSearchAlert(search_id=search_id, alert=wants))
    return leave("catalogue.searches", text=say("catalogue.alert_is_on" if wants else "catalogue.alert_is_off"))


@blueprint.post("/searches/<uuid:search_id>/drop")
def drop(search_id: UUID) -> Answer:
    """Throw a kept search away."""
    do(DropSearch(search_id=search_id))
    return leave("catalogue.searches", text=say("catalogue.dropped"))
