"""Row 39: whoever may take a transition can take it with Tab and Enter alone, and always sees where they are.

The ways are made from the transition tables: a new transition without a control on its record's page fails here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest

from schemas.actor import Role
from tests.portal.actions import action_pages
from tests.portal.household import Household
from tests.portal.looks.courses import BEGINNING, PAGES, Courses
from tests.portal.looks.pages import mark_of
from tests.portal.looks.tables import workflows
from tests.portal.looks.walker import Walker
from tests.portal.looks.window import Window
from workflow.table import Transition, Workflow, step

OTHERWISE = {
    "billing.credit_paper": "a[href$='/credit']",
    "placements.decide_prolongation": "a[href*='/prolongations/']",
    "placements.request_reservation": "a[href*='/reservations/for/']",
    "placements.save_interim_report": "a[href$='/write']",
    "placements.write_interim_report": "a[href$='/write']",
}
"""Transitions whose control is no button of an action panel, by the command that carries them."""
BUTTONS = {"placements.save_interim_report": "button[name=action][value=keep]"}
"""What sends the form of a transition where it is not the form's first button."""
SEND = "main form .form-end button:not([name])"
NOT_THEIRS = {("intake1_admin", "intake_2"), ("intake1_admin", "counselling")}
"""Intake 1 may move dossiers, but sees only its own."""
UNFOLD = "each => each.closest('details:not([open])')?.setAttribute('open', '')"


@dataclass(frozen=True)
class Way:
    """What one role may do to a record in one state, and the pages on which it has to be offered."""

    person: str
    state: str
    addresses: tuple[str, ...]
    wanted: Mapping[str, Transition]


def ways(here: Courses, workflow: Workflow) -> Iterator[Way]:
    """Yield what each role may do, state by state; the records stand in that state while it is looked at."""
    people = [each for each in workflow.transitions if each.roles]
    for state in sorted({source for each in people for source in each.sources or {BEGINNING}}):
        leaving = [each for each in people if state in (each.sources or {BEGINNING})]
        addresses = tuple(here.addresses(workflow, state))
        for role in sorted({role for each in leaving for role in each.roles}):
            yield Way(role.value, state, addresses, {each.name: each for each in leaving if role in each.roles})


def selector(house: Household, transition: Transition) -> str:
    """Return what the control of a transition looks like."""
    if transition.command in OTHERWISE:
        return OTHERWISE[transition.command]
    names = {
        name
        for pages in action_pages(house.app).values()
        for name, command in pages.commands.items()
        if command.said == transition.command or (name == transition.name and _is_of(command.said, transition))
    }
    found = [
        f".action-panel a[href$='/do/{each}'], .action-panel form:has([name=action][value='{each}']) button"
        for each in sorted(names)
    ]
    return ", ".join(found) or ":not(*)"


def _is_of(said: str, transition: Transition) -> bool:
    return said.partition(".")[0] == transition.command.partition(".")[0]


@pytest.fixture(scope="module")
def courses(shared_portal: Household) -> Courses:
    return Courses(shared_portal)


def test_every_workflow_has_a_page_to_walk() -> None:
    assert sorted(PAGES) == sorted(workflows())


@dataclass
class Round:
    """A walk through everything one workflow offers; each form is opened and walked to its button once."""

    window: Window
    walker: Walker
    wrong: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)

    def go(self, way: Way) -> None:
        """Walk the pages of one state as one role."""
        left = {name: selector(self.window.house, step) for name, step in way.wanted.items()}
        if self._is_seen(way):
            return
        for address in way.addresses:
            self.window.open(way.person, address)
            for name in self.walker.walk(left):
                self._open(way, address, way.wanted[name], left.pop(name))
        self.wrong += [f"{way.person} does not come to {name} of a record in state {way.state!r}" for name in left]

    def _is_seen(self, way: Way) -> bool:
        """Whether another role walked these very pages already, or they are nobody's of this role."""
        client = self.window.house.as_(way.person).client
        answers = [client.get(each) for each in way.addresses]
        if (way.person, way.state) in NOT_THEIRS:
            assert {each.status_code for each in answers} == {404}
            return True
        mark = "".join(mark_of(each.text) for each in answers)
        if mark in self.walked:
            return True
        self.walked.add(mark)
        return False

    def _open(self, way: Way, address: str, step: Transition, control: str) -> None:
        """Open the form behind a control and walk to the button that sends it; most buttons need no form."""
        if step.command in self.opened:
            return
        self.opened.add(step.command)
        tab = self.window.open(way.person, address)
        self._jump()
        place = tab.locator(control).first
        place.evaluate(UNFOLD)
        if not place.evaluate("each => each.matches('a')"):
            return
        place.focus()
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        if not self.walker.walk({"send": BUTTONS.get(step.command, SEND)}):
            self.wrong.append(f"{way.person} cannot send the form of {step.name} by keyboard")

    def _jump(self) -> None:
        """One key leads from anywhere to what may be done."""
        tab = self.window.tab
        if tab.locator(".action-panel .act").count():
            tab.keyboard.press("a")
            if not tab.evaluate("Boolean(document.activeElement.closest('.action-panel'))"):
                self.wrong.append(f"the key a leads nowhere on {tab.url}")


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_row_39_each_transition_is_reached_opened_and_sent_by_keyboard(
    window: Window, courses: Courses, name: str
) -> None:
    found = Round(window, Walker(window.tab))
    window.tab.set_viewport_size({"width": 1440, "height": 900})
    for way in ways(courses, workflows()[name]):
        found.go(way)
    assert found.wrong == []
    assert found.walker.lost == []


@pytest.mark.slow
def test_a_transition_without_a_control_and_a_focus_without_a_ring_are_found(window: Window, courses: Courses) -> None:
    known = workflows()["presence"]
    more = step("burn", ("submitted",), "locked", Role.SSIP_HEAD, command="placements.burn_presence")
    found = Round(window, Walker(window.tab))
    for way in ways(courses, replace(known, transitions=(more,))):
        found.go(way)
    assert found.wrong == ["ssip_head does not come to burn of a record in state 'submitted'"]
    window.open("ssip_head", "/presence")
    window.tab.evaluate("document.adoptedStyleSheets = [new CSSStyleSheet()]")
    window.tab.evaluate("document.adoptedStyleSheets[0].replaceSync('* { outline: none !important }')")
    found.walker.walk({"nowhere": ":not(*)"})
    assert found.walker.lost
