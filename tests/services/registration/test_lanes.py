"""The lanes of the triage board are the lists of each state, the next due first."""

from __future__ import annotations

from schemas import registration as said
from schemas.codes_registration import MandateState
from services.registration.queries.lanes import lanes
from services.registration.queries.lists import MandateFilter, mandates
from tests.services.registration.people import COORDINATOR, Office

STATES = (MandateState.SUBMITTED, MandateState.TRIAGE, MandateState.INFORMATION_REQUESTED)


def test_row_03_each_lane_has_the_most_urgent_of_its_state_and_how_many_there_are(office: Office) -> None:
    found = [office.submit(family_name=name) for name in ("Gerber", "Zürcher", "Moser", "Baumann")]
    office.step(said.AcknowledgeMandate, found[1])
    board = office.service.ask(lanes, COORDINATOR, states=STATES, most=2)
    assert [board[state].total for state in STATES] == [3, 1, 0]
    for state in STATES:
        listed = office.service.ask(mandates, COORDINATOR, narrowed=MandateFilter(state=state.value, sort="due"))
        assert board[state].lines == listed.lines[:2]
