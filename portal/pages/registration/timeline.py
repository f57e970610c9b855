"""The one timeline of a mandate: what happened in registration and in placements, papers, messages; newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from portal import formats
from portal.doors import ask, has_desk, language, may, say
from portal.pages.registration import names, record_entries
from portal.parts import Entry
from schemas.words import is_known
from services.placements.queries.timeline import mandate_events
from workflow.moves import Happening

TOLD_BY_PLACEMENTS: Final = frozenset(
    [
        "proposal_accepted",
        "proposal_declined",
        "decline_decided",
        "proposal_ended",
        "person_started",
        "person_ended",
        "interim_report_received",
        "placement_cancelled",
        "placement_suspended",
        "placement_resumed",
        "prolongation_decided",
    ]
)
"""Lines registration keeps for itself; placements tells the same in more detail where its desk is there."""
DECISIONS: Final = frozenset(
    [
        "mandate.admit",
        "mandate.refuse",
        "mandate.close",
        "mandate.reopen",
        "mandate.plan",
        "mandate.clarify",
        "mandate.coach",
        "mandate.clarify_further",
        "mandate.clarify_in_depth",
        "exception_decided",
        "consultation_held",
    ]
)
TONES: Final = {
    "mandate.admit": "success",
    "mandate.place": "success",
    "mandate.refuse": "danger",
    "mandate.withdraw": "danger",
    "mandate.expire": "danger",
    "mandate.give_back": "warn",
    "proposal_declined": "warn",
}
LISTS: Final = {"reason": "closing_reasons", "potential": "potential_scale", "success": "success_scale"}


def entries(mandate_id: UUID, history: Iterable[Happening]) -> list[Entry]:
    """Return the whole timeline of a mandate."""
    own = list(history)
    other = _of_placements(mandate_id)
    if other:
        own = [each for each in own if each.what not in TOLD_BY_PLACEMENTS and not each.what.startswith("heard.")]
    found = sorted([*own, *other], key=lambda each: each.at, reverse=True)
    accounts = names.accounts(each.account_id for each in found)
    lines = [_entry(each, accounts) for each in found]
    return sorted([*lines, *record_entries.entries(mandate_id)], key=lambda each: each.at, reverse=True)


def _of_placements(mandate_id: UUID) -> list[Happening]:
    if not has_desk("placements") or not may(mandate_events):
        return []
    found = ask(mandate_events, mandate_id=mandate_id)
    return [each for each in found if is_known(f"happened.{each.what}", language())]


def _entry(each: Happening, accounts: Mapping[UUID, str]) -> Entry:
    return Entry(
        at=each.at,
        title=_title(each),
        kind=_kind(each),
        who=accounts.get(each.account_id, ""),
        text=each.remark or "",
        tone=TONES.get(each.what, ""),
    )


def _title(each: Happening) -> str:
    key = f"happened.{each.what}"
    if is_known(key, language()):
        return say(key, **{name: _fact(name, value) for name, value in each.facts.items()})
    return say("happened.heard") if each.what.startswith("heard.") else each.what


def _fact(name: str, value: object) -> object:
    if isinstance(value, bool):
        return say("form.yes" if value else "form.no")
    text = "" if value is None else str(value)
    for key in (f"code.admission_{name}.{text}", f"code.decline_{name}.{text}", f"code.{name}.{text}"):
        if is_known(key, language()):
            return say(key)
    return formats.day(text) if name.endswith("_on") and text else text


def _kind(each: Happening) -> str:
    if each.what in DECISIONS:
        return "decision"
    if each.what in ("mandate.request_information", "mandate.answer_information"):
        return "message"
    if each.what.startswith("appointment_"):
        return "appointment"
    if "report" in each.what:
        return "document"
    return "system" if each.role == "system" else "event"
