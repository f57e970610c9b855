"""The list of mandates: everything within reach, narrowed, sorted and paged by the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, url_for
from markupsafe import Markup

from portal import bulk, formats
from portal.cells import Cell, Column, badge, kind_chip, link
from portal.counters import lately
from portal.doors import actor, ask, language, may, need, say, today
from portal.lists import Lines, Listing, Part, answer
from portal.pages.registration import addresses, names
from portal.parts import Choice, FieldView, Tab
from portal.tones import tone_of
from schemas.actor import Role
from schemas.codes import PlaceKind
from schemas.codes_registration import MandateState
from schemas.registration import AssignPart, SubmitMandate
from services.registration.queries.drafts import my_drafts
from services.registration.queries.lists import MandateLine, mandate_counts, mandates

blueprint: Final = Blueprint("mandates", __name__, url_prefix="/mandates")
INDEX: Final = "mandates.index"
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
        tones = ["danger" if _is_late(each) else "" for each in found.lines]
        picks = [bulk.tick(f"{each.id}:{each.row_version}", each.number) for each in found.lines] if can_assign else []
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


def _filters() -> list[FieldView]:
    states: list[Choice] = [(each.value, formats.code(each, language())) for each in MandateState]
    kinds: list[Choice] = [(each.value, each.value) for each in PlaceKind]
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
    return [_row(each) for each in lines]


def _row(line: MandateLine) -> list[Cell]:
    row: list[Cell] = [
        link(url_for("mandates.detail", mandate_id=line.id), line.number),
        line.name,
        state_of(line),
        due_of(line),
        kind_chip(line.wished_kind.value),
        names.provider(line.provider_id),
    ]
    if _sees_all():
        row.append(names.service(line.social_service_id))
    return row


def state_of(line: MandateLine) -> Markup:
    """Return the state of a mandate as a badge."""
    return badge(tone_of(line.state), formats.code(line.state, language()))


def due_of(line: MandateLine) -> Cell:
    """Return the next due day; one that is past stands out."""
    if line.due_on is None:
        return None
    day = formats.day(line.due_on)
    late = Markup('<span class="late">{} · {}</span>')
    return late.format(day, formats.due(line.due_on, today(), language())) if _is_late(line) else day


def _is_late(line: MandateLine) -> bool:
    return line.due_on is not None and line.due_on < today()
