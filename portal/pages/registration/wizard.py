"""Registering somebody, one group of questions at a time; what is typed is kept after every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.doors import actor, ask, do, language, may, need, say
from portal.forms import Form
from portal.page import leave, show
from portal.pages.registration import names, wizard_plan
from portal.pages.registration.listing import blueprint
from portal.pages.registration.wizard_plan import STEPS, WizardPage
from portal.parts import FieldView, WizardStep
from schemas.codes import PlaceKind
from schemas.refusal import Objection
from schemas.registration import DropMandateDraft, MandateAnswers, SaveMandateDraft, SubmitMandate
from services.registration.queries.drafts import draft_check, mandate_draft, my_drafts
from services.registration.queries.names import person_names

FIELDS: Final = tuple(MandateAnswers.__dataclass_fields__)
DAYS: Final = frozenset({"birth_on", "permit_valid_until", "prepared_on"})


@blueprint.get("/new")
def new() -> Answer:
    """Offer the drafts that are there, else begin a new registration."""
    need(SubmitMandate)
    drafts = ask(my_drafts)
    if not drafts or request.args.get("fresh") == "yes":
        return redirect(url_for("mandates.register", mandate_id=uuid4(), step=STEPS[0].key), 303)
    return show("registration/drafts.html", drafts=drafts)


@blueprint.route("/new/<uuid:mandate_id>/<step>", methods=["GET", "POST"])
def register(mandate_id: UUID, step: str) -> Answer:
    """Show one page of the wizard, keep what was typed, go on."""
    need(SaveMandateDraft)
    page = wizard_plan.page_of(step) or abort(404)
    given = _given(mandate_id)
    if given is None:
        return redirect(url_for("mandates.detail", mandate_id=mandate_id), 303)
    form = _form(mandate_id, page, given)
    if form.is_sent and not form.is_review and _is_kept(form, page):
        return _go_on(mandate_id, page)
    if request.args.get("check") == "yes" and not form.is_sent:
        _object(form, mandate_id, page)
    kind = _kind(form, given)
    shown = {**_views(form, page, kind), **_frame(page, mandate_id), "errors": form.errors}
    return show("registration/wizard.html", form=form, page=page, **shown)


def _given(mandate_id: UUID) -> Mapping[str, Any] | None:
    """Return what is kept so far; None where the draft has become a mandate."""
    draft = ask(mandate_draft, mandate_id=mandate_id)
    if draft is None and may(person_names) and ask(person_names, mandate_ids=[mandate_id]):
        return None
    return draft.answers if draft else {}


def _form(mandate_id: UUID, page: WizardPage, given: Mapping[str, Any]) -> Form:
    others = {name: given.get(name) for name in FIELDS if name not in page.fields and name in given}
    ids = {"mandate_id": mandate_id, "social_service_id": actor().organisation_id}
    return Form(SaveMandateDraft, start=_typed(given), fixed=others | ids, choices=names.choices, only=page.fields)


def _typed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return kept answers as a form takes them: days as days."""
    return {name: date.fromisoformat(value) if value and name in DAYS else value for name, value in given.items()}


def _is_kept(form: Form, page: WizardPage) -> bool:
    """Keep the page; what everybody has to say is asked for at once, unless one goes back or leaves."""
    missing = [name for name in page.fields if wizard_plan.is_held_back(name) and not form.values.get(name)]
    if missing and request.form.get("action", "") == "":
        form.read()
        form.object(*(Objection("field_missing", name) for name in missing))
        return False
    return form.carry_out()


def _go_on(mandate_id: UUID, page: WizardPage) -> Answer:
    asked = request.form.get("action", "")
    if asked == "later":
        return leave("mandates.index", text=say("registration.draft_kept"))
    place = STEPS.index(page) + (-1 if asked == "back" else 1)
    if place < len(STEPS):
        return redirect(url_for("mandates.register", mandate_id=mandate_id, step=STEPS[max(0, place)].key), 303)
    return redirect(url_for("mandates.check", mandate_id=mandate_id), 303)


def _object(form: Form, mandate_id: UUID, page: WizardPage) -> None:
    found = ask(draft_check, mandate_id=mandate_id)
    form.object(*(each for each in found.objections if each.field in page.fields) if found else ())


def _kind(form: Form, given: Mapping[str, Any]) -> PlaceKind | None:
    chosen = form.values.get("wished_kind") or given.get("wished_kind")
    return PlaceKind(chosen) if chosen in set(PlaceKind) else None


def _views(form: Form, page: WizardPage, kind: PlaceKind | None) -> dict[str, list[FieldView]]:
    """Return the questions that matter for the kind of place, and those that may be left aside."""
    asked = [_view(form, name, kind) for name in page.fields if not wizard_plan.is_aside(name, kind)]
    aside = [_view(form, name, kind) for name in page.fields if wizard_plan.is_aside(name, kind)]
    return {"asked": asked, "aside": aside}


def _view(form: Form, name: str, kind: PlaceKind | None) -> FieldView:
    needed = wizard_plan.is_needed(name, kind)
    if name == "wished_kind":
        offered = [(each.value, formats.code(each, language()), say(f"kind_hint.{each.value}")) for each in PlaceKind]
        return form.view(name, required=True, widget="radios", choices=offered)
    return form.view(name, required=needed)


def _frame(page: WizardPage | None, mandate_id: UUID) -> dict[str, Any]:
    """Return what every page of the wizard shows around its questions."""
    place = STEPS.index(page) if page else len(STEPS)
    return {
        "wizard": list(_steps(place, mandate_id)),
        "title": say(f"registration.step.{page.key}" if page else "registration.step.check"),
        "is_first": place == 0,
        "mandate_id": mandate_id,
    }


def _steps(place: int, mandate_id: UUID) -> list[WizardStep]:
    pages = [
        WizardStep(
            say(f"registration.step.{each.key}"),
            "now" if count == place else "done" if count < place else "next",
            url_for("mandates.register", mandate_id=mandate_id, step=each.key) if count < place else "",
        )
        for count, each in enumerate(STEPS)
    ]
    return [*pages, WizardStep(say("registration.step.check"), "now" if place == len(STEPS) else "next")]


@blueprint.post("/new/<uuid:mandate_id>/drop")
def drop(mandate_id: UUID) -> Answer:
    """Throw a draft away."""
    do(DropMandateDraft(mandate_id=mandate_id))
    return leave("mandates.index", text=say("registration.draft_dropped"))


def check_page(mandate_id: UUID, **context: Any) -> Response:
    """Show the last page of the wizard."""
    return show("registration/check.html", **context, **_frame(None, mandate_id))
