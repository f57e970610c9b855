"""Parked letters: how they failed, one letter with its reason, and the decisions: again, all again, drop."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from messaging import operating
from messaging.parked import ParkedLetter
from messaging.trace import trace_id
from portal import formats
from portal.cells import Cell, Column, link
from portal.doors import actor, desks, language, may, need, say
from portal.form_reading import clean
from portal.objection_words import words_of
from portal.page import leave, show
from portal.pages.operations.common import asked_all, desk_of, english, failure_words, service_name, span, tabs
from portal.parts import FieldView
from schemas.codes_operations import DropReason
from schemas.refusal import Objection

blueprint: Final = Blueprint("parked", __name__, url_prefix="/operations/parked")
MOST: Final = 200
ATTRIBUTES: Final = (
    "id",
    "type",
    "source",
    "subject",
    "time",
    "dataschema",
    "causationid",
    "traceparent",
)
"""The CloudEvents attributes of a letter, in the order a reader looks for them."""
LONGEST_TEXT: Final = 4000


@blueprint.get("")
def index() -> Response:
    """Show the failures of every service (or one), the most frequent first."""
    need(operating.failures)
    only = request.args.get("service", "")
    asked = dict(asked_all(lambda desk: operating.failures(desk, actor())))
    found = {name: each for name, each in asked.items() if name == only or only not in desks()}
    return show(
        "operations/parked.html",
        tabs=tabs("parked"),
        groups=[(name, service_name(name), each) for name, each in found.items() if each],
        silent=[service_name(name) for name, each in found.items() if each is None],
        only=service_name(only) if only in desks() else "",
        words=failure_words,
        may_decide=_may_decide(),
    )


@blueprint.get("/<service>")
def kind(service: str) -> Response:
    """Show the letters of one kind of failure, oldest first."""
    need(operating.letters)
    desk, asked = desk_of(service), _kind()
    found = operating.letters(desk, actor(), asked, MOST)
    columns = [
        Column(say("operations.column.letter"), kind="main"),
        Column(say("operations.column.parked_at"), kind="tight"),
        Column(say("operations.column.attempts"), numeric=True),
        Column(say("operations.column.reason"), kind="wide"),
    ]
    return show(
        "operations/kind.html",
        service=service,
        kind=asked,
        title=failure_words(asked),
        subtitle=service_name(service),
        columns=columns,
        rows=[_row(service, each) for each in found],
        is_more=len(found) == MOST,
        may_decide=_may_decide(),
    )


def _row(service: str, letter: ParkedLetter) -> list[Cell]:
    url = url_for("parked.letter", service=service, parked_id=letter.id)
    return [
        link(url, letter.name or say("operations.no_letter")),
        formats.moment(letter.parked_at),
        letter.attempts,
        english(letter.reason[:160]),
    ]


@blueprint.get("/<service>/<uuid:parked_id>")
def letter(service: str, parked_id: UUID) -> Response:
    """Show one letter: why it is parked, its attributes, what it says, and what may be decided."""
    need(operating.letter)
    return _letter_page(service, parked_id)


def _letter_page(service: str, parked_id: UUID, errors: Sequence[str] = ()) -> Response:
    found = operating.letter(desk_of(service), actor(), parked_id)
    envelope = _envelope(found.body)
    trace = trace_id(str(envelope.get("traceparent", "")))
    return show(
        "operations/letter.html",
        status=422 if errors else 200,
        service=service,
        subtitle=service_name(service),
        letter=found,
        failure=failure_words(found.kind),
        reason_text=english(found.reason),
        attributes=[(say(f"operations.attribute.{each}"), envelope[each]) for each in ATTRIBUTES if each in envelope],
        content=_content(envelope),
        raw="" if envelope else found.body[:LONGEST_TEXT],
        trace_url=url_for("trace.index", id=trace) if trace else "",
        reason=_reason_view(errors),
        errors=[("reason", each) for each in errors],
        may_decide=_may_decide() and found.settled_at is None,
        waits=span((desk_of(service).clock() - found.parked_at).total_seconds()),
    )


def _envelope(body: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _content(envelope: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = envelope.get("data")
    return [(str(name), _value(value)) for name, value in told.items()] if isinstance(told, dict) else []


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:LONGEST_TEXT]


def _reason_view(errors: Sequence[str]) -> FieldView:
    choices = [(each.value, formats.code(each, language())) for each in DropReason]
    return FieldView(
        "reason", say("operations.drop_reason"), "radios", errors=errors, required=True, choices=choices, value=""
    )


@blueprint.post("/<service>/<uuid:parked_id>/retry")
def retry(service: str, parked_id: UUID) -> Answer:
    """Handle one letter again."""
    need(operating.retry)
    worked = operating.retry(desk_of(service), actor(), parked_id)
    text, tone = ("operations.retried", "success") if worked else ("operations.still_parked", "warn")
    return leave("parked.letter", text=say(text), tone=tone, service=service, parked_id=parked_id)


@blueprint.post("/<service>/retry")
def retry_all(service: str) -> Answer:
    """Handle every letter of one kind again."""
    need(operating.retry_all)
    worked, stayed, left = operating.retry_all(desk_of(service), actor(), _kind())
    words = [say("operations.retried_many", count=worked)]
    words += [say("operations.stayed_many", count=stayed)] if stayed else []
    words += [say("operations.left_many", count=left)] if left else []
    return leave("parked.index", text=" ".join(words), tone="warn" if stayed or left else "success")


@blueprint.post("/<service>/<uuid:parked_id>/drop")
def drop(service: str, parked_id: UUID) -> Answer:
    """Decide that a letter shall have no effect; the reason is chosen from a list and written down."""
    need(operating.drop)
    sent = request.form.get("reason", "")
    if sent not in set(DropReason):
        return _letter_page(service, parked_id, [words_of(Objection("field_missing", "reason"), language())])
    operating.drop(desk_of(service), actor(), parked_id, DropReason(sent))
    return leave("parked.letter", text=say("operations.dropped"), service=service, parked_id=parked_id)


def _kind() -> str:
    return clean(request.values.get("kind", ""), lines=False)[:40]


def _may_decide() -> bool:
    return may(operating.drop)
