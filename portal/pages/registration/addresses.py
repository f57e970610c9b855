"""The filter of a list of mandates as its address says it; the rest of addresses is the portal's."""

from __future__ import annotations

from portal.addresses import chips, here, identity, is_on, number, sortable, text
from services.registration.queries.lists import MandateFilter

__all__ = ["chips", "here", "identity", "is_on", "mandate_filter", "number", "sortable", "text"]


def mandate_filter() -> MandateFilter:
    """Return the filter of a list of mandates."""
    return MandateFilter(
        state=text("state"),
        social_service_id=identity("service"),
        kind=text("kind"),
        text=text("text"),
        mine=is_on("mine"),
        unassigned=is_on("unassigned"),
        sort=text("sort") or "newest",
        with_ended=is_on("ended"),
    )
