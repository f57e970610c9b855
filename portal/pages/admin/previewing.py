"""A change is shown with what it concerns first, and saved by a second button; for every form of the administration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import request

from portal.forms import Form
from portal.pairs import Pairs, flat
from portal.parts import Answer as Line
from schemas.message import Command

SAVE: Final = "save"


@dataclass(frozen=True)
class Shown:
    """What the preview says: every answer in words, and what the change concerns."""

    answers: list[Line]
    effects: Sequence[str]
    again: Pairs
    url: str


@dataclass(frozen=True)
class Outcome:
    """Whether the change was saved, or what is to be shown before it is."""

    saved: bool = False
    preview: Shown | None = None


def preview_or_save(form: Form, effects: Callable[[Any], Sequence[str]]) -> Outcome:
    """Carry the form out where its second button was pressed; return its preview where the first one was."""
    command = form.read() if form.is_sent and not form.is_review else None
    if command is None:
        return Outcome()
    if request.form.get("action") == SAVE:
        return Outcome(saved=form.carry_out())
    return Outcome(preview=_shown(form, command, effects))


def _shown(form: Form, command: Command, effects: Callable[[Any], Sequence[str]]) -> Shown:
    typed = {name: request.form.getlist(name) for name, _, _ in form.lines()}
    answers = [Line(label, words) for _, label, words in form.lines()]
    return Shown(answers, effects(command), Pairs([*flat(form.hidden | typed)]), form.address)
