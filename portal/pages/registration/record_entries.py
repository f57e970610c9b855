"""Papers and messages of a mandate as lines of its timeline, each only for those it is shared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from flask import url_for

from portal import formats
from portal.doors import ask, language, say
from portal.pages.registration import names, thread
from portal.parts import Entry
from schemas.codes_records import PaperState
from services.registration.queries.documents import DocumentLine
from services.registration.queries.record_counts import record_lines


def entries(mandate_id: UUID) -> list[Entry]:
    """Return the lines, in no order."""
    found = ask(record_lines, mandate_id=mandate_id)
    if found is None:
        return []
    people = [each.added_by for each in found.papers] + [each.written_by for each in found.messages]
    ended = [each.ended_by for each in found.papers]
    named = [who for each in found.messages for who in each.mentions]
    accounts = names.accounts([*people, *ended, *named])
    address = thread.address_of(mandate_id)
    messages = [thread.entry(mandate_id, each, accounts) for each in found.messages]
    papers = [line for each in found.papers for line in _paper(each, accounts)]
    return [*(replace(each, url=address, undo_url="", tone="") for each in messages), *papers]


def _paper(line: DocumentLine, accounts: Mapping[UUID, str]) -> Iterator[Entry]:
    """Yield that a paper came, and how it ended; a new version speaks for the one it replaces."""
    address = url_for("documents.detail", document_id=line.id)
    shared = formats.code(line.shared_with, language())
    word = "chronicle.paper_replaced" if line.replaces_id else "chronicle.paper_added"
    title, who = say(word, name=line.name), accounts.get(line.added_by, "")
    yield Entry(line.added_at, title, "document", who, url=address, visible_to=shared)
    if line.state is PaperState.WITHDRAWN and line.ended_at is not None:
        title, who = say("chronicle.paper_withdrawn", name=line.name), _name(line.ended_by, accounts)
        yield Entry(line.ended_at, title, "document", who, line.reason or "", address, "warn", shared)


def _name(account_id: UUID | None, accounts: Mapping[UUID, str]) -> str:
    return accounts.get(account_id, "") if account_id else ""
