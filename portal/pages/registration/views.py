"""The views of one mandate as tabs: overview, admission, documents."""

from __future__ import annotations

from uuid import UUID

from flask import url_for

from portal.doors import actor, ask, say
from portal.parts import Tab
from schemas.actor import Role
from services.registration.queries.record_counts import record_counts


def tabs(mandate_id: UUID, here: str, waiting: int | None = None) -> list[Tab]:
    """Return the tabs of a mandate's pages; ``here`` names the open one, ``waiting`` counts open exceptions."""
    overview = url_for("mandates.detail", mandate_id=mandate_id)
    found = [Tab(say("registration.tab_overview"), overview, here == "overview")]
    if actor().role is not Role.PROVIDER:
        label, address = say("registration.admission"), f"{overview}?view=admission"
        found.append(Tab(label, address, here == "admission", waiting or None))
    counts = ask(record_counts, mandate_id=mandate_id)
    if counts is not None:
        address = url_for("documents.index", mandate_id=mandate_id)
        found.append(Tab(say("documents.title"), address, here == "documents", counts.documents or None))
    return found if len(found) > 1 else []
