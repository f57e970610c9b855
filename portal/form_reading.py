"""From what people type to plain values, and back: Swiss days, numbers and amounts, pasted cells, strange signs."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from flask import Request

from portal import formats
from portal.form_plans import Plan
from schemas.money import francs, parse_francs
from schemas.refusal import Objection

_DAY: Final = re.compile(r"([0-9]{1,2})[./-]\s*([0-9]{1,2})[./-]\s*([0-9]{4}|[0-9]{2})")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SPACES: Final = re.compile("[\\s'’‘´\u00a0\u202f\u2009]+")
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,15}")
_UNSEEN: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ud800-\udfff]")
"""Signs that turn or hide text; a copied cell or a malicious file name brings them, nobody types them."""
_YES_NO: Final = {"yes": True, "no": False}
AHEAD: Final = 20
"""Two digits of a year mean this century up to so many years from now, and the last one after that."""


class _Nothing:
    """The field was left empty."""


NOTHING: Final = _Nothing()
Read = Any
"""A plain value, NOTHING, or an Objection."""


def typed(plan: Plan, sent: Sequence[str]) -> Any:
    """Return what was typed, as the form shows it again: text, or a list of texts."""
    cleaned = [clean(each, lines=plan.widget == "textarea") for each in sent]
    if plan.many:
        return [each for each in cleaned if each]
    return cleaned[-1] if cleaned else ""


@dataclass(frozen=True)
class Upload:
    """A file that was sent: its name without the folders some browsers tell, and what is in it."""

    name: str
    content: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The content as it travels in a message."""
        return b64encode(self.content).decode("ascii")


def sent(plan: Plan, request: Request) -> Any:
    """Return what a request holds for a field: typed text, a list of texts, or a file; empty for nothing."""
    if plan.widget != "file":
        return typed(plan, request.form.getlist(plan.name))
    found = request.files.get(plan.name)
    if found is None or not found.filename:
        return ""
    name = clean(found.filename.replace("\\", "/").rpartition("/")[2], lines=False)
    return Upload(name, found.stream.read())


def read(plan: Plan, value: Any, today: date) -> Read:
    """Return the plain value of what was typed into one field."""
    if isinstance(value, Upload):
        return value
    if plan.widget == "checkbox":
        return value in ("yes", "on", "true", "1")
    if value in ("", [], None):
        return NOTHING
    if plan.many:
        return list(value)
    reader = _READERS.get(plan.widget)
    return reader(plan, str(value), today) if reader else _other(plan, str(value))


def clean(text: str, *, lines: bool) -> str:
    """Return text without control signs; where one line is asked, pasted line ends and tabs become spaces."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = re.sub(r"[\n\t]+", " ", text.strip())
    return "".join(each for each in text if each >= " " or each in "\n\t")


def shown(plan: Plan, value: Any) -> Any:
    """Return a value as the form shows it."""
    if plan.many:
        return [_text(each) for each in value or ()]
    if value is None:
        return ""
    if plan.widget == "money" and isinstance(value, int):
        return francs(value)
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (date, datetime)):
        return formats.day(value)
    return str(value)


def plain(value: Any) -> Any:
    """Return a value the page decides as it travels in a message."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset)):
        return [plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return str(value)


def read_day(text: str, today: date) -> date | None:
    """Return the day meant by ``7.3.26``, ``07.03.2026`` or ``2026-03-07``; None for anything else."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(_full_year(year, today), int(month), int(day))
    except ValueError:
        return None


def _full_year(year: str, today: date) -> int:
    if len(year) == len("2026"):
        return int(year)
    this_century = today.year // 100 * 100 + int(year)
    return this_century if this_century <= today.year + AHEAD else this_century - 100


def _day(plan: Plan, text: str, today: date) -> Read:
    found = read_day(text, today)
    return Objection("field_not_a_day", plan.name) if found is None else found.isoformat()


def _whole(plan: Plan, text: str, _: date) -> Read:
    plain = _SPACES.sub("", text).replace("−", "-").removesuffix("%")
    return int(plain) if _WHOLE.fullmatch(plain) else Objection("field_not_a_number", plan.name)


def _money(plan: Plan, text: str, _: date) -> Read:
    return parse_francs(text, plan.name)


def _yes_no(plan: Plan, text: str, _: date) -> Read:
    return _YES_NO[text] if text in _YES_NO else Objection("field_not_a_choice", plan.name)


def _other(plan: Plan, text: str) -> Read:
    """Return texts, ids and codes as they are; a hidden number or yes as what it stands for."""
    if plan.kind is int:
        return int(text) if _WHOLE.fullmatch(text) else Objection("field_not_a_number", plan.name)
    if plan.kind is bool:
        return text == "yes"
    return text


_READERS: Final[Mapping[str, Callable[[Plan, str, date], Read]]] = {
    "date": _day,
    "integer": _whole,
    "percent": _whole,
    "money": _money,
    "yesno": _yes_no,
}
