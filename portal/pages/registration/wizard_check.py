"""The last page of the wizard: every answer once more, what admission would say, and sending it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import badge
from portal.doors import ask, do, language, need, say
from portal.form_plans import plans_of
from portal.forms import REVIEW, form_token
from portal.objection_words import words_of
from portal.page import leave
from portal.pages.registration import admission, facts, names, wizard_plan
from portal.pages.registration.listing import blueprint
from portal.pages.registration.wizard import check_page
from portal.parts import Answer as Line
from portal.tones import tone_of
from schemas import wire
from schemas.codes import Eligibility, PlaceKind
from schemas.refusal import Objection, Refused
from schemas.registration import SubmitMandate
from services.registration.queries.drafts import Draft, draft_check, mandate_draft

Problem = tuple[str, str]
"""Where to change it, and why."""


@blueprint.route("/new/<uuid:mandate_id>/check", methods=["GET", "POST"])
def check(mandate_id: UUID) -> Answer:
    """Show the summary; sent, it becomes a mandate or comes back with every reason at once."""
    need(SubmitMandate)
    draft = ask(mandate_draft, mandate_id=mandate_id)
    if draft is None:
        return redirect(url_for("mandates.detail", mandate_id=mandate_id), 303)
    problems: list[Problem] = []
    if request.method == "POST" and REVIEW not in request.form:
        problems = list(_problems(_submitted(draft), mandate_id))
        if not problems:
            return leave("mandates.detail", text=say("registration.submitted"), mandate_id=mandate_id)
    return _shown(draft, problems)


def _submitted(draft: Draft) -> tuple[Objection, ...]:
    """Submit the draft; return what speaks against it."""
    ids = {"mandate_id": str(draft.id), "social_service_id": str(draft.social_service_id)}
    found = ask(draft_check, mandate_id=draft.id)
    if found and found.objections:
        return found.objections
    try:
        do(wire.read(SubmitMandate, {**draft.answers, **ids}))
    except Refused as refused:
        return refused.objections
    return ()


def _problems(objections: tuple[Objection, ...], mandate_id: UUID) -> Iterator[Problem]:
    for each in objections:
        text = words_of(each, language())
        label = _label(each.field)
        page = wizard_plan.page_with(each.field or "")
        address = f"{_address(mandate_id, page.key)}?check=yes#field-{each.field}" if page else ""
        yield address, f"{label}{say('registration.colon')} {text}" if label else text


def _label(field: str | None) -> str:
    return next((each.label(language()) for each in plans_of(SubmitMandate) if each.name == field), "")


def _address(mandate_id: UUID, step: str) -> str:
    return url_for("mandates.register", mandate_id=mandate_id, step=step)


def _shown(draft: Draft, problems: list[Problem]) -> Answer:
    found = ask(draft_check, mandate_id=draft.id)
    verdict = found.verdict if found else None
    outcome = verdict.outcome if verdict else None
    answer = check_page(
        draft.id,
        problems=problems,
        groups=list(_groups(draft)),
        outcome=badge(tone_of(outcome), formats.code(outcome, language())) if outcome else "",
        is_possible=outcome is Eligibility.ELIGIBLE_WITH_EXCEPTION,
        exceptions=[formats.code(each.exception, language()) for each in verdict.exceptions] if verdict else [],
        warnings=[words_of(each, language()) for each in verdict.warnings] if verdict else [],
        check_columns=admission.columns(),
        check_rows=admission.rows(verdict) if verdict else [],
        token=form_token(),
    )
    answer.status_code = 422 if problems else 200
    return answer


def _groups(draft: Draft) -> Iterator[tuple[str, list[Line]]]:
    """Yield every page of the wizard with its answers; what does not matter for the kind stands there only if said."""
    kind = PlaceKind(draft.answers["wished_kind"]) if draft.answers.get("wished_kind") else None
    for page in wizard_plan.STEPS:
        address = _address(draft.id, page.key)
        shown = [name for name in page.fields if _is_shown(name, kind, draft.answers)]
        yield (
            say(f"registration.step.{page.key}"),
            [Line(_label(name), _said(name, draft.answers.get(name)), f"{address}#field-{name}") for name in shown],
        )


def _is_shown(name: str, kind: PlaceKind | None, answers: Mapping[str, Any]) -> bool:
    return wizard_plan.is_needed(name, kind) or answers.get(name) not in (None, "", False) or name == "goal"


def _said(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "commune_bfs_no":
        return names.word("communes", str(value))
    if name == "wished_kind":
        return formats.code(PlaceKind(value), language())
    return facts.in_words(name, value)
