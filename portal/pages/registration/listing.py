"""The list of mandates: everything within reach, narrowed, sorted and paged by the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, url_for
from markupsafe import Markup

from portal import bulk, formats
from portal.cells import Cell, Column, kind_chip, link, state_badge
from portal.counters import lately
from portal.doors import actor, ask, language, may, need, say, today
from portal.lists import Lines, Listing, Part, answer
from portal.pages.registration import addresses, names
from portal.parts import Choice, FieldView, Tab
from portal.ways import way_to
from schemas.actor import Role
from schemas.codes import PlaceKind
from schemas.codes_registration import MandateState
from schemas.registration import AssignPart, SubmitMandate
from services.registration.queries.drafts import my_drafts
from services.registration.queries.lists import MandateLine, mandate_counts, mandates

blueprint: Final = Blueprint("mandates", __name__, url_prefix="/mandates")
INDEX: Final = "mandates.index"
NOBODY: Final = UUID(int=0)
ENDED: Final = (
    MandateState.CLOSED,
    MandateState.REFUSED,
    MandateState.WITHDRAWN,
    MandateState.EXPIRED,
    MandateState.TRANSFERRED,
)
VIEWS: Final = ("unassigned", "stalled", "ended")
"""Views of the list beside the running mandates."""


@blueprint.get("")
def index() -> Response:
    """Show the mandates this person may see."""
    need(mandates)
    can_assign = may(AssignPart)

    def read(part: Part) -> Lines:
        found = ask(mandates, narrowed=addresses.mandate_filter(), page=part.page, size=part.size)
        day = today()
        tones = ["danger" if each.due_on is not None and each.due_on < day else "" for each in found.lines]
        picks = _ticks(found.lines) if can_assign else []
        return Lines(_rows(found.lines), found.total, tones, picks)

    listing = Listing(
        "registration.mandates",
        say("menu.mandates"),
        _columns(),
        read,
        filters=_filters(),
        keep=("sort", "unassigned", "stalled", "ended"),
        empty=say("registration.none"),
        empty_hint=say("registration.none_hint"),
        bulk=[("assign", say("bulk.assign"))],
        bulk_url=url_for("mandates.bulk"),
    )
    return answer(
        "registration/mandates.html",
        listing,
        tabs=_tabs(counts()),
        drafts=ask(my_drafts) if may(my_drafts) else (),
        may_register=may(SubmitMandate),
    )


def _ticks(lines: Sequence[MandateLine]) -> list[Markup]:
    return bulk.ticks((f"{each.id}:{each.row_version}", each.number) for each in lines)


def _filters() -> list[FieldView]:
    states = _states(language())
    kinds: list[Choice] = [(each.value, formats.code(each, language())) for each in PlaceKind]
    views = [
        FieldView("text", say("registration.find"), "search", addresses.text("text")),
        FieldView("state", say("registration.state"), "choice", addresses.text("state"), choices=states),
        FieldView("kind", say("registration.kind"), "choice", addresses.text("kind"), choices=kinds),
    ]
    if _sees_all():
        offered: list[Choice] = [(str(key), name) for key, name in names.services().items()]
        service = FieldView("service", say("registration.service"), "choice", addresses.text("service"))
        views.append(FieldView(service.name, service.label, "choice", service.value, choices=offered))
    return [*views, FieldView("mine", say("registration.mine"), "checkbox", "yes" if addresses.is_on("mine") else "")]


@cache
def _states(spoken: str) -> tuple[Choice, ...]:
    return tuple((each.value, formats.code(each, spoken)) for each in MandateState)


def _sees_all() -> bool:
    return actor().is_office or actor().role is Role.AUDITOR


def _tabs(found: Mapping[str, int]) -> list[Tab]:
    """Return the views of the list; the numbers are those of everything within reach."""
    now = next((each for each in VIEWS if addresses.is_on(each)), "")
    offered: list[tuple[str, str, int | None]] = [("", say("registration.tab.running"), under_way(found))]
    if actor().is_office:
        offered.append(("unassigned", say("registration.tab.unassigned"), None))
    if actor().role is not Role.PROVIDER:
        offered.append(("stalled", say("registration.tab.stalled"), None))
    offered.append(("ended", say("registration.tab.all"), sum(found.values())))
    return [Tab(label, _tab_url(key), key == now, count) for key, label, count in offered]


def counts() -> Mapping[str, int]:
    """Return how many mandates within reach stand in each state, as of a moment ago."""
    return lately("mandate counts", lambda: ask(mandate_counts))


def under_way(found: Mapping[str, int]) -> int:
    """Return how many mandates have not ended; the number on the first tab and on Today."""
    return sum(found.values()) - sum(found.get(each.value, 0) for each in ENDED)


def _tab_url(key: str) -> str:
    cleared: dict[str, str | None] = {**dict.fromkeys(VIEWS), "state": None}
    return addresses.here(INDEX, **(cleared | ({key: "yes"} if key else {})))


def _columns() -> list[Column]:
    plain = [
        addresses.sortable(INDEX, Column(say("registration.number"), kind="lead tight"), "oldest", "newest"),
        addresses.sortable(INDEX, Column(say("registration.person")), "name", "-name"),
        addresses.sortable(INDEX, Column(say("registration.state")), "state", "-state"),
        addresses.sortable(INDEX, Column(say("registration.due"), kind="tight"), "due", "-due"),
        Column(say("registration.kind"), kind="tight"),
        Column(say("registration.place")),
    ]
    if _sees_all():
        plain.append(Column(say("registration.service")))
    return plain


def _rows(lines: tuple[MandateLine, ...]) -> list[list[Cell]]:
    """Return the cells of every line; what is the same for all of them is asked for once."""
    spoken, day, with_service = language(), today(), _sees_all()
    address = way_to("mandates.detail", "mandate_id")
    providers, services = names.providers(), names.services() if with_service else {}

    def row(line: MandateLine) -> list[Cell]:
        cells: list[Cell] = [
            link(address(line.id), line.number),
            line.name,
            state_badge(line.state, spoken),
            due_cell(line.due_on, day, spoken),
            kind_chip(line.wished_kind, spoken),
            providers.get(line.provider_id or NOBODY) or names.provider(line.provider_id),
        ]
        service = line.social_service_id
        return [*cells, services.get(service) or names.service(service)] if with_service else cells

    return [row(each) for each in lines]


@lru_cache(maxsize=1024)
def due_cell(due_on: date | None, day: date, spoken: str) -> Cell:
    """Return the next due day; one that is past stands out."""
    if due_on is None:
        return None
    late = Markup('<span class="late">{} · {}</span>')
    written = formats.day(due_on)
    return late.format(written, formats.due(due_on, day, spoken)) if due_on < day else written
