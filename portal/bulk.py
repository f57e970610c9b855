"""One step for many ticked lines: asked once, carried out line by line, each in its own transaction, with its result.

Never for decisions on people: what a page offers here moves work, not persons. A line that cannot take the step says
why and does not hold up the others; sending the same page twice gives every line its first answer again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from flask import request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as Answer

from portal.doors import do, language, need, say
from portal.forms import Choices, Form, no_choices
from portal.lists.listing import BULK_FORM
from portal.objection_words import words_of
from portal.page import leave, show
from portal.pairs import Pairs
from schemas import words
from schemas.message import Command
from schemas.refusal import Refusal

PICKED: Final = "picked"
CONFIRMED: Final = "confirmed"
NOBODY: Final = UUID(int=0)
MOST: Final = 200
"""Lines in one go; a page of a list has fewer."""


@dataclass(frozen=True)
class Line:
    """One ticked line: what it is called, where it is seen, and what the page decides for its command."""

    value: str
    label: str
    url: str
    command: type[Command] | None
    """None where this line cannot take the step at all."""
    fixed: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of one line."""

    line: Line
    is_done: bool
    text: str


@dataclass(frozen=True)
class Step:
    """What is done with the lines: its title and hint, what is asked once for all, and where one comes from."""

    name: str
    title: str
    asks: Sequence[str]
    back: str
    hint: str = ""
    choices: Choices = no_choices


def ticks(lines: Iterable[tuple[str, str]]) -> list[Markup]:
    """Return the tick box before each line, from its value and its label."""
    start, middle, end = _box(language())
    return [Markup(f"{start}{escape(value)}{middle}{escape(label)}{end}") for value, label in lines]  # noqa: S704 - every piece is escaped


@cache
def _box(spoken: str) -> tuple[str, str, str]:
    """Return a tick box in three pieces: value and label of its line stand between them."""
    before, _, after = words.say("table.pick_row", spoken, row="\0").partition("\0")
    start = f'<input type="checkbox" class="pick-one" name="{PICKED}" value="'
    return start, f'" aria-label="{escape(before)}', f'{escape(after)}" form="{BULK_FORM}">'


def picked() -> tuple[str, ...]:
    """Return what was ticked, each once."""
    return tuple(dict.fromkeys(request.form.getlist(PICKED)))[:MOST]


def identity(value: str) -> UUID:
    """Return the id a tick box carries; a strange one is an id that nothing has."""
    try:
        return UUID(value)
    except ValueError:
        return NOBODY


def answer(step: Step, lines: Sequence[Line]) -> Answer:
    """Ask once for all lines, then carry the step out line by line and show what became of each."""
    kind = next((each.command for each in lines if each.command is not None), None)
    if kind is None:
        return leave(step.back, text=say("bulk.nothing_picked"), tone="warn")
    for each in {line.command for line in lines if line.command is not None}:
        need(each)
    fixed = next(line.fixed for line in lines if line.command is kind)
    form = Form(kind, fixed=fixed, only=step.asks, choices=step.choices)
    asked = form.read() if CONFIRMED in request.form or not step.asks else None
    if asked is None:
        hidden = Pairs([*form.hidden.items(), ("action", step.name), (CONFIRMED, "yes"), *_again(lines)])
        return show("core/bulk.html", form=form, step=step, lines=lines, hidden=hidden)
    values = {name: getattr(asked, name) for name in step.asks}
    results = [_one(each, values) for each in lines]
    done = sum(each.is_done for each in results)
    return show("core/bulk_result.html", step=step, results=results, done=done)


def _again(lines: Iterable[Line]) -> Iterable[tuple[str, str]]:
    return [(PICKED, each.value) for each in lines]


def _one(line: Line, values: Mapping[str, Any]) -> Result:
    if line.command is None:
        return Result(line, is_done=False, text=say("bulk.not_here"))
    make: Callable[..., Command] = line.command
    try:
        do(make(**{**values, **line.fixed}))
    except Refusal as refused:
        return Result(line, is_done=False, text=" ".join(words_of(each, language()) for each in refused.objections))
    return Result(line, is_done=True, text=say("bulk.done"))
