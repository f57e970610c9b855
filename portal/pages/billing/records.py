"""Service records: quick entry, one's own week with totals, corrections, and phases nobody has recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, url_for
from werkzeug.wrappers import Response as Answer

from portal import addresses, formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, badge, link
from portal.doors import actor, ask, language, may, need, say, today
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.billing import common
from schemas.billing import ChangeServiceRecord, RecordService, WithdrawServiceRecord
from schemas.codes_billing import BilledItem, Payer
from services.billing.queries import records as queries

blueprint: Final = Blueprint("records", __name__, url_prefix="/service-records")
COMPUTED: Final = frozenset({BilledItem.COORDINATION_FLAT_RATE, BilledItem.PROGRAMME_PLACE, BilledItem.INFRASTRUCTURE})
"""Items that are computed, or are nobody's work for a person."""


def _record(record_id: UUID) -> queries.RecordLine:
    return ask(queries.service_record, record_id=record_id)


def _start(command: type[Any], record: queries.RecordLine) -> Mapping[str, Any]:
    return vars(record) if command is ChangeServiceRecord else {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:record_id>",
    back="records.detail",
    record=_record,
    commands={"change": ChangeServiceRecord, "withdraw": WithdrawServiceRecord},
    start=_start,
    tones={"withdraw": "danger"},
).install()


@blueprint.route("", methods=["GET", "POST"])
def index() -> Answer:
    """Show one's own week, with the quick entry above it."""
    form = _entry()
    if form is not None and form.carry_out():
        served = form.values.get("served_on")
        return leave("records.index", text=say("act.billing.record_service.done"), week=_iso(served))
    day = _day()
    week = ask(queries.my_week, day=day, staff_id=addresses.identity("staff"))
    names = common.people(each.mandate_id for each in week.records)
    listing = Listing(
        "billing.week",
        say("menu.records"),
        _columns(),
        whole([_row(each, names) for each in week.records]),
        keep=("week", "staff"),
        empty=say("billing.no_records"),
    )
    page = answer(
        "billing/week.html",
        listing,
        form=form,
        views=[] if form is None else _views(form),
        week=week,
        last=week.monday + timedelta(days=6),
        before=(week.monday - timedelta(days=7)).isoformat(),
        after=(week.monday + timedelta(days=7)).isoformat(),
        days=[(formats.long_day(each, language()), formats.duration(minutes)) for each, minutes in week.minutes_by_day],
        items=[[common.word(item), formats.duration(minutes)] for item, minutes in week.minutes_by_item],
        total=formats.duration(week.minutes),
    )
    page.status_code = form.status if form is not None else page.status_code
    return page


def _entry() -> Form | None:
    if not may(RecordService):
        return None
    start = {"record_id": uuid4(), "served_on": today(), "mandate_id": addresses.identity("mandate") or ""}
    return Form(RecordService, start=start, choices=common.code_list)


def _views(form: Form) -> list[Any]:
    items = common.choices_of(each for each in BilledItem if each not in COMPUTED)
    payers = [("", say("billing.poias_pays")), *common.choices_of((Payer.COMMUNE, Payer.BURDEN_SHARING))]
    return [
        form.view("mandate_id"),
        form.view("item", choices=items),
        form.view("served_on"),
        form.view("service_minutes", suffix="min"),
        form.view("payer", choices=payers),
    ]


def _iso(sent: Any) -> str:
    """Return the day that was typed as it stands in an address, today's where it cannot be read."""
    parts = str(sent).split(".")
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
    except (IndexError, ValueError):
        return today().isoformat()


def _day() -> date:
    try:
        return date.fromisoformat(addresses.text("week"))
    except ValueError:
        return today()


def _columns() -> list[Column]:
    names = ("day", "mandate", "item", "duration", "payer", "state")
    return [Column(say(f"billing.{name}"), numeric=name == "duration") for name in names]


def _row(line: queries.RecordLine, names: Mapping[UUID, Any]) -> list[Cell]:
    named = names.get(line.mandate_id)
    return [
        link(url_for("records.detail", record_id=line.id), formats.day(line.served_on)),
        f"{named.name} · {named.number}" if named else "",
        common.word(line.item),
        formats.duration(line.service_minutes),
        common.word(line.payer),
        badge("done", say("billing.billed")) if line.is_billed else badge("info", say("billing.open")),
    ]


@blueprint.get("/<uuid:record_id>")
def detail(record_id: UUID) -> Response:
    """Show one record with the mandate's phases beside what is written down for them."""
    record = _record(record_id)
    checks = ask(queries.phase_checks, mandate_ids=(record.mandate_id,))
    names = common.people([record.mandate_id])
    own = record.staff_id == actor().account_id or actor().role.value == "ssip_head"
    steps = () if record.is_billed or record.is_withdrawn or not own else ("change", "withdraw")
    return show(
        "billing/record.html",
        record=record,
        mandate=common.mandate_link(names, record.mandate_id),
        staff=common.accounts([record.staff_id]).get(record.staff_id, ""),
        duration=formats.duration(record.service_minutes),
        panel=ACTIONS.panel(record, steps, record_id=record_id),
        checks=[_check(each) for each in checks],
    )


def _check(each: queries.PhaseCheck) -> list[Any]:
    until = formats.day(each.ended_on) or "…"
    return [
        common.word(each.phase),
        f"{formats.day(each.begun_on)} – {until}",
        each.records,
        formats.duration(each.minutes),
    ]


@blueprint.get("/missing")
def missing() -> Response:
    """Show the office's phases of the last weeks for which nothing is written down."""
    need(queries.missing_records)
    found = ask(queries.missing_records)
    names = common.people(each.mandate_id for each in found)
    rows = [_missing(each, names) for each in found]
    columns = [Column(say(f"billing.{name}")) for name in ("mandate", "phase", "since", "until", "entry")]
    listing = Listing("billing.missing", say("billing.missing_records"), columns, whole(rows))
    listing.empty = say("billing.nothing_missing")
    return answer("billing/missing.html", listing)


def _missing(each: queries.PhaseCheck, names: Mapping[UUID, Any]) -> list[Cell]:
    entry = url_for("records.index", mandate=each.mandate_id)
    return [
        common.mandate_link(names, each.mandate_id) or "",
        common.word(each.phase),
        formats.day(each.begun_on),
        formats.day(each.ended_on),
        link(entry, say("act.billing.record_service.label")),
    ]
