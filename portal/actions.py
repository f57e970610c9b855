"""The pages behind the buttons of a record: one form per allowed step, made from the command that carries it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import doors
from portal.form_plans import plans_of
from portal.forms import Choices, Form, form_token, no_choices
from portal.page import leave, show
from portal.parts import Action
from schemas.message import Command
from schemas.refusal import NotFound
from schemas.words import is_known

NO_STARTS: Final[Mapping[str, Any]] = {}


class Step(Protocol):
    """A step the record's query says is allowed now, such as ``workflow.table.Transition``."""

    @property
    def command(self) -> str:
        """The wire name of the command that takes it."""


@dataclass(frozen=True)
class Panel:
    """What ``ui.action_panel(panel.actions, panel.url, panel.hidden)`` draws."""

    actions: list[Action]
    url: str
    hidden: Mapping[str, Any]


@dataclass(frozen=True)
class ActionPages:
    """The actions of one kind of record.

    ``rule`` is the address of the record (``/mandates/<uuid:mandate_id>``), ``back`` the endpoint that shows it with
    the same parameters. ``record`` loads it for the actor (a foreign one is NotFound) and has a ``row_version``.
    ``commands`` maps a short name, which stands in the address, to a command. ``start`` returns first values of a
    form, ``fixed`` what the page decides; the id in ``command.about`` comes from the address by itself. ``tones``
    names buttons that are ``primary`` or ``danger``.

    Words: ``act.<wire name>.label``, ``.hint`` and ``.done`` (the toast afterwards; ``done.saved`` without it). Where
    ``workflow`` is given and the short name is the transition's, ``step.<workflow>.<name>`` may serve as the label.
    One command under several short names is told apart by ``act.<wire name>.<short name>``.
    """

    blueprint: Blueprint
    rule: str
    back: str
    record: Callable[..., Any]
    commands: Mapping[str, type[Command]]
    choices: Choices = no_choices
    start: Callable[[type[Command], Any], Mapping[str, Any]] = lambda _, __: NO_STARTS
    fixed: Callable[[type[Command], Any], Mapping[str, Any]] = lambda _, __: NO_STARTS
    tones: Mapping[str, str] = field(default_factory=dict)
    workflow: str = ""
    template: str = "core/act.html"
    views: Mapping[type[Command], str] = field(default_factory=dict)
    """On which view of the record's page (``?view=``) what a command changes is seen."""

    def install(self) -> ActionPages:
        """Add ``<rule>/do/<action>`` to the blueprint as endpoint ``act``, and ``<rule>/do`` as ``act_now``."""
        add = self.blueprint.add_url_rule
        add(f"{self.rule}/do/<action>", "act", self._page, methods=["GET", "POST"])
        add(f"{self.rule}/do", "act_now", self._page, methods=["POST"])
        return self

    def form_of(self, action: str, **address: Any) -> tuple[Form, Any, str]:
        """Return an action's form, its record and its words, for another page that carries it out in its own frame."""
        command = self.commands.get(action) or abort(404)
        doors.need(command)
        record = self.record(**address)
        return self._form(command, record, address), record, self._label(action, command)

    def panel(self, record: Any, steps: Iterable[Step | str], **address: Any) -> Panel:
        """Return the buttons for the steps (transitions, wire names or short names) this role may take now.

        A step that asks nothing is done at once; one that asks something opens its form.
        """
        wanted = {each if isinstance(each, str) else each.command for each in steps}
        buttons = [
            self._button(name, command, record, address)
            for name, command in self.commands.items()
            if (name in wanted or command.said in wanted) and doors.may(command)
        ]
        hidden = {"row_version": getattr(record, "row_version", None), doors.TOKEN: form_token()}
        return Panel(buttons, url_for(f"{self.blueprint.name}.act_now", **address), hidden)

    def _button(self, name: str, command: type[Command], record: Any, address: Mapping[str, Any]) -> Action:
        decided = self._fixed(command, record, address)
        asks = any(not each.is_hidden and each.name not in decided for each in plans_of(command))
        return Action(
            name=name,
            label=self._label(name, command),
            tone=self.tones.get(name, ""),
            hint=words_for(command, "hint"),
            url=url_for(f"{self.blueprint.name}.act", action=name, **address) if asks else "",
        )

    def _label(self, name: str, command: type[Command]) -> str:
        if is_known(own := f"act.{command.said}.{name}"):
            return doors.say(own)
        step = f"step.{self.workflow}.{name}"
        if is_known(f"act.{command.said}.label") or not is_known(step):
            return words_for(command, "label")
        return doors.say(step)

    def _page(self, action: str = "", **address: Any) -> Answer:
        action = action or request.form.get("action", "")
        command = self.commands.get(action) or abort(404)
        doors.need(command)
        record = self.record(**address)
        form = self._form(command, record, address)
        form.address = url_for(f"{self.blueprint.name}.act", action=action, **address)
        form.latest = lambda: _stored(record, command)
        if form.carry_out():
            return self.done(command, **address)
        return show(
            self.template,
            form=form,
            record=record,
            title=self._label(action, command),
            hint=words_for(command, "hint"),
            tone=self.tones.get(action, "primary"),
            back_url=url_for(self.back, **address, **self._view(command)),
        )

    def _form(self, command: type[Command], record: Any, address: Mapping[str, Any]) -> Form:
        start = {"row_version": getattr(record, "row_version", None), **self.start(command, record)}
        return Form(command, start=start, fixed=self._fixed(command, record, address), choices=self.choices)

    def _fixed(self, command: type[Command], record: Any, address: Mapping[str, Any]) -> dict[str, Any]:
        known = {each.name for each in plans_of(command)}
        return {**self.fixed(command, record), **{name: value for name, value in address.items() if name in known}}

    def done(self, command: type[Command], **address: Any) -> Answer:
        """Go back to the record and say that the command was carried out.

        Some steps end one's own view of the record (a provider's, with the placement): then the list is next.
        """
        key = f"act.{command.said}.done"
        text = doors.say(key) if is_known(key, doors.language()) else ""
        try:
            self.record(**address)
        except NotFound:
            return leave(f"{self.blueprint.name}.index", text=text)
        return leave(self.back, text=text, **address, **self._view(command))

    def _view(self, command: type[Command]) -> dict[str, Any]:
        return {"view": self.views[command]} if command in self.views else {}


def _stored(record: Any, command: type[Command]) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in plans_of(command) if hasattr(record, each.name)}


def words_for(command: type[Command], what: str) -> str:
    """Return the label or hint of a command; without words the label is its name, so that nothing is hidden."""
    key = f"act.{command.said}.{what}"
    if is_known(key, doors.language()):
        return doors.say(key)
    return command.__name__ if what == "label" else ""
