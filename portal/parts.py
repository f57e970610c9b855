"""What pages hand to the macros under ``templates/parts``; any object or mapping with the same names will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Choice = tuple[str, str] | tuple[str, str, str]
"""Value, label and, where it helps, a hint."""


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu on the left."""

    key: str
    url: str
    label: str
    icon: str = ""
    count: int = 0
    active: bool = False
    group: str = ""
    """A heading is printed where it changes; empty for none."""
    urgent: bool = False
    """Whether the counter holds something overdue: it then carries a sign, not only a colour."""


@dataclass(frozen=True)
class FieldView:
    """One question of a form as it is shown, whatever asks it."""

    name: str
    label: str
    widget: str = "text"
    value: Any = None
    hint: str = ""
    errors: Sequence[str] = ()
    required: bool = False
    choices: Sequence[Choice] = ()
    max_length: int | None = None
    suffix: str = ""
    """A unit behind the box: ``CHF``, ``jours``."""
    width: str = ""
    """``short``, ``medium`` or empty for full; percent, number and date are short by themselves."""
    rows: int = 4
    autocomplete: str = ""
    accept: str = ""
    disabled: bool = False

    def __hash__(self) -> int:
        """Boxes are told apart as a whole; their choices may be lists, so the hash leaves them out."""
        return hash((self.name, self.label, self.widget, str(self.value)))


@dataclass(frozen=True)
class Action:
    """One thing the person may do now; the panel draws a button, and a small form where something is asked."""

    name: str
    label: str
    tone: str = ""
    """``primary`` for the expected next step, ``danger`` for what cannot be undone, empty for the rest."""
    needs_reason: bool = False
    hint: str = ""
    fields: Sequence[Any] = ()
    url: str = ""
    """A page of its own instead of a form here."""
    icon: str = ""
    blocked_because: str = ""
    reason_errors: Sequence[str] = ()
    reason_value: str = ""
    opened: bool = False
    """Whether the small form stands open, as it must after an objection."""


@dataclass(frozen=True)
class Rung:
    """One state of the ladder: done, now, next, skipped or stopped."""

    label: str
    place: str = "next"
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    note: str = ""
    late: bool = False


@dataclass(frozen=True)
class Attachment:
    """A file that hangs on something."""

    name: str
    url: str
    size: int | None = None
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of a timeline or a thread."""

    at: datetime
    title: str
    kind: str = "event"
    """``event``, ``decision``, ``mail``, ``document``, ``message``, ``deadline``, ``appointment`` or ``system``."""
    who: str = ""
    text: str = ""
    url: str = ""
    tone: str = ""
    visible_to: str = ""
    attachments: Sequence[Attachment] = ()
    mine: bool = False
    unread: bool = False
    named: str = ""
    """Whose attention a message asks for."""
    undo_url: str = ""
    """Where one's own message can still be taken back."""


@dataclass(frozen=True)
class Task:
    """One line of a to-do list: what, where it stands, until when, and the one button."""

    title: str
    url: str
    tone: str = "neutral"
    badge: str = ""
    note: str = ""
    due: date | None = None
    due_text: str = ""
    action_label: str = ""
    action_url: str = ""
    late: bool = False
    kind: str = ""


@dataclass(frozen=True)
class WizardStep:
    """One page of a wizard: done, now or next; only pages that may be opened have a url."""

    label: str
    place: str = "next"
    url: str = ""


@dataclass(frozen=True)
class FilterChip:
    """A filter that is on, and the address without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing."""

    label: str
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Answer:
    """One line of a summary before sending: what was asked, what was said, where to change it."""

    label: str
    value: Any
    change_url: str = ""
    extra: Sequence[str] = field(default=())
