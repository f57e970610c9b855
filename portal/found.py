"""What the search of one page finds in registration: asked once, though several subjects look people up by it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g

from portal.doors import ask, has_desk, may
from services.registration.queries.names import NamedMandate, find_mandates


def mandates(text: str) -> Sequence[NamedMandate]:
    """Return the mandates that ``text`` finds for the person of this request."""
    known: dict[str, Sequence[NamedMandate]] = g.setdefault("found_mandates", {})
    if text not in known:
        known[text] = ask(find_mandates, text=text) if has_desk("registration") and may(find_mandates) else ()
    return known[text]
