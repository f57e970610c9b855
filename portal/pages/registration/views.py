"""The views of one mandate as tabs: overview, admission, team, course, documents, messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from flask import url_for

from portal.doors import actor, ask, say
from portal.parts import Tab
from schemas.actor import Role
from services.registration.queries.record_counts import record_counts

NOTHING: Final[Mapping[str, int]] = {}


def tabs(mandate_id: UUID, here: str, waiting: Mapping[str, int] = NOTHING) -> list[Tab]:
    """Return the tabs of a mandate's pages; ``here`` names the open one, ``waiting`` counts what waits in each."""
    overview = url_for("mandates.detail", mandate_id=mandate_id)
    labels = {"overview": "registration.tab_overview", "team": "registration.appointments"}
    if actor().role is not Role.PROVIDER:
        labels = {
            "overview": "registration.tab_overview",
            "admission": "registration.admission",
            "team": "registration.tab_team",
            "path": "registration.tab_path",
        }
    found = [
        Tab(
            say(words),
            overview if name == "overview" else f"{overview}?view={name}",
            here == name,
            waiting.get(name) or None,
        )
        for name, words in labels.items()
    ]
    address = url_for("chronicle.index", mandate_id=mandate_id)
    found.append(Tab(say("chronicle.title"), address, here == "timeline"))
    counts = ask(record_counts, mandate_id=mandate_id)
    if counts is not None:
        address = url_for("documents.index", mandate_id=mandate_id)
        found.append(Tab(say("documents.title"), address, here == "documents", counts.documents or None))
        address = url_for("messages.thread", mandate_id=mandate_id)
        label = say("messages.tab_unread", count=counts.unread) if counts.unread else say("messages.title")
        found.append(Tab(label, address, here == "messages", counts.messages or None))
    return found
