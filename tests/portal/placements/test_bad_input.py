"""Bad input at the doors of placements: each is refused with its reason, and nothing is half done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from schemas.actor import HOUSE
from schemas.codes import HalfDay, PresenceCode
from schemas.placements import (
    AcceptProposal,
    HalfDayMark,
    LookAtPlacementsDeadlines,
    SavePresence,
    StartPlacement,
    WithdrawProposal,
)
from schemas.refusal import Conflict, NotFound, Refused
from services.placements.model import BOOKS, Placement, PresenceMonth, Proposal, SeatHold, Suspension
from services.placements.queries.ended import ended_proposal
from services.placements.queries.proposals import proposal_card
from services.placements.rules.presence_course import PresenceState
from services.placements.rules.proposal_course import ProposalState
from tests.portal.household import Household, actor
from tests.portal.placements.stage import END, START, Stage
from tests.portal.placements.test_pages import all_of, row


@pytest.fixture
def stage(portal: Household) -> Stage:
    """A household with providers and code lists."""
    return Stage(portal)


def got(portal: Household, table: type[Any], row_id: UUID) -> Any:
    return row(portal, table, row_id)


def test_row_07_an_answer_after_expiry_is_refused_and_says_why(portal: Household, stage: Stage) -> None:
    proposal_id = stage.proposal()
    for _ in range(20):
        portal.watch.pass_by(days=1)
        stage.desk.do(LookAtPlacementsDeadlines(), HOUSE)
    assert got(portal, Proposal, proposal_id).state is ProposalState.EXPIRED
    page = portal.as_("provider").open(f"/proposals/{proposal_id}/do/accept")
    assert page.status == 409
    assert "Le délai pour répondre à cette proposition est passé" in page.text
    assert "Ce n’est plus possible" in page.text
    assert "plus rapide" not in page.text, "nobody was faster"
    answer = AcceptProposal(proposal_id=proposal_id, row_version=1)
    with pytest.raises(Conflict, match="proposal_expired"):
        stage.desk.do(answer, actor("provider"))
    with pytest.raises(NotFound):
        stage.desk.do(answer, actor("other_provider"))
    assert all_of(portal, Placement) == []


@pytest.mark.parametrize("language", ["fr", "de"])
def test_an_expired_proposal_is_still_read_by_its_provider_without_the_person(
    portal: Household, stage: Stage, language: str
) -> None:
    proposal_id = stage.proposal()
    made = got(portal, Proposal, proposal_id)
    number = stage.desk.ask(proposal_card, actor("provider"), proposal_id=proposal_id).number
    for _ in range(20):
        portal.watch.pass_by(days=1)
        stage.desk.do(LookAtPlacementsDeadlines(), HOUSE)
    provider = portal.as_("provider")
    provider.client.get(f"/language/{language}")
    page = provider.open(f"/proposals/{proposal_id}")
    assert page.status == 200
    said = {"fr": ("Le délai pour répondre est passé", "expirée"), "de": ("Die Frist für die Antwort", "abgelaufen")}
    assert all(each in page.text for each in said[language])
    assert number not in page.html
    assert str(made.mandate_id) not in page.html
    assert f"/places/{made.place_id}" in page.html
    assert portal.as_("other_provider").open(f"/proposals/{proposal_id}").status == 404
    assert portal.as_("ssip_coordinator").open(f"/proposals/{proposal_id}").status == 200


def test_only_what_ended_without_a_placement_is_read_as_ended(portal: Household, stage: Stage) -> None:
    proposal_id = stage.proposal()
    provider = actor("provider")
    assert stage.desk.ask(ended_proposal, provider, proposal_id=proposal_id) is None
    withdraw = WithdrawProposal(proposal_id=proposal_id, row_version=1, remark="Die Person hat eine Stelle.")
    stage.desk.do(withdraw, actor("ssip_coordinator"))
    found = stage.desk.ask(ended_proposal, provider, proposal_id=proposal_id)
    assert found is not None
    assert found.state is ProposalState.WITHDRAWN
    assert stage.desk.ask(ended_proposal, actor("other_provider"), proposal_id=proposal_id) is None
    page = portal.as_("provider").open(f"/proposals/{proposal_id}")
    assert "Le SSIP a retiré cette proposition le 23.11.2026." in page.text
    assert "Stelle" not in page.html


def test_row_08_overlapping_suspensions_are_refused_at_the_form(portal: Household, stage: Stage) -> None:
    placement_id = stage.running()
    provider, address = portal.as_("provider"), f"/placements/{placement_id}/do/suspend"
    first = provider.fill(address, starts_on="01.12.2026", ends_on="10.12.2026", reason="illness")
    assert first.status == 200, first.text
    second = provider.fill(address, starts_on="10.12.2026", ends_on="20.12.2026", reason="illness")
    assert second.status == 422
    assert "01.12.2026" in second.text
    assert "10.12.2026" in second.html, "what was typed is still there"
    assert got(portal, Placement, placement_id).ends_on == END + timedelta(days=10)
    assert len(all_of(portal, Suspension)) == 1


def test_an_empty_list_says_so_instead_of_asking_for_one_of_its_answers(portal: Household, stage: Stage) -> None:
    placement_id = stage.running()
    lists = BOOKS.codes
    with portal.desks["placements"].database.writing() as session:
        session.execute(delete(lists).where(lists.c.of == "suspension_reasons"))
    address = f"/placements/{placement_id}/do/suspend"
    assert "Cette liste est encore vide" in portal.as_("provider").open(address).text
    refused = portal.as_("provider").fill(address, starts_on="01.12.2026", ends_on="10.12.2026", reason="illness")
    assert refused.status == 422
    assert "Motif : Cette liste est encore vide" in refused.text
    assert "Choisissez une des réponses" not in refused.text


def test_row_14_half_days_outside_the_placement_or_above_the_rate_are_refused(portal: Household, stage: Stage) -> None:
    placement_id = stage.placement()
    portal.watch.pass_by(days=12)
    stage.desk.do(StartPlacement(placement_id=placement_id, row_version=1, started_on=START), actor("provider"))
    (month_id,) = (each.id for each in all_of(portal, PresenceMonth) if each.month == date(2026, 11, 1))
    address = f"/presence/{month_id}/fill"
    every = {
        f"{half}-{START + timedelta(days=day)}": "present" for day in range(5) for half in ("morning", "afternoon")
    }
    above = portal.as_("provider").fill(address, **every, **{"morning-2026-11-30": "present"})
    assert above.status == 422
    mark = HalfDayMark(date(2026, 11, 20), HalfDay.MORNING, PresenceCode.PRESENT)
    outside = SavePresence(month_id=month_id, row_version=stage.version(PresenceMonth, month_id), marks=(mark,))
    with pytest.raises(Refused, match="presence_outside_placement"):
        stage.desk.do(outside, actor("provider"))
    sheet = got(portal, PresenceMonth, month_id)
    assert (sheet.state, sheet.marked_half_days) == (PresenceState.OPEN, 0)


def test_row_09_a_permit_that_ends_before_the_placement_is_refused_at_the_form(portal: Household, stage: Stage) -> None:
    place_id, mandate_id = stage.place(), stage.mandate(permit_valid_until=date(2027, 1, 31))
    page = portal.as_("ssip_coordinator").fill(
        f"/matching/{mandate_id}/propose/{place_id}",
        starts_on="23.11.2026",
        ends_on="22.05.2027",
        workload_percent="80",
        ground="consent",
    )
    assert page.status == 422
    assert "31.01.2027" in page.text
    assert all_of(portal, Proposal) == []


def test_row_01_a_seat_is_not_reserved_twice_for_one_person(portal: Household, stage: Stage) -> None:
    place_id, mandate_id = stage.place(seats=3), stage.mandate()
    browser, address = portal.as_("ssip_coordinator"), f"/matching/{mandate_id}/propose/{place_id}"
    given = {"starts_on": f"{START:%d.%m.%Y}", "ends_on": f"{END:%d.%m.%Y}", "ground": "consent"}
    page = browser.open(address)
    sent = [browser.send(page, page.form(ground="", workload_percent=""), **given) for _ in range(2)]
    assert sent[0].url == sent[1].url, "the same form sent twice is one proposal"
    again = browser.open(address)
    refused = browser.send(again, again.form(ground="", workload_percent=""), **given)
    assert refused.status == 422
    assert "Une proposition est déjà en cours pour cette personne" in refused.text
    with portal.desks["placements"].database.reading() as session:
        assert len(session.scalars(select(SeatHold)).all()) == 1
