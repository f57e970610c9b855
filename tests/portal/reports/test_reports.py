"""Indicators open to their list, a service reads its own people only, and nothing small or unfinished is published."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.worker import Embedded
from portal.runs.maker import Maker
from schemas.actor import HOUSE
from schemas.codes import Eligibility, Funding, PlaceKind
from schemas.placements import PersonEnded, PersonStarted, SetQuota
from schemas.registration import MandateAdmitted, MandateClosed, MandateSubmitted
from schemas.steering import SetSteeringValue
from tests.portal.household import OTHER_PROVIDER, OTHER_SERVICE, PROVIDER, SERVICE, Household, actor
from tests.portal.registration import scene
from tests.services.registration.people import LISTS

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
GOOD = LISTS["success_scale"][0]
YEAR = "period=year&first=2025-06-01"


def course(service: UUID, day: date, closed_on: date | None = None, mandate_id: UUID | None = None) -> list[Any]:
    mandate = {"mandate_id": mandate_id or uuid4(), "social_service_id": service, "case_worker_id": uuid4()}
    told: list[Any] = [
        MandateSubmitted(
            **mandate,
            number="M-2025-00001",
            wished_kind=PlaceKind.IP,
            eligibility=Eligibility.ELIGIBLE,
            submitted_on=day,
        ),
        MandateAdmitted(
            **mandate,
            number="M-2025-00001",
            coordinator_id=uuid4(),
            admitted_on=day.replace(day=day.day + 4),
            check_valid_until=date(2026, 6, 1),
        ),
    ]
    if closed_on:
        codes = {"reason": "job_found", "potential": "high", "success": "reached"}
        told.append(MandateClosed(**mandate, closed_on=closed_on, **codes))
    return told


@pytest.fixture
def counted(portal: Household) -> Household:
    told = [one for _ in range(6) for one in course(SERVICE[1], date(2025, 3, 2), date(2025, 9, 1))]
    told += course(OTHER_SERVICE[1], date(2025, 4, 6))
    box = LetterBox(portal.desks["steering"])
    box.hear([letter_of(each, NOW) for each in told])
    assert box.parking.waiting() == []
    return portal


def rows(house: Household, who: str, address: str) -> list[list[str]]:
    with house.as_(who).client.get(address) as answer:
        assert answer.status_code == 200, answer.status_code
        text = answer.get_data().decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def test_row_24_a_number_stands_beside_its_formula_and_opens_to_its_list(counted: Household) -> None:
    found = {each[0]: each for each in rows(counted, "ssip_head", f"/figures?{YEAR}&export=csv&list=reports.figures")}
    assert found["Mandats déposés"][1] == "7"
    assert found["Délai jusqu’à l’admission"][1] == "4"
    assert "dépôt" in found["Mandats déposés"][5]
    page = counted.as_("ssip_head").open(f"/figures?{YEAR}")
    assert "/figures/mandates_submitted?" in page.html
    behind = rows(counted, "ssip_head", f"/figures/mandates_submitted?{YEAR}&export=csv")
    assert len(behind) - 1 == 7


def test_row_24_a_service_counts_its_own_whatever_it_asks(counted: Household) -> None:
    address = f"/figures?{YEAR}&service={OTHER_SERVICE[1]}&export=csv&list=reports.figures"
    assert next(each for each in rows(counted, "service_head", address) if each[0] == "Mandats déposés")[1] == "6"
    assert next(each for each in rows(counted, "other_service_head", address) if each[0] == "Mandats déposés")[1] == "1"


def test_row_24_closings_are_counted_by_reason_potential_and_success(counted: Household) -> None:
    found = rows(counted, "ssip_head", f"/figures?{YEAR}&export=csv&list=reports.closings")
    assert found[1:] == [["job_found", "high", "reached", "6"]]


def test_row_24_any_days_can_be_a_period(counted: Household) -> None:
    address = "/figures?period=free&first=01.04.2025&last=30.04.2025&export=csv&list=reports.figures"
    assert next(each for each in rows(counted, "ssip_head", address) if each[0] == "Mandats déposés")[1] == "1"


def test_row_24_a_report_is_refused_until_somebody_says_from_which_number_on(counted: Household) -> None:
    head = counted.as_("ssip_head")
    page = head.fill("/reports/new", kind="canton", first_on="01.01.2025", last_on="31.12.2025")
    report = page.url.removesuffix("/write")
    refused = head.send(head.open(report), head.open(report).form("/do"), action="publish")
    assert "Plus petit nombre publiable" in refused.text
    for reader in ("canton_reader", "auditor", "service_head"):
        assert counted.as_(reader).client.get(report).status_code == 404
    value = SetSteeringValue(name="small_cell_minimum", value=5, valid_from=date(2026, 11, 23))
    counted.desks["steering"].do(value, HOUSE)
    head.send(head.open(report), head.open(report).form("/do"), action="publish")
    for reader in ("canton_reader", "auditor", "service_head"):
        assert counted.as_(reader).client.get(report).status_code == 200


def published(house: Household) -> str:
    value = SetSteeringValue(name="small_cell_minimum", value=5, valid_from=date(2026, 11, 23))
    house.desks["steering"].do(value, HOUSE)
    head = house.as_("ssip_head")
    page = head.fill("/reports/new", kind="annual", first_on="01.01.2025", last_on="31.12.2025")
    texts = {"introduction_fr": "Une année #panic(1) calme.", "introduction_de": "Ein ruhiges Jahr."}
    page = head.send(page, page.form(**dict.fromkeys(texts, "")), **texts)
    head.send(page, page.form("/do"), action="publish")
    return page.url


def test_row_24_a_published_report_keeps_its_figures_and_leaves_small_ones_out(counted: Household) -> None:
    report = published(counted)
    box = LetterBox(counted.desks["steering"])
    box.hear([letter_of(each, NOW) for each in course(SERVICE[1], date(2025, 5, 1))])
    found = {each[0]: each[1] for each in rows(counted, "canton_reader", f"{report}?export=csv&list=reports.published")}
    assert found["Mandats déposés"] == "7"
    assert found["Mandats en cours"] == "trop petit pour être publié"
    assert found["Mandats refusés"] == "0"


def test_row_24_the_annual_report_is_an_accessible_paper_in_the_reader_s_language(counted: Household) -> None:
    report = published(counted)
    with counted.as_("canton_reader").client.get(f"{report}/paper") as answer:
        assert answer.status_code == 200
        paper = PdfReader(BytesIO(answer.get_data()))
    text = " ".join(page.extract_text() for page in paper.pages)
    assert "Une année #panic(1) calme." in text
    assert "Rapport annuel 2025" in text
    assert paper.root_object["/MarkInfo"]["/Marked"]


def test_row_24_two_drafts_of_one_period_are_one_too_many(counted: Household) -> None:
    head = counted.as_("ssip_head")
    given = {"kind": "canton", "first_on": "01.01.2025", "last_on": "31.12.2025"}
    head.fill("/reports/new", **given)
    assert "brouillon existe déjà" in head.fill("/reports/new", **given).text


def test_row_24_the_report_of_a_service_names_its_own_people_and_nobody_else_s(portal: Household) -> None:
    scene.furnish(portal)
    scene.submit(portal)
    address = "/service-report?period=year&first=2026-01-01&export=csv"
    own = rows(portal, "service_head", address)
    assert len(own) == 2
    assert own[1][0].startswith("M-2026-")
    other = rows(portal, "other_service_head", f"{address}&service={SERVICE[1]}")
    assert len(other) == 1
    assert portal.as_("canton_reader").client.get(address).status_code == 403


def test_row_24_own_places_and_own_poias_places_are_averaged_each(portal: Household) -> None:
    address = "/service-report?period=year&first=2026-01-01"
    assert portal.as_("service_head").open(address).text.count("non configuré") >= 2
    quota = SetQuota(
        social_service_id=SERVICE[1],
        kind=PlaceKind.IP,
        funding=Funding.POIAS,
        year=2026,
        own_places=2,
        place_months=24,
    )
    portal.desks["placements"].do(quota, actor("ssip_head"))
    text = portal.as_("service_head").open(address).text
    assert "non configuré" not in text
    assert text.count("0.0\N{NO-BREAK SPACE}%") + text.count("0.0 %") >= 2


def test_row_24_what_counts_as_success_is_set_from_a_day_on_and_then_counted(counted: Household) -> None:
    scene.enter_lists(counted)
    share = f"/figures?{YEAR}&export=csv&list=reports.figures"
    found = {each[0]: each for each in rows(counted, "ssip_head", share)}
    assert "non configuré" in found["Part de succès"][1]
    head = counted.as_("ssip_head")
    assert "non configuré" in head.open("/success").text
    assert head.fill("/success", success_codes="nobody", valid_from="23.11.2026").status == 422
    past = head.fill("/success", success_codes=GOOD, valid_from="01.01.2025")
    assert past.status == 422
    page = head.fill("/success", success_codes=GOOD, valid_from="23.11.2026")
    assert f"{GOOD} (fr)" in page.text
    this_year = "/figures?period=year&first=2026-06-01&export=csv&list=reports.figures"
    found = {each[0]: each for each in rows(counted, "ssip_head", this_year)}
    assert "non configuré" not in found["Part de succès"][1]
    assert not any("success_codes" in form.names for form in counted.as_("auditor").open("/success").forms)


def test_row_23_a_provider_has_its_scorecard_and_sees_no_other(counted: Household) -> None:
    box = LetterBox(counted.desks["steering"])
    for provider, days in ((PROVIDER[1], 10), (OTHER_PROVIDER[1], 20)):
        ids = {"placement_id": uuid4(), "mandate_id": uuid4(), "provider_id": provider}
        place = {"place_id": uuid4(), "social_service_id": SERVICE[1]}
        started = PersonStarted(**ids, **place, started_on=date(2025, 3, 2), ends_on=date(2025, 8, 1))
        ended = PersonEnded(**ids, **place, ended_on=date(2025, 3, 1 + days), reason="planned")
        box.hear([letter_of(each, NOW) for each in (started, ended)])
    assert box.parking.waiting() == []
    table = rows(counted, "ssip_head", f"/scorecards?{YEAR}&export=csv")
    assert len(table) == 1 + 2
    own = rows(counted, "provider", f"/scorecards?{YEAR}&export=csv")
    assert len(own) == 1 + 1
    card = rows(counted, "provider", f"/scorecards/{PROVIDER[1]}?{YEAR}&export=csv")
    assert next(each for each in card if each[0] == "Affectations commencées")[1:3] == ["1", "0"]
    assert counted.as_("other_provider").client.get(f"/scorecards/{PROVIDER[1]}").status_code == 404
    assert counted.as_("case_worker").client.get("/scorecards").status_code == 403


def test_row_24_the_reports_of_all_services_are_made_in_the_background_a_sheet_each(portal: Household) -> None:
    scene.furnish(portal)
    scene.submit(portal)
    head = portal.as_("ssip_head")
    assert "/service-report/every?" in head.open("/service-report").html
    page = head.open("/service-report/every?period=quarter&first=2026-10-01")
    assert page.url.endswith("/runs")
    assert "Rapports de tous les services, 01.10.2026 – 31.12.2026" in page.text
    assert Maker(portal.app).make_one()
    url = next(url for url, _ in head.open("/runs").links if url.endswith("/file"))
    with head.client.get(url) as answer:
        assert answer.status_code == 200
        book = CalamineWorkbook.from_filelike(BytesIO(answer.get_data()))
    assert len(book.sheet_names) == 2
    found = [len(book.get_sheet_by_name(each).to_python()) for each in book.sheet_names]
    assert sorted(found) == [3, 4]
    assert portal.as_("service_head").client.get("/service-report/every").status_code == 404


def test_row_24_the_office_sees_every_service_with_its_numbers_before_it_opens_one(portal: Household) -> None:
    scene.furnish(portal)
    scene.submit(portal)
    address = "/service-report?period=year&first=2026-01-01"
    quota = SetQuota(
        social_service_id=SERVICE[1], kind=PlaceKind.IP, funding=Funding.POIAS, year=2026, own_places=2, place_months=24
    )
    portal.desks["placements"].do(quota, actor("ssip_head"))
    lines = rows(portal, "ssip_head", f"{address}&export=csv")[1:]
    opened = rows(portal, "ssip_head", f"{address}&service={SERVICE[1]}&export=csv")[1:]
    assert [each[1] for each in lines].count(str(len(opened))) >= 1
    assert ["0.0 %", "0.0 %"] in [each[2:] for each in lines]
    assert sum("non configuré" in each for each in lines) == len(lines) - 1
    page = portal.as_("ssip_head").open(address)
    assert any(f"service={SERVICE[1]}" in url for url, _ in page.links)


def delivered(house: Household, *people: str) -> list[str]:
    """Let letters travel; return which of these people are told of a published report."""
    Embedded(house.desks.values()).drain()
    return [each for each in people if "Rapport publié" in house.as_(each).open("/alerts").text]


PARTNERS = ("provider", "other_provider", "service_head", "other_service_head", "canton_reader")


def test_row_24_the_annual_report_is_delivered_to_each_partner_r_04(counted: Household) -> None:
    Embedded(counted.desks.values()).drain()
    report = published(counted)
    assert delivered(counted, *PARTNERS, "case_worker") == list(PARTNERS)
    page = counted.as_("provider").open("/alerts")
    assert "Rapport annuel" in page.text
    alert = counted.as_("provider").open(page.link("Rapport publié"))
    opened = counted.as_("provider").send(alert, alert.form("/open"))
    assert opened.url.endswith(report)
    assert "2025" in opened.text
    assert delivered(counted, *PARTNERS) == [each for each in PARTNERS if each != "provider"], "read by one, not by all"
    counted.as_("other_provider").open("/language/de")
    assert "Veröffentlichter Bericht" in counted.as_("other_provider").open("/alerts").text


def test_row_24_the_report_to_the_canton_is_delivered_to_the_canton_alone_r_04(counted: Household) -> None:
    Embedded(counted.desks.values()).drain()
    value = SetSteeringValue(name="small_cell_minimum", value=5, valid_from=date(2026, 11, 23))
    counted.desks["steering"].do(value, HOUSE)
    head = counted.as_("ssip_head")
    page = head.fill("/reports/new", kind="canton", first_on="01.01.2025", last_on="31.12.2025")
    report = head.open(page.url.removesuffix("/write"))
    head.send(report, report.form("/do"), action="publish")
    assert delivered(counted, *PARTNERS) == ["canton_reader"]
