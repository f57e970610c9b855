"""A toy desk with one command of every kind of field, and pages on it; proves forms without any social work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, make_response, render_template_string
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response as Answer

from messaging.database import Database
from messaging.ledger import Ledger
from messaging.permission import allow
from messaging.rows import Rows, Versioned, new_metadata
from messaging.service import Service
from messaging.wiring import Wiring
from messaging.work import Reading, Work
from portal.actions import ActionPages
from portal.doors import ask
from portal.forms import Form
from portal.page import leave, show
from portal.parts import Choice
from schemas.actor import Role
from schemas.codes import Funding, PlaceKind
from schemas.fields import answer, centimes, chosen, day, hidden, line, percent, prose, tick_box, whole
from schemas.message import Command
from schemas.refusal import NotFound, Objection, Refused
from tests.portal.household import Household
from workflow.moves import check_version


class Base(Rows):
    __abstract__ = True
    metadata = new_metadata()


class Boat(Versioned, Base):
    __tablename__ = "boat"
    name: Mapped[str]
    seats: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="afloat")


LEDGER = Ledger(Base.metadata)


class Wind(StrEnum):
    BISE = "bise"
    JORAN = "joran"


class LaunchBoat(Command, said="toyforms.launch_boat", about="boat_id"):
    boat_id: UUID = hidden()
    name: str = line(longest=60)
    built_on: date = day()
    seats: int = whole(minimum=1, maximum=500)
    load_percent: int | None = percent(default=None)
    price: int | None = centimes(default=None)
    kinds: tuple[PlaceKind, ...] = ()
    funding: Funding
    harbour: str = chosen("harbours")
    is_wooden: bool | None = answer()
    insured: bool
    declared: bool = tick_box()
    remark: str = prose(default="")
    owner_role: str = hidden(default="nobody")


class RenameBoat(Command, said="toyforms.rename_boat", about="boat_id"):
    boat_id: UUID = hidden()
    row_version: int = hidden()
    name: str = line(longest=60)
    remark: str = prose(default="")


class SinkBoat(Command, said="toyforms.sink_boat", about="boat_id"):
    boat_id: UUID = hidden()
    row_version: int = hidden()


@dataclass(frozen=True)
class BoatLine:
    id: UUID
    row_version: int
    name: str
    seats: int


PAGE = """{% extends "layout/page.html" %}{% block title %}{{ record.name }}{% endblock %}
{% block content %}{{ ui.action_panel(panel.actions, panel.url, panel.hidden) }}{% endblock %}"""
LAUNCHED: list[LaunchBoat] = []


def launch_boat(asked: LaunchBoat, work: Work) -> UUID:
    LAUNCHED.append(asked)
    if asked.name == "Titanic":
        raise Refused(Objection("toy_unsinkable", "name"), Objection("toy_whole"))
    work.session.add(Boat(id=asked.boat_id, name=asked.name, seats=asked.seats))
    return asked.boat_id


def rename_boat(asked: RenameBoat, work: Work) -> UUID:
    row = _boat(work, asked.boat_id)
    check_version(row, asked.row_version)
    row.name = asked.name
    return row.id


def sink_boat(asked: SinkBoat, work: Work) -> UUID:
    row = _boat(work, asked.boat_id)
    check_version(row, asked.row_version)
    row.seats = 0
    return row.id


def _boat(reading: Reading, boat_id: UUID) -> Boat:
    row = reading.session.get(Boat, boat_id)
    if row is None:
        raise NotFound("boat")
    return row


def boat(reading: Reading, *, boat_id: UUID) -> BoatLine:
    row = _boat(reading, boat_id)
    return BoatLine(row.id, row.row_version, row.name, row.seats)


def broken(reading: Reading) -> None:
    raise ZeroDivisionError("Name of somebody in the error")


boat.__module__ = broken.__module__ = "services.toyforms.queries"
WIRING = Wiring(
    name="toyforms",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions={
        LaunchBoat: allow(Role.PROVIDER),
        RenameBoat: allow(Role.PROVIDER),
        SinkBoat: allow(Role.PROVIDER),
        boat: allow(Role.PROVIDER),
        broken: allow(Role.PROVIDER),
    },
    commands={LaunchBoat: launch_boat, RenameBoat: rename_boat, SinkBoat: sink_boat},
)


def harbours(of: str) -> Sequence[Choice]:
    return [("nidau", "Nidau"), ("twann", "Twann")] if of == "harbours" else ()


def add_toys(house: Household, folder: Path) -> Household:
    """Give the portal the toy desk; its pages are there in every test of this folder."""
    desk = Service(WIRING, Database(f"sqlite:///{folder / 'toyforms'}.sqlite"), house.watch)
    WIRING.metadata.create_all(desk.database.engine)
    house.app.extensions["ssip.desks"]["toyforms"] = desk
    LAUNCHED.clear()
    return house


def _pages() -> Blueprint:
    blueprint = Blueprint("toys", __name__, url_prefix="/toys")
    actions = ActionPages(
        blueprint=blueprint,
        rule="/<uuid:boat_id>",
        back="toys.detail",
        record=lambda boat_id: ask(boat, boat_id=boat_id),
        commands={"rename": RenameBoat, "sink": SinkBoat},
        start=lambda command, record: {"name": record.name} if command is RenameBoat else {},
        tones={"sink": "danger"},
    ).install()

    @blueprint.route("/new", methods=["GET", "POST"])
    def new() -> Answer:
        form = Form(LaunchBoat, start={"boat_id": uuid4()}, fixed={"owner_role": "provider"}, choices=harbours)
        if form.carry_out():
            return leave("toys.detail", boat_id=form.answer)
        return show("accounts/new.html", form=form)

    @blueprint.get("/<uuid:boat_id>")
    def detail(boat_id: UUID) -> Response:
        record: Any = ask(boat, boat_id=boat_id)
        panel = actions.panel(record, ["rename", SinkBoat.said], boat_id=boat_id)
        return make_response(render_template_string(PAGE, record=record, panel=panel))

    @blueprint.get("/broken")
    def break_down() -> Response:
        ask(broken)
        raise AssertionError

    return blueprint


PAGES = _pages()
