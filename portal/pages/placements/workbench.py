"""The two lists of the workbench: the places that fit somebody, and the others with every reason against them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from portal import addresses, formats
from portal.cells import Cell, Column, kind_chip, link
from portal.doors import language, may, say
from portal.lists import Lines, Listing, Part
from portal.objection_words import words_of
from portal.parts import FieldView
from schemas.placements import ProposePerson, RequestReservation
from services.placements.queries.fit import PlaceFit, PlacesFit
from services.placements.queries.fit_ranking import Shown
from services.placements.queries.seekers import SeekerLine

SHOWN: Final = 20
"""Places of each list on one page."""
Look = Callable[[Shown], PlacesFit]


@dataclass(frozen=True)
class Doing:
    """What may be done with a place that fits: propose it, ask for it, or nothing."""

    mandate_id: UUID
    first: date
    last: date | None
    act: str

    @classmethod
    def of(cls, line: SeekerLine, first: date, last: date | None) -> Doing:
        """Return what this person may do while somebody is searching."""
        acts = [("propose", ProposePerson), ("reserve", RequestReservation)]
        found = [name for name, command in acts if may(command) and line.state.value == "searching"]
        return cls(line.mandate_id, first, last, found[0] if found else "")

    def button(self, place: PlaceFit) -> Cell:
        """Return the button beside one place, with its name for those who hear it."""
        if not self.act:
            return ""
        ids: dict[str, Any] = {"mandate_id": self.mandate_id, "place_id": place.id}
        if self.act == "propose":
            days: dict[str, Any] = {
                "starts_on": self.first.isoformat(),
                "ends_on": self.last.isoformat() if self.last else None,
            }
            return _button(url_for("matching.propose", **ids, **days), "propose_person", place, " btn-primary")
        return _button(url_for("reservations.new", **ids), "request_reservation", place)


def _button(url: str, act: str, place: PlaceFit, tone: str = "") -> Markup:
    words: Markup = Markup('{}<span class="visually-hidden"> – {}</span>').format(
        say(f"act.placements.{act}.label"), place.title
    )
    return link(url, words, f"btn btn-small{tone}")


def listings(look: Look, doing: Doing) -> tuple[Listing, Listing]:
    """Return both lists; ``look`` asks for one page of each and remembers it."""
    fits = Listing(
        "placements.places_that_fit",
        say("matching.fits"),
        _fit_columns(doing),
        lambda part: _fits(look(_shown(part, fits, others)), doing),
        filters=_filters(doing),
        size=SHOWN,
        empty=say("matching.nothing_fits"),
    )
    others = Listing(
        "placements.places_that_do_not",
        say("matching.others"),
        [*_place_columns(), Column(say("matching.why_not"), kind="wide")],
        lambda part: _others(look(_shown(part, others, fits))),
        size=SHOWN,
        page_name="others",
        empty=say("matching.all_fit"),
    )
    return fits, others


def shown() -> Shown:
    """Return the part of both lists the address asks for."""
    return Shown(_after("page"), _after("others"), SHOWN)


def _after(page_name: str) -> int:
    return Part(addresses.number(page_name), SHOWN).offset


def _shown(part: Part, asked: Listing, beside: Listing) -> Shown:
    """Return the part of both lists a page shows, so that it is asked for once; an export reads on in larger ones."""
    offsets = {asked.page_name: part.offset, beside.page_name: _after(beside.page_name)}
    return Shown(offsets["page"], offsets["others"], part.size)


def _filters(doing: Doing) -> list[FieldView]:
    days = (("starts_on", doing.first, "from"), ("ends_on", doing.last, "until"))
    return [
        FieldView(name, say(f"matching.{word}"), "date", formats.day(day) if day else "", required=True)
        for name, day, word in days
    ]


def _place_columns() -> list[Column]:
    return [
        Column(say("matching.place"), kind="main"),
        Column(say("matching.provider")),
        Column(say("matching.town"), kind="tight"),
    ]


def _fit_columns(doing: Doing) -> list[Column]:
    numbers = [Column(say("matching.free_seats"), numeric=True), Column(say("matching.way"), numeric=True)]
    act = [Column(say("matching.act"), hidden_label=True, screen_only=True)] if doing.act else []
    return [*_place_columns(), *numbers, Column(say("matching.field")), *act]


def _place(fit: PlaceFit) -> list[Cell]:
    title = Markup("{} {}").format(
        kind_chip(fit.kind, language()), link(url_for("places.detail", place_id=fit.id), fit.title)
    )
    return [title, fit.provider_name, fit.town]


def _fits(found: PlacesFit, doing: Doing) -> Lines:
    rows = [
        [
            *_place(each),
            each.free,
            say("matching.minutes", minutes=each.travel_minutes) if each.travel_minutes is not None else None,
            say("matching.same_field") if each.same_field else None,
            *([doing.button(each)] if doing.act else []),
        ]
        for each in found.fits
    ]
    return Lines(rows, found.fit_total)


def _others(found: PlacesFit) -> Lines:
    rows = [[*_place(each), reasons(each)] for each in found.others]
    return Lines(rows, found.other_total)


def reasons(fit: PlaceFit) -> Markup:
    """Return every reason against a place, a line each."""
    return Markup("<br>").join(words_of(each, language()) for each in fit.objections)
