"""Describing a place, one group of questions at a time; what is typed is kept after every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from portal.doors import actor, ask, do, language, need, say, today
from portal.form_plans import plans_of
from portal.forms import REVIEW, Form, form_token, in_words
from portal.objection_words import words_of
from portal.page import leave, show
from portal.pages.placements import common
from portal.pages.placements.places import blueprint
from portal.parts import Answer as Line
from portal.parts import WizardStep
from schemas import wire
from schemas.actor import Role
from schemas.placements import DropPlaceDraft, PlaceAnswers, PublishPlace, SavePlaceDraft
from schemas.refusal import Objection, Refused
from services.placements.queries.place_drafts import PlaceDraftLine, my_place_drafts, place_draft
from services.placements.queries.registers import providers

STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "what": ("title", "kind", "funding", "town", "field_of_work"),
    "time": ("workload_min_percent", "workload_max_percent", "seats", "available_from", "available_until"),
    "who": (
        "needs_french", "needs_german", "age_min", "age_max", "suitability", "first_labour_market", "requirements",
    ),
    "declared": ("qualification", "counselling", "coaching", "no_competition"),
}  # fmt: skip
KEYS: Final = (*STEPS, "check")
FIELDS: Final = tuple(PlaceAnswers.__dataclass_fields__)
DAYS: Final = frozenset({"available_from", "available_until"})
NEEDED: Final = frozenset(each.name for each in plans_of(PublishPlace) if each.required)


@blueprint.get("/begin")
def begin() -> Answer:
    """Offer the drafts that are there, ask the office for whom, or begin a new place."""
    need(PublishPlace)
    drafts = ask(my_place_drafts)
    own = actor().organisation_id if actor().role is Role.PROVIDER else None
    if own and (not drafts or request.args.get("fresh") == "yes"):
        return _first(own)
    return show("placements/place_drafts.html", drafts=drafts, own=own, partners=() if own else ask(providers))


def _first(provider_id: UUID) -> Answer:
    return redirect(url_for("places.describe", provider_id=provider_id, place_id=uuid4(), step="what"), 303)


@blueprint.get("/begin/<uuid:provider_id>")
def begin_for(provider_id: UUID) -> Answer:
    """Begin a new place of one provider."""
    need(PublishPlace)
    return _first(provider_id)


@blueprint.route("/draft/<uuid:provider_id>/<uuid:place_id>/<step>", methods=["GET", "POST"])
def describe(provider_id: UUID, place_id: UUID, step: str) -> Answer:
    """Show one page of questions, keep what was typed, go on."""
    need(SavePlaceDraft)
    if step not in STEPS:
        abort(404)
    draft = ask(place_draft, place_id=place_id)
    form = _form(provider_id, place_id, step, draft)
    if form.is_sent and not form.is_review and form.carry_out():
        return _go_on(provider_id, place_id, step)
    if request.args.get("check") == "yes" and draft and not form.is_sent:
        form.object(*(each for each in _objections(draft) if each.field in STEPS[step]))
    views = [form.view(name, required=name in NEEDED) for name in STEPS[step]]
    return show("placements/place_step.html", form=form, views=views, **_frame(provider_id, place_id, step))


def _form(provider_id: UUID, place_id: UUID, step: str, draft: PlaceDraftLine | None) -> Form:
    given = dict(draft.answers) if draft else {"available_from": today().isoformat(), "seats": 1}
    others = {name: given[name] for name in FIELDS if name not in STEPS[step] and name in given}
    start = {name: _day(value) if name in DAYS else value for name, value in given.items()}
    ids = {"place_id": place_id, "provider_id": provider_id}
    return Form(SavePlaceDraft, start=start, fixed=others | ids, choices=common.code_list, only=STEPS[step])


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _go_on(provider_id: UUID, place_id: UUID, step: str) -> Answer:
    asked = request.form.get("action", "")
    if asked == "later":
        return leave("places.index", text=say("place_wizard.kept"))
    following = KEYS[max(0, KEYS.index(step) + (-1 if asked == "back" else 1))]
    if following == "check":
        return redirect(url_for("places.check_draft", place_id=place_id), 303)
    return redirect(_address(provider_id, place_id, following), 303)


def _address(provider_id: UUID, place_id: UUID, step: str) -> str:
    return url_for("places.describe", provider_id=provider_id, place_id=place_id, step=step)


def _frame(provider_id: UUID, place_id: UUID, step: str) -> dict[str, Any]:
    """Return what every page of the wizard shows around its questions."""
    here = KEYS.index(step)
    steps = [
        WizardStep(
            say(f"place_wizard.step.{key}"),
            "now" if place == here else "done" if place < here else "next",
            _address(provider_id, place_id, key) if place < here else "",
        )
        for place, key in enumerate(KEYS)
    ]
    return {"wizard": steps, "step": step, "is_first": here == 0}


@blueprint.route("/draft/<uuid:place_id>/check", methods=["GET", "POST"])
def check_draft(place_id: UUID) -> Answer:
    """Show every answer; sent, the draft becomes a place or comes back with every objection at once."""
    need(PublishPlace)
    draft = ask(place_draft, place_id=place_id)
    if draft is None:
        return redirect(url_for("places.detail", place_id=place_id), 303)
    problems: list[tuple[str, str]] = []
    if request.method == "POST" and REVIEW not in request.form:
        problems = list(_problems(draft, _published(draft)))
        if not problems:
            return leave("places.detail", text=say("act.placements.publish_place.done"), place_id=place_id)
    context = {"draft": draft, "problems": problems, "groups": list(_groups(draft)), "token": form_token()}
    frame = _frame(draft.provider_id, place_id, "check")
    return show("placements/place_check.html", status=422 if problems else 200, **context, **frame)


def _objections(draft: PlaceDraftLine) -> tuple[Objection, ...]:
    """Return what is missing or crooked before the rules are asked at all."""
    try:
        wire.read(PublishPlace, _whole(draft))
    except Refused as refused:
        return refused.objections
    return ()


def _whole(draft: PlaceDraftLine) -> dict[str, Any]:
    said = {name: value for name, value in draft.answers.items() if value is not None}
    return said | {"place_id": str(draft.id), "provider_id": str(draft.provider_id)}


def _published(draft: PlaceDraftLine) -> tuple[Objection, ...]:
    try:
        do(wire.read(PublishPlace, _whole(draft)))
    except Refused as refused:
        return refused.objections
    return ()


def _problems(draft: PlaceDraftLine, objections: tuple[Objection, ...]) -> Iterator[tuple[str, str]]:
    labels = {each.name: each.label(language()) for each in plans_of(SavePlaceDraft)}
    for each in objections:
        step = next((key for key, names in STEPS.items() if each.field in names), "")
        address = f"{_address(draft.provider_id, draft.id, step)}?check=yes#field-{each.field}" if step else ""
        text = words_of(each, language())
        yield address, f"{labels[str(each.field)]}{say('place_wizard.colon')} {text}" if step else text


def _groups(draft: PlaceDraftLine) -> Iterator[tuple[str, list[Line]]]:
    for key, names in STEPS.items():
        form = _form(draft.provider_id, draft.id, key, draft)
        form.values = form._first()
        address = _address(draft.provider_id, draft.id, key)
        lines = [Line(view.label, in_words(view), f"{address}#field-{view.name}") for view in map(form.view, names)]
        yield say(f"place_wizard.step.{key}"), lines


@blueprint.post("/draft/<uuid:place_id>/drop")
def drop_draft(place_id: UUID) -> Answer:
    """Throw a draft away."""
    do(DropPlaceDraft(place_id=place_id))
    return leave("places.index", text=say("place_wizard.dropped"))
