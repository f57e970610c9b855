"""The half-days of a presence sheet as boxes of a form: read as they were sent, objected to beside their box."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from flask import request

from portal.doors import language
from portal.forms import OURS, Form
from portal.objection_words import words_of
from schemas.codes import HalfDay, PresenceCode
from schemas.placements import HalfDayMark
from schemas.refusal import Objection


def box(day: date, half: HalfDay) -> str:
    """Return the name of the box of one half-day: ``morning-2026-11-23``."""
    return f"{half.value}-{day.isoformat()}"


def marks() -> tuple[HalfDayMark, ...]:
    """Return every half-day that was sent with an answer; whether its day can be filled is for the rules to say."""
    read = ((_read(name), sent) for name, sent in _sent())
    return tuple(HalfDayMark(*half, PresenceCode(sent)) for half, sent in read if half and sent in set(PresenceCode))


def _sent() -> Iterator[tuple[str, str]]:
    return ((name, sent) for name, sent in request.form.items() if sent)


def _read(name: str) -> tuple[date, HalfDay] | None:
    half, _, day = name.partition("-")
    try:
        found = date.fromisoformat(day), HalfDay(half)
    except ValueError:
        return None
    return found if box(*found) == name else None


class HalfDays(Form):
    """A form whose half-days are boxes of a table; ``boxes`` are those of the sheet."""

    boxes: Collection[str] = ()

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every objection in words, with the box it stands at where the sheet has one for it."""
        return [(self._box_of(each) or field, words_of(each, language())) for field, each in self._said]

    @property
    def wrong(self) -> Mapping[str, str]:
        """What is objected to each box."""
        return {name: words_of(each, language()) for _, each in self._said if (name := self._box_of(each))}

    @property
    def has_strange_days(self) -> bool:
        """Whether something was sent for a day the sheet does not have; it is not shown again."""
        return any("day" in each.facts and not self._box_of(each) for _, each in self._said)

    def _plain(self) -> tuple[dict[str, Any], list[Objection]]:
        plain, objections = super()._plain()
        return plain, [*(each for each in objections if each.code != "field_unknown"), *self._unread()]

    def _unread(self) -> Iterator[Objection]:
        """Yield what was sent that is no half-day, or has an answer nobody offered."""
        known = {each.name for each in self._plans} | OURS
        strange = list(self._strange(known))
        if strange:  # The rules are not asked then; what they would say of other days must not be lost.
            yield from (Objection("presence_not_on_sheet", "marks", {"day": f"{day}"}) for day in self._elsewhere())
        yield from strange

    def _elsewhere(self) -> Iterator[date]:
        """Yield the days that were sent and that the sheet does not have."""
        yield from sorted({found[0] for name, _ in _sent() if name not in self.boxes and (found := _read(name))})

    def _strange(self, known: Collection[str]) -> Iterator[Objection]:
        for name, sent in _sent():
            found = _read(name)
            if found is None and name not in known:
                yield Objection("field_unknown")
            if found is not None and sent not in set(PresenceCode):
                day, half = found
                yield Objection("presence_code_unknown", "marks", {"day": day.isoformat(), "half_day": half.value})

    def _box_of(self, objection: Objection) -> str:
        """Return the box of the sheet an objection is about, the first answered one of its day; empty for none."""
        day = objection.facts.get("day")
        half = objection.facts.get("half_day") or objection.facts.get("half")
        named = [f"{each.value}-{day}" for each in HalfDay if half is None or each == half]
        return next((name for name in named if name in self.boxes and request.form.get(name)), "")
