"""The filter of a list of mandates as its address says it; the rest of addresses is the portal's."""

from __future__ import annotations

from datetime import date

from portal.addresses import chips, here, identity, is_on, number, sortable, text
from portal.doors import today
from portal.form_reading import read_day
from services.registration.queries.lists import MandateFilter

__all__ = ["chips", "day", "here", "identity", "is_on", "mandate_filter", "number", "sortable", "text"]


def mandate_filter() -> MandateFilter:
    """Return the filter of a list of mandates."""
    return MandateFilter(
        state=text("state"),
        social_service_id=identity("service"),
        kind=text("kind"),
        text=text("text"),
        mine=is_on("mine"),
        unassigned=is_on("unassigned"),
        stalled=is_on("stalled"),
        sort=text("sort") or "newest",
        with_ended=is_on("ended"),
    )


def day(name: str) -> date | None:
    """Return a day of the address as people type it, None for none or a strange one."""
    return read_day(text(name), today())
