"""Every way the house says no, so that each door can turn one error into one answer.

    Refusal                       a decision, never a bug
    +-- Refused(*objections)      422  the rules object; every objection at once, by field
    +-- NotFound(what)            404  does not exist, or is not yours to see
    +-- NotAllowed(what)          403  your role may not do this at all
    +-- Conflict(what, ...)       409  somebody was faster; look again and decide anew
    +-- NotConfigured(setting)    422  no source gives this number and nobody has set it yet

Anything else that is raised is a bug: 500 with a reference number at the front desk, parked at the letter box.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as fresh
from types import MappingProxyType

Fact = str | int | bool | None
NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True)
class Objection:
    """One reason to say no.

    ``code`` is stable and names a state (``age_outside``); its words live in the catalogues under
    ``objection.<code>``. ``field`` is the message field it concerns, None for the whole. ``facts`` fill the words
    (numbers, dates as ISO text, codes; never a name). ``source`` cites the document and chapter behind the rule.
    """

    code: str
    field: str | None = None
    facts: Mapping[str, Fact] = fresh(default_factory=lambda: NO_FACTS)
    source: str = ""


class Refusal(Exception):
    """The base of every deliberate no; ``status`` is its HTTP answer."""

    status = 422

    @property
    def objections(self) -> tuple[Objection, ...]:
        """The reasons, at least one."""
        return (Objection(code=type(self).__name__.lower()),)


class Refused(Refusal):
    """The rules object; carries all objections, never only the first."""

    status = 422

    def __init__(self, *objections: Objection) -> None:
        if not objections:
            raise ValueError("a refusal needs at least one objection")
        super().__init__(", ".join(each.code for each in objections))
        self._objections = objections

    @property
    def objections(self) -> tuple[Objection, ...]:
        return self._objections


class NotFound(Refusal):
    """It does not exist, or the actor may not know that it does."""

    status = 404

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    @property
    def objections(self) -> tuple[Objection, ...]:
        return (Objection(code="not_found", facts={"what": self.what}),)


class NotAllowed(Refusal):
    """The actor's role may not give this command or ask this query."""

    status = 403

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    @property
    def objections(self) -> tuple[Objection, ...]:
        return (Objection(code="not_allowed", facts={"what": self.what}),)


class Conflict(Refusal):
    """Somebody was faster: the row version asked for is not the row version found, or the last seat is gone."""

    status = 409

    def __init__(self, code: str = "changed_meanwhile", facts: Mapping[str, Fact] = NO_FACTS) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def objections(self) -> tuple[Objection, ...]:
        return (Objection(code=self.code, facts=self.facts),)


class NotConfigured(Refusal):
    """A number or list that no source document gives is asked for before anybody has set it."""

    status = 422

    def __init__(self, setting: str) -> None:
        super().__init__(setting)
        self.setting = setting

    @property
    def objections(self) -> tuple[Objection, ...]:
        return (Objection(code="not_configured", facts={"setting": self.setting}),)
