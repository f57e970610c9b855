"""How days, moments, amounts and sizes are written for people in the Seeland."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from schemas.codes import PlaceKind
from schemas.words import say

ZURICH: Final = ZoneInfo("Europe/Zurich")
NBSP: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SIZES: Final = (("layout.size.mega", 1024 * 1024), ("layout.size.kilo", 1024))


def local(moment: datetime) -> datetime:
    """Return an instant on the clocks of Biel; an instant without a zone is taken as UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ZURICH)


def day(value: date | datetime | str | None) -> str:
    """Return ``31.12.2026``; a moment counts for its day in Zurich, ISO text is read, nothing gives nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = local(value).date()
    return f"{value.day:02}.{value.month:02}.{value.year}"


def long_day(value: date | None, language: str) -> str:
    """Return ``jeudi 31 décembre 2026``."""
    if value is None:
        return ""
    weekday, month = say(f"date.weekday.{value.isoweekday()}", language), month_name(value, language)
    return say("date.long", language, weekday=weekday, day=value.day, month=month, year=value.year)


def month_name(value: date, language: str) -> str:
    """Return ``décembre``."""
    return say(f"date.month.{value.month}", language)


def weekday_names(language: str) -> list[tuple[str, str]]:
    """Return ``lu`` and ``lundi`` and the others, Monday first."""
    return [
        (say(f"date.weekday_short.{each}", language), say(f"date.weekday.{each}", language)) for each in range(1, 8)
    ]


def moment(value: datetime | None) -> str:
    """Return ``31.12.2026 23:59`` on the clocks of Biel."""
    return "" if value is None else f"{local(value):%d.%m.%Y %H:%M}"


def clock(value: datetime | None) -> str:
    """Return ``23:59`` on the clocks of Biel."""
    return "" if value is None else f"{local(value):%H:%M}"


def duration(minutes: int) -> str:
    """Return minutes as ``1:30``."""
    return f"{minutes // 60}:{minutes % 60:02}"


def reference(text: str | None) -> str:
    """Return a payment reference as banks print it: 27 digits in fives from the right, a creditor's one in fours."""
    found = text or ""
    if found.isdecimal():
        return " ".join(filter(None, (found[:2], *(found[at : at + 5] for at in range(2, len(found), 5)))))
    return " ".join(found[at : at + 4] for at in range(0, len(found), 4))


def _grouped(value: Decimal, digits: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{digits}f}".replace(",", "'")
    return f"{MINUS}{text}" if rounded < 0 else text


def money(centimes: int | None) -> str:
    """Return centimes as ``48'250.50``."""
    return "" if centimes is None else _grouped(Decimal(centimes) / 100, 2)


def number(value: int | float | Decimal | None, digits: int | None = None) -> str:
    """Return ``48'250`` or, with ``digits`` or for a fraction, ``48'250.5``."""
    if value is None:
        return ""
    if type(value) is int and not digits:
        text = f"{abs(value):,}".replace(",", "'")
        return f"{MINUS}{text}" if value < 0 else text
    exact = Decimal(str(value))
    if digits is None:
        whole = exact == exact.to_integral_value()
        digits = 0 if whole else min(2, -int(exact.normalize().as_tuple().exponent))
    return _grouped(exact, digits)


def percent(value: int | float | Decimal | None, digits: int | None = None) -> str:
    """Return ``81 %`` for 81; the space does not break."""
    return "" if value is None else f"{number(value, digits)}{NBSP}%"


def signed(value: int | float | Decimal | None) -> str:
    """Return a change with its sign: ``+6``, ``−3``, ``0``."""
    if value is None:
        return ""
    return f"+{number(value)}" if value > 0 else number(value)


def size(count: int | None, language: str) -> str:
    """Return bytes as ``1.4 Mo``."""
    if count is None:
        return ""
    for key, unit in _SIZES:
        if count >= unit:
            value = Decimal(count) / unit
            return f"{number(value, 1 if value < 10 else 0)}{NBSP}{say(key, language)}"
    return f"{count}{NBSP}{say('layout.size.byte', language)}"


def initials(name: str) -> str:
    """Return at most two letters that stand for a person where the name is too long."""
    parts = [part for part in re.split(r"[\s\-]+", name) if part]
    letters = parts[:1] + parts[-1:] if len(parts) > 1 else parts
    return "".join(part[0].upper() for part in letters)


@lru_cache(maxsize=4096, typed=True)  # equal words of two lists are two things
def code_key(member: Enum) -> str:
    """Return where the words of an enum value stand: ``code.place_kind.IP``."""
    return f"code.{_HUMP.sub('_', type(member).__name__).lower()}.{member.value}"


def code(member: Enum | None, language: str) -> str:
    """Return an enum value in words."""
    return "" if member is None else say(code_key(member), language)


def place_kind(member: PlaceKind | str, language: str) -> str:
    """Return the short name of a place kind in a language: ``IP`` is ``BI`` in German."""
    return code(PlaceKind(member), language).partition(" – ")[0]


def ago(value: datetime | None, now: datetime, language: str) -> str:
    """Return how long since (or until) an instant, in the largest unit that fits: ``il y a 3 heures``."""
    if value is None:
        return ""
    distance = local(now) - local(value)
    side = "past" if distance >= timedelta() else "future"
    distance = abs(distance)
    if distance < timedelta(minutes=1):
        return say("ago.now", language)
    if distance < timedelta(hours=1):
        return say(f"ago.{side}.minutes", language, count=int(distance.total_seconds() // 60))
    days = abs((local(now).date() - local(value).date()).days)
    if days == 0 or distance < timedelta(hours=6):
        return say(f"ago.{side}.hours", language, count=max(1, int(distance.total_seconds() // 3600)))
    return say(f"ago.{side}.days", language, count=days)


def due(value: date | None, today: date, language: str) -> str:
    """Return how far a due day is: ``aujourd’hui``, ``dans 3 jours``, ``en retard de 2 jours``."""
    return "" if value is None else _due((value - today).days, language)


@lru_cache(maxsize=4096)
def _due(days: int, language: str) -> str:
    if days == 0:
        return say("ago.today", language)
    return say("ago.future.days" if days > 0 else "ago.late", language, count=abs(days))
