"""The pages of placements, as a provider and a coordinator use them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from schemas.actor import HOUSE
from schemas.codes import PlaceKind
from schemas.placements import LookAtPlacementsDeadlines
from services.placements.model import InterimReport, Place, Placement, PresenceMonth, Proposal
from services.placements.rules.placement_course import PlacementState
from services.placements.rules.presence_course import PresenceState
from services.placements.rules.proposal_course import ProposalState
from services.placements.rules.report_course import ReportState
from tests.portal.browser import page_of
from tests.portal.household import SERVICE, Household
from tests.portal.placements.stage import Stage


@pytest.fixture
def stage(portal: Household) -> Stage:
    """A household with providers and code lists."""
    return Stage(portal)


def row(portal: Household, table: type, row_id: UUID) -> object:
    with portal.desks["placements"].database.reading() as session:
        return session.get(table, row_id)


def all_of(portal: Household, table: type) -> list[object]:
    with portal.desks["placements"].database.reading() as session:
        return list(session.query(table))


def test_row_01_a_provider_publishes_a_place_by_its_form(portal: Household, stage: Stage) -> None:
    page = portal.as_("provider").fill(
        "/places/new",
        title="Atelier bois",
        kind="IS",
        funding="POIAS",
        town="Brügg",
        field_of_work="kitchen",
        workload_min_percent="50",
        workload_max_percent="80",
        seats="3",
        available_from="01.12.2026",
        qualification="yes",
        counselling="yes",
        coaching="yes",
        no_competition="yes",
    )
    assert page.status == 200, page.text
    assert "Atelier bois" in page.text
    assert len(all_of(portal, Place)) == 1


def test_row_17_the_search_opens_with_who_still_looks_and_keeps_who_is_placed_in_a_view_of_its_own(
    portal: Household, stage: Stage
) -> None:
    placed = row(portal, Placement, stage.running())
    assert isinstance(placed, Placement)
    looking = stage.mandate()
    coordinator = portal.as_("ssip_coordinator")

    def shown(view: str) -> list[bool]:
        page = coordinator.open(f"/matching{view}").html
        return [f"/matching/{each}" in page for each in (looking, placed.mandate_id)]

    assert shown("") == [True, False]
    assert shown("?state=placed") == [False, True]
    assert shown("?state=all") == [True, True]
    assert shown("?state=proposed") == [False, False]
    assert shown("?stalled=yes") == [False, False], "both were acted on today"
    assert shown("?state=placed&stalled=yes") == [False, True], "who is placed waits for no step"
    offered = ['name="stalled"' in coordinator.open(f"/matching{each}").html for each in ("", "?state=placed")]
    assert offered == [True, False]


def test_a_place_kind_has_its_german_name_for_who_reads_german(portal: Household, stage: Stage) -> None:
    stage.place(kind=PlaceKind.IP)
    coordinator = portal.as_("ssip_coordinator")
    assert ">IP</span>" in coordinator.open("/places").html
    coordinator.open("/language/de")
    assert ">BI</span>" in coordinator.open("/places").html


def test_every_missing_declaration_is_named_and_nothing_is_lost(portal: Household, stage: Stage) -> None:
    page = portal.as_("provider").fill(
        "/places/new",
        title="Atelier bois",
        kind="IS",
        funding="POIAS",
        town="Brügg",
        field_of_work="kitchen",
        workload_min_percent="80",
        workload_max_percent="50",
        seats="3",
        available_from="01.12.2026",
    )
    assert page.status == 422
    assert "Atelier bois" in page.html
    assert "Le maximum (50) est plus petit que le minimum (80)" in page.text
    assert all_of(portal, Place) == []


def test_every_number_of_a_place_opens_its_calculation(portal: Household, stage: Stage) -> None:
    place_id = stage.place()
    stage.proposal(place_id=place_id)
    page = portal.as_("ssip_coordinator").open(f"/places/{place_id}/seats?day=2026-11-23")
    assert page.status == 200
    assert "convenues − occupées − réservées" in page.text
    assert "réservée" in page.text


def test_row_11_the_workbench_shows_what_fits_and_why_the_others_do_not(portal: Household, stage: Stage) -> None:
    stage.place(title="Passt gut")
    stage.place(title="Nur Deutsch", needs_german=True, age_max=25)
    mandate_id = stage.mandate()
    page = portal.as_("ssip_coordinator").open(f"/matching/{mandate_id}")
    assert page.status == 200
    assert "Passt gut" in page.text
    assert "La place demande l’allemand." in page.text
    assert "La personne a 36 ans" in page.text
    assert portal.as_("ssip_coordinator").open("/matching").status == 200


def test_a_coordinator_proposes_and_a_provider_accepts_in_two_clicks(portal: Household, stage: Stage) -> None:
    place_id, mandate_id = stage.place(), stage.mandate()
    page = portal.as_("ssip_coordinator").fill(
        f"/matching/{mandate_id}/propose/{place_id}",
        starts_on="23.11.2026",
        ends_on="22.05.2027",
        workload_percent="80",
        ground="consent",
    )
    assert page.status == 200, page.text
    proposal = all_of(portal, Proposal)[0]
    listed = portal.as_("provider").open("/proposals")
    assert f"/proposals/{proposal.id}" in listed.html
    page = portal.as_("provider").fill(f"/proposals/{proposal.id}/do/accept", remark="")
    assert page.status == 200, page.text
    assert row(portal, Proposal, proposal.id).state is ProposalState.ACCEPTED
    placement = all_of(portal, Placement)[0]
    page = portal.as_("provider").fill(f"/placements/{placement.id}/do/start", started_on="23.11.2026")
    assert page.status == 200, page.text
    assert row(portal, Placement, placement.id).state is PlacementState.ACTIVE


def test_a_full_place_shows_who_got_it_and_keeps_what_was_typed(portal: Household, stage: Stage) -> None:
    place_id = stage.place(seats=1)
    stage.proposal(stage.mandate(number="2026-0042"), place_id)
    page = portal.as_("ssip_coordinator").fill(
        f"/matching/{stage.mandate()}/propose/{place_id}",
        starts_on="23.11.2026",
        ends_on="22.05.2027",
        workload_percent="80",
        ground="consent",
    )
    assert page.status == 422
    assert "2026-0042" in page.text


def test_row_05_a_decline_waits_for_the_office(portal: Household, stage: Stage) -> None:
    proposal_id = stage.proposal()
    page = portal.as_("provider").fill(f"/proposals/{proposal_id}/do/decline", reason="profile_not_fitting")
    assert page.status == 200, page.text
    page = portal.as_("ssip_coordinator").open(f"/proposals/{proposal_id}")
    assert "refus proposé" in page.text
    page = portal.as_("ssip_coordinator").fill(f"/proposals/{proposal_id}/do/override_decline", remark="Il convient.")
    assert page.status == 200, page.text
    assert row(portal, Proposal, proposal_id).state is ProposalState.OVERRIDDEN


def test_row_13_a_report_is_written_returned_and_accepted(portal: Household, stage: Stage) -> None:
    placement_id = stage.running()
    texts = {"progress": "Bien", "goals": "Rythme", "recommendation": "Continuer"}
    page = portal.as_("provider").fill(f"/interim-reports/for/{placement_id}", **texts)
    assert page.status == 200, page.text
    report = all_of(portal, InterimReport)[0]
    office = portal.as_("ssip_coordinator")
    page = office.fill(f"/interim-reports/{report.id}/do/give_back", remark="Et les objectifs ?")
    assert page.status == 200, page.text
    page = portal.as_("provider").fill(f"/interim-reports/{report.id}/write", **texts)
    assert page.status == 200, page.text
    page = office.open(f"/interim-reports/{report.id}")
    accept = next(form for form in page.forms if ("action", "accept") in form.values)
    office.send(page, accept)
    assert row(portal, InterimReport, report.id).state is ReportState.ACCEPTED


def test_row_13_an_unfinished_report_is_kept_and_found_again(portal: Household, stage: Stage) -> None:
    report_id = stage.report()
    office, provider = portal.as_("ssip_coordinator"), portal.as_("provider")
    office.fill(f"/interim-reports/{report_id}/do/give_back", remark="Et les objectifs ?")
    page = provider.open(f"/interim-reports/{report_id}/write")
    unfinished = {"progress": "Il arrive à l’heure", "goals": "", "period_until": "15.12.2026"}
    form = page.form(progress="")
    page = provider.send(page, replace(form, values=[*form.values, ("action", "keep")]), **unfinished)
    assert page.status == 200, page.text
    assert row(portal, InterimReport, report_id).state is ReportState.RETURNED
    again = dict(provider.open(f"/interim-reports/{report_id}/write").form(progress="").values)
    assert (again["progress"], again["goals"], again["period_until"]) == ("Il arrive à l’heure", "", "15.12.2026")


def test_row_14_half_days_are_filled_in_a_table(portal: Household, stage: Stage) -> None:
    month_id = stage.sheet()
    cells = {"morning-2026-11-23": "present", "afternoon-2026-11-23": "sick"}
    page = portal.as_("provider").fill(f"/presence/{month_id}/fill", **cells)
    assert page.status == 200, page.text
    sheet = row(portal, PresenceMonth, month_id)
    assert (sheet.marked_half_days, sheet.present_half_days) == (2, 1)
    page = portal.as_("provider").fill(f"/presence/{month_id}/fill", **{"morning-2026-11-24": "present"})
    assert page.status == 422
    assert "24.11.2026 est encore à venir" in page.text
    assert row(portal, PresenceMonth, month_id).state is PresenceState.OPEN


FORGED = [
    ("morning-2026-12-01", "present", "01.12.2026 n’appartient pas à ce mois"),
    ("afternoon-2026-11-22", "present", "22.11.2026"),
    ("morning-2026-11-23", "asleep", "La réponse pour le 23.11.2026, matin, n’est pas dans la liste"),
    ("noon-2026-11-23", "present", "une indication que le portail ne connaît pas"),
]


@pytest.mark.parametrize(("name", "value", "said"), FORGED)
def test_a_half_day_that_is_not_of_the_sheet_is_objected_to_and_nothing_is_lost(
    portal: Household, stage: Stage, name: str, value: str, said: str
) -> None:
    month_id = stage.sheet()
    browser = portal.as_("provider")
    page = browser.open(f"/presence/{month_id}/fill")
    form = page.form(**{"morning-2026-11-23": ""})
    answers = dict(form.values) | {"afternoon-2026-11-23": "sick", name: value}
    sent = browser.client.post(f"/presence/{month_id}/fill", data=answers, follow_redirects=True)
    again = page_of(sent)
    assert again.status == 422
    assert said in again.text
    kept = dict(again.form(**{"morning-2026-11-23": ""}).values)
    assert kept["afternoon-2026-11-23"] == "sick"
    assert row(portal, PresenceMonth, month_id).marked_half_days == 0
    if value == "asleep":
        assert f'href="#field-{name}"' in again.html
        assert f'aria-describedby="error-{name}"' in again.html
    saved = browser.send(again, again.form(**{"morning-2026-11-23": ""}))
    assert saved.status == 200, saved.text
    assert row(portal, PresenceMonth, month_id).marked_half_days == 1


def test_everything_that_is_wrong_with_a_sheet_is_said_at_once(portal: Household, stage: Stage) -> None:
    month_id = stage.sheet()
    wrong = {"morning-2026-12-24": "present", "morning-2026-11-23": "asleep"}
    browser = portal.as_("provider")
    form = browser.open(f"/presence/{month_id}/fill").form(**{"morning-2026-11-23": ""})
    sent = browser.client.post(f"/presence/{month_id}/fill", data=dict(form.values) | wrong)
    text = page_of(sent).text
    assert "Le 24.12.2026 n’est pas un jour de cette feuille." in text
    assert "La réponse pour le 23.11.2026, matin" in text
    assert "Ce que vous avez saisi est encore là" in text


def test_a_half_day_in_the_future_is_objected_to_beside_its_box(portal: Household, stage: Stage) -> None:
    month_id = stage.sheet()
    page = portal.as_("provider").fill(f"/presence/{month_id}/fill", **{"morning-2026-11-24": "present"})
    assert 'href="#field-morning-2026-11-24"' in page.html
    assert 'id="error-morning-2026-11-24"' in page.html


def test_an_empty_sheet_is_filled_before_it_is_handed_in(portal: Household, stage: Stage) -> None:
    month_id = stage.sheet()
    panel = portal.as_("provider").open(f"/presence/{month_id}").html.split("action-panel", 1)[1]
    assert panel.index(f"/presence/{month_id}/fill") < panel.index('value="submit"')
    assert panel.index("btn-primary") < panel.index(f"/presence/{month_id}/fill")
    assert "Remplir la feuille" not in portal.as_("ssip_coordinator").open(f"/presence/{month_id}").text


def test_sheets_and_reports_are_narrowed_by_their_state(portal: Household, stage: Stage) -> None:
    month_id = stage.sheet()
    browser = portal.as_("ssip_coordinator")
    assert f"/presence/{month_id}" in browser.open("/presence?state=open").html
    assert f"/presence/{month_id}" not in browser.open("/presence?state=locked").html
    portal.watch.pass_by(days=115)
    stage.desk.do(LookAtPlacementsDeadlines(), HOUSE)
    report = all_of(portal, InterimReport)[0]
    portal.browsers.clear()
    browser = portal.as_("ssip_coordinator")
    assert f"/interim-reports/{report.id}" in browser.open("/interim-reports?state=requested").html
    assert f"/interim-reports/{report.id}" not in browser.open("/interim-reports?state=accepted").html


def test_where_filters_leave_nothing_one_click_takes_them_off(portal: Household, stage: Stage) -> None:
    stage.place(title="Atelier bois")
    browser = portal.as_("ssip_coordinator")
    page = browser.open("/places?text=nirgends")
    empty = page.html.split('class="empty"', 1)[1].split("</div>", 1)[0]
    assert 'href="/places"' in empty
    assert "Enlever tous les filtres" in empty
    assert "Les propositions terminées se voient" in browser.open("/proposals").text


def test_reports_somebody_has_to_act_on_stand_before_those_that_are_over(portal: Household, stage: Stage) -> None:
    stage.running()
    portal.watch.pass_by(days=115)
    stage.desk.do(LookAtPlacementsDeadlines(), HOUSE)
    asked = all_of(portal, InterimReport)[0]
    with stage.desk.database.writing() as session:
        over = {each.name: getattr(asked, each.name) for each in InterimReport.__table__.columns}
        over |= {"id": uuid4(), "number": asked.number + 7, "state": ReportState.DROPPED}
        session.execute(insert(InterimReport).values(over | {"due_on": asked.due_on - timedelta(days=90)}))
    html = portal.as_("ssip_coordinator").open("/interim-reports").html
    assert html.index(str(asked.id)) < html.index(str(over["id"]))


@pytest.mark.parametrize("address", ["/places", "/proposals", "/placements", "/interim-reports", "/presence", "/"])
@pytest.mark.parametrize("who", ["provider", "case_worker", "ssip_head"])
def test_lists_open_in_both_languages(portal: Household, stage: Stage, address: str, who: str) -> None:
    stage.report()
    browser = portal.as_(who)
    for language in ("fr", "de"):
        browser.language = language
        assert browser.open(address).status == 200


def test_a_placement_page_shows_how_its_end_is_worked_out(portal: Household, stage: Stage) -> None:
    placement_id = stage.running()
    days = {"starts_on": "01.12.2026", "ends_on": "10.12.2026", "reason": "illness"}
    page = portal.as_("provider").fill(f"/placements/{placement_id}/do/suspend", **days)
    assert page.status == 200, page.text
    assert "02.12.2027" in page.text
    page = portal.as_("case_worker").fill(f"/placements/{placement_id}/do/prolong", until="31.12.2027", remark="Bien")
    assert page.status == 200, page.text
    wish = portal.as_("ssip_head").open(f"/placements/{placement_id}")
    link = next(each for each in wish.links if "/prolongations/" in str(each))
    address = link if isinstance(link, str) else link[0]
    page = portal.as_("ssip_head").fill(address, granted="yes")
    assert page.status == 200, page.text
    assert "31.12.2027" in page.text


def test_row_22_granting_a_prolongation_above_the_quota_asks_for_the_decision(portal: Household, stage: Stage) -> None:
    placement_id = stage.running()
    stage.quota(11)
    page = portal.as_("case_worker").fill(f"/placements/{placement_id}/do/prolong", until="31.12.2027", remark="Bien")
    office = portal.as_("ssip_coordinator")
    link = next(each[0] for each in office.open(f"/placements/{placement_id}").links if "/prolongations/" in each[0])
    assert "Avec cette prolongation, le contingent serait dépassé." in office.open(link).text
    refused = office.fill(link, granted="yes")
    assert refused.status == 422, page.text
    assert "Une décision enregistrée du SSIP est nécessaire." in refused.text
    done = office.fill(link, granted="yes", over_quota="Décision de la direction")
    assert "31.12.2027" in done.text
    assert "Dépassement du contingent décidé" in done.text
    quota = office.open(f"/reservations/quotas/{SERVICE[1]}/IP/POIAS/2027")
    assert "Décision de la direction" in quota.text
    assert f"/placements/{placement_id}" in [each[0] for each in quota.links]


def test_row_22_a_service_asks_for_a_place_and_the_office_confirms(portal: Household, stage: Stage) -> None:
    stage.quota()
    place_id, mandate_id = stage.place(), stage.mandate()
    days = {"starts_on": "23.11.2026", "ends_on": "22.05.2027"}
    page = portal.as_("case_worker").fill(f"/reservations/for/{mandate_id}/{place_id}", **days)
    assert page.status == 200, page.text
    address = page.url.removeprefix("http://localhost")
    page = portal.as_("ssip_coordinator").fill(f"{address}/do/confirm", ground="consent")
    assert page.status == 200, page.text
    assert all_of(portal, Proposal)[0].mandate_id == mandate_id
    assert "confirmée" in page.text


def test_row_10_the_waiting_list_shows_the_parts_of_every_score(portal: Household, stage: Stage) -> None:
    mandate_id = stage.mandate()
    page = portal.as_("ssip_head").open("/offer/waiting?group=IP")
    assert page.status == 200
    assert f"/matching/{mandate_id}" in page.html


def test_the_offer_page_shows_figures_with_their_formula(portal: Household, stage: Stage) -> None:
    stage.place()
    stage.report()
    page = portal.as_("ssip_head").open("/offer/figures")
    assert page.status == 200
    assert "jours-places occupés ÷ jours-places disponibles" in page.text
