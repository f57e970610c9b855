"""Acting without an account: a signed link opens one page that does one thing."""

from __future__ import annotations

import re
from uuid import uuid4

from sqlalchemy import select

from schemas.actor import HOUSE
from schemas.codes_notifications import LinkPurpose
from schemas.placements import LookAtPlacementsDeadlines
from services.placements.model import BOOKS, InterimReport, PresenceMonth, Proposal
from services.placements.rules.presence_course import PresenceState
from services.placements.rules.proposal_course import ProposalState
from services.placements.rules.report_course import ReportState
from tests.portal.household import PROVIDER, Household
from tests.portal.notifications.scene import link
from tests.portal.placements.stage import Stage


def state_of(house: Household, proposal_id: object) -> ProposalState:
    with house.desks["placements"].database.reading() as session:
        return session.get_one(Proposal, proposal_id).state


def test_row_44_a_proposal_is_accepted_in_two_clicks_and_the_link_is_used_up(portal: Household) -> None:
    proposal = Stage(portal).proposal()
    address = link(portal, LinkPurpose.ANSWER_PROPOSAL, proposal)
    browser = portal.guest()
    page = browser.open(address)
    assert page.status == 200
    assert "Cuisine du home" in page.text
    accept = next(each for each in page.forms if ("action", "accept") in each.values)
    done = browser.send(page, accept)
    assert "Votre réponse est enregistrée" in done.text
    assert state_of(portal, proposal) is ProposalState.ACCEPTED
    again = browser.open(address)
    assert again.status == 410
    assert "déjà servi" in again.text


def test_row_44_who_acted_through_a_link_stands_in_the_trail(portal: Household) -> None:
    proposal = Stage(portal).proposal()
    browser = portal.guest()
    page = browser.open(link(portal, LinkPurpose.ANSWER_PROPOSAL, proposal))
    browser.send(page, next(each for each in page.forms if ("action", "accept") in each.values))
    lines = BOOKS.history
    with portal.desks["placements"].database.reading() as session:
        row = session.execute(select(lines).where(lines.c.what == "proposal.accept")).one()
    assert (row.role, row.organisation_id) == ("provider", PROVIDER[1])


def test_row_44_a_proposal_is_declined_with_a_coded_reason(portal: Household) -> None:
    proposal = Stage(portal).proposal()
    browser = portal.guest()
    page = browser.open(link(portal, LinkPurpose.ANSWER_PROPOSAL, proposal))
    decline = next(each for each in page.forms if ("action", "decline") in each.values)
    missing = browser.send(page, decline)
    assert missing.status == 422
    done = browser.send(page, decline, reason="profile_not_fitting", remark="Trop de marche")
    assert "Votre réponse est enregistrée" in done.text
    assert state_of(portal, proposal) is ProposalState.DECLINED_PROPOSED


def test_row_44_a_link_opens_nothing_of_another_provider_and_ends_after_two_weeks(portal: Household) -> None:
    stage = Stage(portal)
    proposal = stage.proposal()
    assert portal.guest().open("/l/guessed").status == 404
    wrong = portal.guest().open(link(portal, LinkPurpose.ANSWER_PROPOSAL, uuid4()))
    assert wrong.status == 404
    address = link(portal, LinkPurpose.ANSWER_PROPOSAL, proposal)
    portal.watch.pass_by(days=15)
    browser = portal.guest()
    page = browser.open(address)
    assert (page.status, "expiré" in page.text) == (410, True)
    asked = browser.post(page, next(each for each in page.forms if "again" in each.action), follow_redirects=True)
    assert "aucune adresse n’est connue" in asked.get_data(as_text=True)


def test_row_44_a_report_is_written_through_a_link(portal: Household) -> None:
    Stage(portal).running()
    portal.watch.pass_by(days=115)
    desk = portal.desks["placements"]
    desk.do(LookAtPlacementsDeadlines(), HOUSE)
    with desk.database.reading() as session:
        report = session.scalars(select(InterimReport.id)).one()
    browser = portal.guest()
    address = link(portal, LinkPurpose.WRITE_REPORT, report)
    assert browser.fill(address, progress="Bien", goals="Rythme").status == 422
    done = browser.fill(address, progress="Bien", goals="Rythme", recommendation="Continuer")
    assert "Votre réponse est enregistrée" in done.text
    with desk.database.reading() as session:
        assert session.get_one(InterimReport, report).state is ReportState.SUBMITTED
    assert browser.open(address).status == 410


def test_row_44_a_presence_sheet_is_kept_and_then_sent_through_a_link(portal: Household) -> None:
    sheet = Stage(portal).sheet()
    address = link(portal, LinkPurpose.FILL_PRESENCE, sheet)
    browser = portal.guest()

    def press(button: str) -> str:
        page = browser.open(address)
        form = next(each for each in page.forms if any(name.startswith("morning-") for name, _ in each.values))
        worked = {name: value or "present" for name, value in form.values if "-2026-" in name and "-30" not in name}
        sent = dict(form.values) | worked
        return browser.client.post(address, data=sent | {"action": button}, follow_redirects=True).get_data(
            as_text=True
        )

    portal.watch.pass_by(days=10)
    assert "Enregistré" in press("keep")
    with portal.desks["placements"].database.reading() as session:
        assert session.get_one(PresenceMonth, sheet).state is PresenceState.OPEN
    assert "Votre réponse est enregistrée" in press("submit")
    with portal.desks["placements"].database.reading() as session:
        assert session.get_one(PresenceMonth, sheet).state is PresenceState.SUBMITTED
    assert browser.open(address).status == 410


def test_a_half_day_that_is_not_of_the_sheet_is_objected_to_through_a_link_too(portal: Household) -> None:
    sheet = Stage(portal).sheet()
    address = link(portal, LinkPurpose.FILL_PRESENCE, sheet)
    browser = portal.guest()
    page = browser.open(address)
    form = next(each for each in page.forms if any(name.startswith("morning-") for name, _ in each.values))
    sent = dict(form.values) | {"morning-2026-12-01": "present", "morning-2026-11-23": "sick", "action": "keep"}
    answer = browser.client.post(address, data=sent, follow_redirects=True)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "01.12.2026 n’appartient pas à ce mois" in text
    assert '<option value="sick" selected>' in text


def test_row_44_the_office_makes_renews_and_revokes_links(portal: Household) -> None:
    proposal = Stage(portal).proposal()
    browser = portal.as_("ssip_coordinator")
    address = f"/links/answer_proposal/{proposal}"
    page = browser.open(address)
    assert "Aucun lien" in page.text
    made = browser.send(page, next(each for each in page.forms if each.action.endswith(str(proposal))))
    first = re.search(r"http://localhost(/l/[\w-]+)", made.html)
    assert first
    assert portal.guest().open(first[1]).status == 200
    renewed = browser.send(made, next(each for each in made.forms if each.action.endswith("/renew")))
    second = re.search(r"http://localhost(/l/[\w-]+)", renewed.html)
    assert second
    assert portal.guest().open(first[1]).status == 404
    page = browser.open(address)
    browser.send(page, next(each for each in page.forms if each.action.endswith("/revoke")))
    assert portal.guest().open(second[1]).status == 410
