"""The thread of a mandate, and the list of the threads somebody takes part in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.areas import Count
from portal.cells import Column, link
from portal.doors import ask, do, language, may, need, now, say
from portal.forms import Form
from portal.page import leave, show
from portal.pages.registration import names, views
from portal.parts import Entry, FieldView, Task
from schemas import registration as said
from services.registration.queries import messages

blueprint: Final = Blueprint("messages", __name__)
MOST_ON_TODAY: Final = 5


@blueprint.get("/messages")
def index() -> Response:
    """Show the threads somebody takes part in, the one written to last first."""
    only = request.args.get("unread") == "yes"
    found = ask(messages.threads, only_unread=only)
    columns = [
        Column(say("messages.person"), kind="lead"),
        Column(say("messages.number")),
        Column(say("messages.unread"), numeric=True),
        Column(say("messages.all"), numeric=True),
        Column(say("messages.last"), kind="tight"),
    ]
    rows = [
        [link(address_of(each.mandate_id), each.name), each.number, each.unread or "", each.messages, _ago(each)]
        for each in found
    ]
    return show("registration/threads.html", columns=columns, rows=rows, only_unread=only, most=messages.MOST)


def _ago(each: messages.ThreadLine) -> str:
    return f"{formats.moment(each.last_at)} ({formats.ago(each.last_at, now(), language())})"


def address_of(mandate_id: UUID) -> str:
    """Return the page of a mandate's thread."""
    return url_for("messages.thread", mandate_id=mandate_id)


@blueprint.get("/mandates/<uuid:mandate_id>/messages")
def thread(mandate_id: UUID) -> Response:
    """Show the thread of a mandate, with the form to write into it."""
    found = ask(messages.thread, mandate_id=mandate_id)
    return _page(found, _form(found) if found.offered and may(said.WriteMessage) else None)


@blueprint.route("/mandates/<uuid:mandate_id>/messages/write", methods=["GET", "POST"])
def write(mandate_id: UUID) -> Answer:
    """Write a message; the thread stays on the page."""
    need(said.WriteMessage)
    found = ask(messages.thread, mandate_id=mandate_id)
    form = _form(found)
    if form.carry_out():
        return leave("messages.thread", mandate_id=mandate_id, text=say("messages.written"))
    return _page(found, form)


def _form(found: messages.Thread) -> Form:
    fixed: dict[str, Any] = {"mandate_id": found.mandate_id}
    if len(found.offered) == 1:
        fixed["shared_with"] = found.offered[0]
    start = {"message_id": uuid4(), "shared_with": found.offered[0]}
    form = Form(said.WriteMessage, start=start, fixed=fixed)
    form.address = url_for("messages.write", mandate_id=found.mandate_id)
    return form


def _page(found: messages.Thread, form: Form | None) -> Response:
    writers = [each.written_by for each in found.lines] + [who for each in found.lines for who in each.mentions]
    accounts = names.accounts([*writers, *found.people])
    return show(
        "registration/thread.html",
        form=form,
        thread=found,
        tabs=views.tabs(found.mandate_id, "messages"),
        entries=[entry(found.mandate_id, each, accounts) for each in found.lines],
        fields=_fields(form, found, accounts) if form else [],
    )


def _fields(form: Form, found: messages.Thread, accounts: Mapping[UUID, str]) -> list[FieldView]:
    shared = [(each.value, formats.code(each, language())) for each in found.offered]
    people = [(str(key), accounts.get(key, ""), say(f"messages.reads.{side}")) for key, side in found.people.items()]
    other: dict[str, dict[str, Any]] = {
        "shared_with": {"choices": shared},
        "mentions": {"choices": sorted(people, key=lambda each: each[1])},
    }
    views_ = [form.view(each.name, **other.get(each.name, {})) for each in form.views]
    return [each for each in views_ if each.name != "mentions" or each.choices]


def entry(mandate_id: UUID, line: messages.MessageLine, accounts: Mapping[UUID, str]) -> Entry:
    """Return one message as a thread or a timeline shows it."""
    named = ", ".join(filter(None, (accounts.get(each) for each in line.mentions)))
    return Entry(
        at=line.written_at,
        title=say("messages.one"),
        kind="message",
        who=accounts.get(line.written_by, "") or say(f"code.role.{line.written_as.value}"),
        text=say("messages.withdrawn_text") if line.is_withdrawn else line.text,
        visible_to=formats.code(line.shared_with, language()),
        mine=line.is_mine,
        unread=line.is_unread,
        tone="withdrawn" if line.is_withdrawn else "",
        named=named,
        undo_url=url_for("messages.withdraw", mandate_id=mandate_id, message_id=line.id) if line.may_withdraw else "",
    )


@blueprint.post("/mandates/<uuid:mandate_id>/messages/<uuid:message_id>/withdraw")
def withdraw(mandate_id: UUID, message_id: UUID) -> Answer:
    """Take back one's own message."""
    do(said.WithdrawMessage(message_id=message_id))
    return leave("messages.thread", mandate_id=mandate_id, text=say("messages.withdrawn"))


@blueprint.post("/mandates/<uuid:mandate_id>/messages/read")
def read(mandate_id: UUID) -> Answer:
    """Note that the thread was read."""
    do(said.MarkThreadRead(mandate_id=mandate_id))
    if request.headers.get("HX-Request"):
        return Response(status=204)
    return leave("messages.thread", mandate_id=mandate_id, text=say("messages.marked"))


def unread() -> Count:
    """Return how many messages wait to be read, for the menu."""
    return Count(ask(messages.unread_messages))


def tasks() -> list[Task]:
    """Return the threads with unread messages as lines of Today."""
    if not may(messages.threads):
        return []
    return [
        Task(
            title=say("messages.to_read", count=each.unread),
            url=address_of(each.mandate_id),
            note=f"{each.name} · {each.number}",
            action_label=say("messages.read_now"),
        )
        for each in ask(messages.threads, only_unread=True, most=MOST_ON_TODAY)
    ]
