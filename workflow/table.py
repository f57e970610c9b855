"""A workflow as one declarative table: state -> next state, who, the event told, and the timer of each state.

The same table drives handlers, buttons, signed links, deadline jobs, documentation and tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schemas.actor import Role
from schemas.refusal import Objection, Refused


class Unit(StrEnum):
    """What a timer counts in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


class StageKind(StrEnum):
    """What happens when a stage of a timer is reached."""

    WARN = "warn"
    REMIND = "remind"
    DUE = "due"
    ESCALATE = "escalate"
    EXPIRE = "expire"


@dataclass(frozen=True)
class Stage:
    """One stage, ``count`` units after the state was entered (negative counts run backwards from a given day)."""

    kind: StageKind
    count: int
    unit: Unit = Unit.WORKING_DAYS


@dataclass(frozen=True)
class Timer:
    """What keeps a waiting state from being forgotten.

    ``owner`` has to act, ``backup`` hears when it escalates. ``expires`` names the transition taken at the end;
    without it the last stage is the escalation. The counts are defaults: dated values may replace them.
    """

    kind: str
    state: str
    owner: Role
    backup: Role
    stages: tuple[Stage, ...]
    expires: str = ""
    source: str = ""


@dataclass(frozen=True)
class Transition:
    """One allowed step.

    ``roles`` may take it; an empty set means only the house does (an event or a timer). ``command`` is the wire name
    that carries it, for buttons and links; ``told`` the event that follows.
    """

    name: str
    sources: frozenset[str]
    target: str
    roles: frozenset[Role] = frozenset()
    command: str = ""
    told: str = ""


def step(  # a table row has columns
    name: str, sources: Iterable[str], target: str, *roles: Role, command: str = "", told: str = ""
) -> Transition:
    """Return one row of a transition table."""
    return Transition(name, frozenset(sources), target, frozenset(roles), command, told)


@dataclass(frozen=True)
class Workflow:
    """One state machine.

    ``ends`` are the states in which nobody waits for anybody; every other state needs a timer or stands in
    ``resting``, with the reason why nothing can be forgotten there.
    """

    name: str
    states: type[StrEnum]
    initial: str
    ends: frozenset[str]
    transitions: tuple[Transition, ...]
    timers: tuple[Timer, ...] = ()
    resting: tuple[tuple[str, str], ...] = ()

    def of(self, name: str) -> Transition:
        """Return the transition called ``name``; raise KeyError for a name the table does not have."""
        for each in self.transitions:
            if each.name == name:
                return each
        raise KeyError(f"{self.name} has no transition {name}")

    def allowed(self, state: str, role: Role) -> tuple[Transition, ...]:
        """Return what ``role`` may do to a record in ``state``, in table order."""
        return tuple(each for each in self.transitions if state in each.sources and role in each.roles)

    def objections(self, state: str, name: str, role: Role) -> tuple[Objection, ...]:
        """Return why ``role`` cannot take the transition now; empty when nothing stands against it."""
        wanted = self.of(name)
        if state not in wanted.sources:
            facts = {"workflow": self.name, "state": str(state), "step": name}
            return (Objection(code="step_not_possible_now", facts=facts),)
        if role is not Role.SYSTEM and role not in wanted.roles:
            return (Objection(code="step_not_yours", facts={"step": name}),)
        return ()

    def next_state(self, state: str, name: str, role: Role) -> str:
        """Return the state after the transition; raise Refused where it is not possible."""
        if found := self.objections(state, name, role):
            raise Refused(*found)
        return self.of(name).target

    def timer(self, state: str) -> Timer | None:
        """Return the timer that runs in ``state``."""
        return next((each for each in self.timers if each.state == state), None)

    def untimed(self) -> frozenset[str]:
        """Return waiting states without a timer and without a stated reason; must be empty."""
        timed = {each.state for each in self.timers} | {state for state, _ in self.resting}
        return frozenset(str(each) for each in self.states if str(each) not in timed | self.ends)
