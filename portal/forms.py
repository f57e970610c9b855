"""A form is a command: its fields ask for the command's, its answers become one, and its objections stand by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4

from flask import g, request

from portal import doors, form_reading, lost_files
from portal.form_plans import Plan, plans_of
from portal.form_reading import NOTHING, Upload
from portal.objection_words import words_of
from portal.pairs import Pairs, flat
from portal.parts import Choice, FieldView
from schemas import wire
from schemas.message import Command
from schemas.refusal import Objection, Refused

REVIEW: Final = "form_review"
"""Sent along where the answers shall only be shown again: after signing in anew, or after somebody was faster."""
OURS: Final = frozenset(
    {
        "csrf_token",
        doors.TOKEN,
        REVIEW,
        lost_files.NAMED,
        "action",
        "next",
        "kept",
        "meeting_reason",
        "picked",
        "confirmed",
    }
)
"""Fields that belong to the page, not to the command."""
Choices = Callable[[str], Sequence[Choice]]


def no_choices(_: str) -> Sequence[Choice]:
    """Return nothing; for commands without dated lists."""
    return ()


class Form:
    """The form of one command on one page.

    ``start`` fills the fields at first, ``fixed`` are values the page decides and nobody can send, ``choices``
    returns the entries of a dated list by its name, ``only`` names the fields of one step of a wizard. Lists of
    records inside a command are never asked for here; the page builds them itself and gives them as ``fixed``.
    """

    def __init__(
        self,
        kind: type[Command],
        *,
        start: Mapping[str, Any] | None = None,
        fixed: Mapping[str, Any] | None = None,
        choices: Choices = no_choices,
        only: Iterable[str] = (),
    ) -> None:
        self.kind = kind
        self.fixed = dict(fixed or {})
        self._objected: list[tuple[str, Objection]] = []
        self.answer: UUID | None = None
        self.latest: Callable[[], Mapping[str, Any]] = dict
        """Returns what is stored now, for the page that compares after somebody was faster."""
        self.address = request.path
        """Where the answers go when they are sent (again)."""
        self._start = dict(start or {})
        self._choices = choices
        shown = frozenset(only) or frozenset(each.name for each in plans_of(kind) if not each.is_nested)
        self._plans = tuple(each for each in plans_of(kind) if each.name in shown - self.fixed.keys())
        self.values = self._typed() if self.is_sent else self._first()
        g.form = self

    # --- what the page shows ---------------------------------------------------------------------------------

    @property
    def views(self) -> list[FieldView]:
        """The fields people fill in, for ``ui.field`` and ``ui.form``."""
        return [self.view(each.name) for each in self._plans if not each.is_hidden]

    def view(self, name: str, **other: Any) -> FieldView:
        """Return one field; ``other`` replaces parts of the view (``widget="radios"``, ``width="short"``)."""
        plan, language = self._plan(name), doors.language()
        choices = self._choices_of(plan)
        lacks_list = plan.required and bool(plan.choices_of) and not choices
        view = FieldView(
            name=name,
            label=plan.label(language),
            widget=plan.widget,
            value="" if plan.is_secret else self.values.get(name, ""),
            hint=doors.say("objection.field_list_empty") if lacks_list else plan.hint(language),
            errors=[words_of(each, language) for field, each in self._said if field == name],
            required=plan.required and plan.widget != "checkbox",
            choices=choices,
            max_length=plan.longest,
            accept=str(plan.metadata.get("accept", "")),
            suffix=str(plan.metadata.get("suffix", "")),
            rows=8 if (plan.longest or 0) > 4000 else 4,
        )
        return replace(view, **other)

    @property
    def hidden(self) -> dict[str, Any]:
        """What the page carries unseen: ids, row version, and the token that makes a second click harmless."""
        carried = {each.name: self.values.get(each.name, "") for each in self._plans if each.is_hidden}
        return {name: value for name, value in carried.items() if value != ""} | {doors.TOKEN: form_token()}

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every objection in words, with the field it stands at, for ``ui.error_summary``."""
        return [(field, self._line(field, each)) for field, each in self._said]

    @property
    def status(self) -> int:
        """The HTTP answer of the page that shows this form."""
        return 422 if self._objected else 200

    @property
    def is_sent(self) -> bool:
        """Whether this request carries answers."""
        return request.method == "POST"

    @property
    def is_review(self) -> bool:
        """Whether the answers shall only be shown again, not carried out."""
        return self.is_sent and REVIEW in request.form

    # --- what people answered --------------------------------------------------------------------------------

    def read(self) -> Command | None:
        """Return the command the answers make, None with every objection noted where they make none."""
        plain, objections = self._plain()
        try:
            command = wire.read(self.kind, plain)
        except Refused as refused:
            known = {each.field for each in objections}
            objections += [self._told(each) for each in refused.objections if each.field not in known]
            command = None
        self.object(*objections)
        return None if objections else command

    def carry_out(self) -> bool:
        """Read the answers and carry the command out; False where the page has to be shown (again).

        ``answer`` then holds what the handler returned. Refusals other than objections go on to their own pages.
        """
        if not self.is_sent or self.is_review:
            return False
        command = self.read()
        if command is None:
            return False
        try:
            self.answer = doors.do(command)
        except Refused as refused:
            self.object(*refused.objections)
            return False
        return True

    def object(self, *objections: Objection) -> None:
        """Note objections by field; what concerns no field shown here stands in the summary alone."""
        names = {each.name for each in self._plans if not each.is_hidden}
        for each in objections:
            field = (each.field or "").partition(".")[0]
            line = (field if field in names else "", each)
            if line not in self._objected:
                self._objected.append(line)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, label and answer in words for every field shown, as a summary or a comparison needs them."""
        for view in self.views:
            yield view.name, view.label, in_words(view)

    def as_stored(self, name: str, stored: Any) -> FieldView:
        """Return the view of a field with the value ``stored`` instead of the one that was typed."""
        plan = self._plan(name)
        return self.view(name, value=form_reading.shown(plan, stored))

    def resend(self) -> Pairs:
        """Return the answers as fields a later page can carry, to be shown again."""
        kept = (each for each in self._plans if each.name != "row_version" and not each.is_secret)
        carried = {each.name: self.values.get(each.name, "") for each in kept if each.widget != "file"}
        return Pairs([*flat(carried), *lost_files.told(), (REVIEW, "yes")])

    # --- inside ----------------------------------------------------------------------------------------------

    @property
    def _said(self) -> list[tuple[str, Objection]]:
        """Every objection, and a word beside each file that has to be chosen again."""
        if not self.is_review and not self._objected:
            return []
        again = lost_files.objections([each.name for each in self._plans if each.widget == "file"])
        known = {field for field, _ in self._objected}
        return [*self._objected, *((each.field or "", each) for each in again if each.field not in known)]

    def _line(self, field: str, objection: Objection) -> str:
        """Return an objection as the summary says it, after the question it concerns."""
        text = words_of(objection, doors.language())
        if not field:
            return text
        return doors.say("form_errors.line", label=self._plan(field).label(doors.language()), text=text)

    def _plan(self, name: str) -> Plan:
        found = next((each for each in self._plans if each.name == name), None)
        if found is None:
            raise KeyError(f"the form of {self.kind.said} does not ask for {name}")
        return found

    def _first(self) -> dict[str, Any]:
        return {each.name: form_reading.shown(each, self._start.get(each.name)) for each in self._plans}

    def _typed(self) -> dict[str, Any]:
        typed = {each.name: form_reading.sent(each, request) for each in self._plans}
        if REVIEW in request.form and "row_version" in self._start:
            typed["row_version"] = str(self._start["row_version"])
        return typed

    def _plain(self) -> tuple[dict[str, Any], list[Objection]]:
        today, plain, objections = doors.today(), dict[str, Any](), list[Objection]()
        for plan in self._plans:
            found = form_reading.read(plan, self.values[plan.name], today)
            if found is not NOTHING and (objection := self._not_offered(plan, found)):
                found = objection
            if isinstance(found, Objection):
                objections.append(found)
            elif isinstance(found, Upload):
                plain |= {plan.name: found.text, plan.metadata["name_in"]: found.name}
            elif found is not NOTHING:
                plain[plan.name] = found
        known = {str(each.name) for each in plans_of(self.kind)}
        if not known | OURS >= request.form.keys():
            objections.append(Objection("field_unknown"))
        return plain | {name: form_reading.plain(value) for name, value in self.fixed.items()}, objections

    def _not_offered(self, plan: Plan, found: Any) -> Objection | None:
        if not plan.choices_of or isinstance(found, Objection):
            return None
        offered = {choice[0] for choice in self._choices(plan.choices_of)}
        sent = [str(each) for each in (found if isinstance(found, list) else [found])]
        if offered.issuperset(sent):
            return None
        return Objection("field_not_a_choice" if offered else "field_list_empty", plan.name)

    def _choices_of(self, plan: Plan) -> Sequence[Choice]:
        return self._choices(plan.choices_of) if plan.choices_of else plan.choices(doors.language())

    def _told(self, objection: Objection) -> Objection:
        """Add the limits of the field to an objection of the wire check, which knows only its kind."""
        plan = next((each for each in self._plans if each.name == objection.field), None)
        if plan is None or objection.facts:
            return objection
        limits = {"min": plan.metadata.get("minimum"), "max": plan.metadata.get("maximum")}
        typed = len(str(self.values.get(plan.name, "")))
        return replace(objection, facts=limits | {"longest": plan.metadata.get("longest"), "typed": typed})


def in_words(view: FieldView) -> str:
    """Return an answer as text: the words of a choice, not its code; a box that is not ticked says no."""
    if view.widget == "checkbox" and not view.value:
        return doors.say("form.no")
    if view.widget in ("yesno", "checkbox"):
        return {"yes": doors.say("form.yes"), "no": doors.say("form.no")}.get(str(view.value), "")
    words: dict[str, str] = {str(choice[0]): str(choice[1]) for choice in view.choices}
    if isinstance(view.value, list):
        return ", ".join(words.get(str(each), str(each)) for each in view.value)
    return words.get(str(view.value), str(view.value or ""))


def form_token() -> str:
    """Return the token of this page; the one that was sent stays, so that answering again is answering the same."""
    sent = request.form.get(doors.TOKEN, "") if request.method == "POST" else ""
    try:
        return str(UUID(sent))
    except ValueError:
        return str(uuid4())
