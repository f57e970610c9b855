"""One description per list: the page shows part of it, an export takes all of it, so the two can never differ.

How to write a list page
------------------------
Say once what the list is, and answer with it; filters, pages and the three exports are then there by themselves::

    @blueprint.get("")
    def index() -> Answer:
        views = [FieldView("text", say("invoices.find"), "search", addresses.text("text")), ...]

        def read(part: Part) -> Lines:
            found = ask(queries.invoices, text=addresses.text("text"), offset=part.offset, limit=part.size)
            return Lines([_row(each) for each in found.lines], found.total)

        listing = Listing("invoices", say("menu.invoices"), _columns(), read, filters=views)
        return answer("billing/invoices.html", listing, may_issue=may(IssueInvoice))

and in the template ``{{ ui.listing(listing) }}``. A list that is never cut into pages is ``whole(rows)`` instead of a
``read`` function. Several lists on one page are handed in one after the other: ``answer(template, first, second)``;
each has its own export buttons, but only the first can have pages.

``Listing.name`` is a code (``billing.invoices``) for the audit trail. Exported is every column except those marked
``Column(screen_only=True)`` (buttons, tick boxes), every line of every page, in the order of the screen, narrowed by
the filters of the address. Cells are those of the screen; badges and links become their words. Every export is a
right (``NoteExport``) and leaves a row in the audit trail before the first byte goes out.
"""

from __future__ import annotations

from portal.lists.answering import answer
from portal.lists.listing import SIZE, Lines, Listing, Part, whole

__all__ = ["SIZE", "Lines", "Listing", "Part", "answer", "whole"]
