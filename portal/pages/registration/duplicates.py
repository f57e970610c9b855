"""Records that may be one person: the list, two of them side by side, merging, undoing, keeping apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, badge, link, state_badge
from portal.counters import lately
from portal.doors import ask, language, need, say
from portal.forms import Form
from portal.lists import Lines, Listing, Part, answer
from portal.page import leave, show
from portal.pages.registration import names
from schemas.registration import KeepApart, MergePersons, UndoMerge
from services.registration.queries.duplicates import (
    Candidate,
    Comparing,
    MergeLine,
    Pair,
    PersonCard,
    PersonName,
    comparing,
    duplicate_candidates,
    merge_card,
    merges,
    person_pair,
)

blueprint: Final = Blueprint("duplicates", __name__, url_prefix="/duplicates")
VERY_ALIKE: Final = 80
"""A score from which the badge warns."""


@blueprint.get("")
def index() -> Response:
    """Show pairs that look alike, the most alike first, and the last merges."""
    need(duplicate_candidates)
    under_way = lately("records compared", lambda: ask(comparing))
    listing = Listing(
        "registration.duplicates",
        say("registration.duplicates"),
        _columns(),
        _pairs,
        keep=(),
        empty=say("registration.duplicates_none_yet" if under_way else "registration.duplicates_none"),
    )
    merged = Listing(
        "registration.merges", say("registration.merges"), _merge_columns(), _merges, keep=(), page_name="merges_page"
    )
    return answer("registration/duplicates.html", listing, merged, how_far=_how_far(under_way))


def _how_far(under_way: Comparing | None) -> str:
    """Return in words how far comparing is while the list is short because of it."""
    if under_way is None:
        return ""
    done, records = formats.number(under_way.done), formats.number(under_way.records)
    return say("registration.comparing_text", done=done, records=records)


def _pairs(part: Part) -> Lines:
    found = ask(duplicate_candidates, page=part.page, size=part.size)
    return Lines([_row(each) for each in found.lines], found.total)


def _merges(part: Part) -> Lines:
    found = ask(merges, page=part.page, size=part.size)
    who = sorted({each.merged_by for each in found.lines})
    accounts = lately(f"merged by {language()} {who}", lambda: _mergers(found.lines))
    return Lines([_merge(each, accounts) for each in found.lines], found.total)


def _mergers(done: Sequence[MergeLine]) -> Mapping[UUID, str]:
    return names.accounts(each.merged_by for each in done)


def _columns() -> list[Column]:
    return [
        Column(say("registration.likeness"), kind="lead tight"),
        Column(say("registration.one_record")),
        Column(say("registration.other_record")),
        Column(say("registration.reasons"), kind="wide"),
        Column(say("registration.found_on"), kind="tight"),
        Column(say("registration.act"), hidden_label=True, kind="tight", screen_only=True),
    ]


def _row(pair: Candidate) -> list[Cell]:
    address = url_for("duplicates.pair", one_id=pair.one.id, other_id=pair.other.id)
    words = Markup('{}<span class="visually-hidden"> – {}, {}</span>')
    return [
        likeness(pair),
        _who(pair.one),
        _who(pair.other),
        ", ".join(formats.code(each, language()) for each in pair.reasons),
        formats.day(pair.found_at),
        link(address, words.format(say("registration.compare"), pair.one.name, pair.other.name)),
    ]


def likeness(pair: Candidate | Pair) -> Markup:
    """Return how alike two records are, of a hundred points."""
    return badge("warn" if pair.score >= VERY_ALIKE else "neutral", formats.percent(pair.score))


def _who(card: PersonName) -> Markup:
    born = say("registration.born", day=formats.day(card.birth_on))
    return Markup('{}<br><span class="muted">{}</span>').format(card.name, born)


def _merge_columns() -> list[Column]:
    return [
        Column(say("registration.merged_on"), kind="lead tight"),
        Column(say("registration.kept")),
        Column(say("registration.merged")),
        Column(say("registration.mandates_count"), numeric=True),
        Column(say("registration.by")),
        Column(say("registration.act"), hidden_label=True, kind="tight", screen_only=True),
    ]


def _merge(line: MergeLine, accounts: Mapping[UUID, str]) -> list[Cell]:
    undo = link(url_for("duplicates.undo", merge_id=line.id), say("act.registration.undo_merge.label"))
    return [
        formats.day(line.merged_at),
        _who(line.kept),
        _who(line.merged),
        line.mandate_count,
        accounts.get(line.merged_by, ""),
        badge("neutral", say("registration.undone")) if line.undone_at else undo,
    ]


@blueprint.route("/<uuid:one_id>/<uuid:other_id>", methods=["GET", "POST"])
def pair(one_id: UUID, other_id: UUID) -> Answer:
    """Show two records side by side; the first is the one that would be kept."""
    need(MergePersons)
    found = ask(person_pair, one_id=one_id, other_id=other_id)
    form = Form(MergePersons, start={"merge_id": uuid4()}, fixed={"kept_id": one_id, "merged_id": other_id})
    if form.carry_out():
        return leave("duplicates.index", text=say("act.registration.merge_persons.done"))
    return show(
        "registration/pair.html",
        form=form,
        pair=found,
        likeness=likeness(found),
        reasons=[formats.code(each, language()) for each in found.reasons],
        cards=[_card(found.one), _card(found.other)],
        swap_url=url_for("duplicates.pair", one_id=other_id, other_id=one_id),
        are_both_active=found.one.has_active and found.other.has_active,
    )


def _card(card: PersonCard) -> dict[str, Any]:
    mandates = [
        (
            link(url_for("mandates.detail", mandate_id=each.id), each.number),
            names.service(each.social_service_id),
            formats.day(each.submitted_on),
            state_badge(each.state, language()),
        )
        for each in card.mandates
    ]
    facts = [
        (say("field.family_name"), card.family_name),
        (say("field.given_name"), card.given_name),
        (say("field.birth_on"), formats.day(card.birth_on)),
    ]
    return {"name": card.name, "facts": facts, "mandates": mandates}


@blueprint.post("/<uuid:one_id>/<uuid:other_id>/apart")
def apart(one_id: UUID, other_id: UUID) -> Answer:
    """Say that the two are two persons; the pair is not offered again."""
    need(KeepApart)
    form = Form(KeepApart, fixed={"one_id": one_id, "other_id": other_id})
    if form.carry_out():
        return leave("duplicates.index", text=say("act.registration.keep_apart.done"))
    return leave("duplicates.index", text=say("registration.not_kept_apart"), tone="warn")


@blueprint.route("/merges/<uuid:merge_id>/undo", methods=["GET", "POST"])
def undo(merge_id: UUID) -> Answer:
    """Take a merge apart again, with a reason."""
    need(UndoMerge)
    line = ask(merge_card, merge_id=merge_id)
    form = Form(UndoMerge, fixed={"merge_id": merge_id})
    if form.carry_out():
        return leave("duplicates.index", text=say("act.registration.undo_merge.done"))
    return show("registration/undo_merge.html", form=form, merge=line, cards=[_card(line.kept), _card(line.merged)])
