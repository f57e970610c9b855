"""Communes of the perimeter, and from which day on which social service answers for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, do, language, may, need, say, today
from portal.form_reading import clean
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.admin import wording
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.previewing import preview_or_save
from portal.parts import Choice, Tab
from schemas import wire
from schemas.refusal import NotFound
from schemas.registration import MapCommune, WithdrawCommuneMap
from services.registration.queries.contracts import MapEntry, commune_effects, map_entries
from services.registration.queries.territory import CommuneLine, communes, social_services

VIEWS: Final = ("all", "unmapped")


@blueprint.get("/communes")
def territory() -> Response:
    """Show the communes with their social service; those without one can be looked at alone."""
    need(map_entries)
    view = "unmapped" if request.args.get("view") == "unmapped" else "all"
    every = ask(communes)
    names = {each.id: each.name(language()) for each in ask(social_services)}
    shown = [each for each in every if view == "all" or each.social_service_id is None]
    counts = {"all": len(every), "unmapped": sum(each.social_service_id is None for each in every)}
    columns = [
        Column(say("admin.commune"), kind="lead"),
        Column(say("field.bfs_no"), numeric=True),
        Column(say("field.perimeter")),
        Column(say("admin.social_service")),
    ]
    rows = [_row(each, names.get(each.social_service_id) if each.social_service_id else None) for each in shown]
    listing = Listing(
        "admin.communes", say("admin.communes"), columns, whole(rows), keep=("view",), empty=say("admin.all_mapped")
    )
    tabs = [
        Tab(say(f"admin.communes_view.{each}"), url_for("admin.territory", view=each), each == view, counts[each])
        for each in VIEWS
    ]
    return answer("admin/communes.html", listing, tabs=tabs)


def _row(commune: CommuneLine, service: str | None) -> list[Cell]:
    return [
        link(url_for("admin.commune", bfs_no=commune.bfs_no), commune.name),
        commune.bfs_no,
        formats.code(commune.perimeter, language()),
        service or badge("warn", say("admin.unmapped")),
    ]


@blueprint.route("/communes/<int:bfs_no>", methods=["GET", "POST"])
def commune(bfs_no: int) -> Answer:
    """Show who answered, answers and will answer for a commune; change it from a day on."""
    need(map_entries)
    found = next((each for each in ask(communes) if each.bfs_no == bfs_no), None)
    if found is None:
        raise NotFound("commune")
    start = {"valid_from": today(), "social_service_id": found.social_service_id}
    form = Form(MapCommune, start=start, fixed={"bfs_no": bfs_no}, choices=_services)
    outcome = preview_or_save(form, lambda _: wording.effects(ask(commune_effects, bfs_no=bfs_no)))
    if outcome.saved:
        return leave("admin.commune", bfs_no=bfs_no)
    entries = ask(map_entries, bfs_no=bfs_no)
    names = {choice[0]: choice[1] for choice in _services("social_services")}
    return show(
        "admin/commune.html",
        form=form,
        commune=found,
        preview=outcome.preview,
        entries=[(each, names.get(str(each.social_service_id), ""), _standing(each, entries)) for each in entries],
        may_change=may(MapCommune),
    )


def _services(of: str) -> Sequence[Choice]:
    if of != "social_services":
        return ()
    return [(str(each.id), each.name(language())) for each in ask(social_services)]


def _standing(entry: MapEntry, entries: Sequence[MapEntry]) -> Cell:
    day = today()
    if entry.valid_from > day:
        return badge("planned", say("admin.will_hold"))
    is_now = entry is next((each for each in entries if each.valid_from <= day), None)
    return badge("active", say("admin.holds")) if is_now else badge("done", say("admin.held"))


@blueprint.post("/communes/<int:bfs_no>/withdraw")
def withdraw_map(bfs_no: int) -> Answer:
    """Take back a change of the map that does not hold yet."""
    need(WithdrawCommuneMap)
    sent = {"bfs_no": bfs_no, "valid_from": clean(request.form.get("valid_from", ""), lines=False)[:10]}
    do(wire.read(WithdrawCommuneMap, sent))
    return leave("admin.commune", text=say("admin.setting_withdrawn"), bfs_no=bfs_no)
