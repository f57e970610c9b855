"""What an act changed, from what to what, in words: names of fields, states, codes, days and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from portal import formats
from portal.doors import language, say
from schemas.words import is_known

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}\S*")
_MONEY: Final = re.compile(r"tariff\.|cost\.|credit\.\d+\.ceiling$")
_PARTS: Final = ("tariff_use", "billed_item", "cost_category", "indicator", "report_part", "perimeter")
"""Code lists whose members stand inside the name of a change: ``tariff.canton.coaching``."""
_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "alert": ("link_state", "alert_end"),
    "budget": ("budget_state",),
    "document.state": ("paper_state",),
    "format": ("paper_format",),
    "item.state": ("item_state",),
    "link": ("link_purpose", "link_state"),
    "mail": ("mail_state",),
    "owner_role": ("role",),
    "referred_to": ("referral_target",),
    "scan": ("scan_state",),
    "state": ("release_state", "run_state"),
    "webhook": ("webhook_state",),
    "wished_kind": ("place_kind",),
}
"""In which code lists a value is looked up, by the end of the name; others have a list of their own name."""
_YES_NO: Final = {"True": "form.yes", "False": "form.no"}


def in_words(changed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each change as its name and ``before → after``; what was nothing before is only what it became."""
    for name, values in changed.items():
        before, _, after = (_value(name, each) for each in values.partition(" -> "))
        yield label(name), f"{before} → {after or '–'}" if before else after or "–"


def label(name: str) -> str:
    """Return what is changed, by the name in the audit row; the name itself where nobody has said it in words."""
    head, _, rest = name.partition(".")
    return _known(f"changed.{name}", f"setting.{name}", f"deadline.{rest}" if head == "deadline" else "") or (
        _of_list(head, rest) or _of(head, rest) or _known(f"changed.{rest or head}", f"field.{rest or head}") or name
    )


def _of_list(of: str, rest: str) -> str:
    """Return an entry of a code list, and whether its first or its last day is meant."""
    entry, _, end = rest.partition(".")
    known = _known(f"code_list.{of}") if rest else ""
    return known and say("changed.last_day" if end else "changed.first_day", list=known, entry=entry)


def _of(head: str, rest: str) -> str:
    """Return what belongs to one of several alike: the tariff of a service, the value of a member."""
    what = ", ".join(_part(each) for each in rest.split("."))
    if rest and is_known(f"changed_of.{head}", language()):
        return say(f"changed_of.{head}", what=what)
    known = _known(f"setting.{head}") if rest else ""
    return known and f"{known} – {what}"


def _part(name: str) -> str:
    return _known(f"changed.{name}", *(f"code.{of}.{name}" for of in _PARTS)) or _ID.sub(_start, name)


def _value(name: str, text: str) -> str:
    if not text:
        return text
    if _MONEY.match(name) and text.isdecimal():
        return formats.money(int(text))
    if _MOMENT.fullmatch(text):
        return formats.moment(datetime.fromisoformat(text))
    if _DAY.fullmatch(text):
        return formats.day(date.fromisoformat(text))
    if text in _YES_NO:
        return say(_YES_NO[text])
    return _known(*(f"code.{of}.{text}" for of in _lists(name))) or _ID.sub(_start, text)


def _lists(name: str) -> tuple[str, ...]:
    head, _, end = name.partition(".")
    own = (f"{head}_state",) if end == "state" else (end or head,)
    return (*_CODES.get(name, _CODES.get(name.rpartition(".")[2], ())), *own)


def _known(*keys: str) -> str:
    """Return the words of the first key that has some; empty for none."""
    return next((say(key) for key in keys if key and is_known(key, language())), "")


def _start(found: re.Match[str]) -> str:
    """Return the beginning of an id, as the column of records shows it."""
    return found[0][:8]
