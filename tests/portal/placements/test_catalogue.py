"""The catalogue through its page: filters in the address, the map, searches that are kept and tell."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from messaging.letter import opened
from messaging.letterbox import LetterBox
from schemas.actor import HOUSE
from schemas.codes import Perimeter, PlaceKind
from schemas.placements import SetTravelTime
from schemas.registration import RegisterCommune
from services.placements.model import LEDGER, SavedSearch
from tests.portal.admin.counter import counted
from tests.portal.household import Household, account_id
from tests.portal.placements.stage import Stage

LYSS, NIDAU, BIEL = (306, "Lyss"), (743, "Nidau"), (371, "Biel/Bienne")


def staged(house: Household) -> Stage:
    stage = Stage(house)
    for number, name in (LYSS, NIDAU, BIEL):
        town = RegisterCommune(bfs_no=number, name=name, perimeter=Perimeter.LYSS, valid_from=date(2018, 1, 1))
        house.desks["registration"].do(town, HOUSE)
    return stage


def way(house: Household, bfs_no: int, town: str, minutes: int) -> None:
    house.desks["placements"].do(SetTravelTime(commune_bfs_no=bfs_no, town=town, minutes=minutes), HOUSE)


def shown(house: Household, query: str, who: str = "case_worker") -> set[str]:
    page = house.as_(who).open(f"/catalogue?{query}")
    assert page.status == 200
    return {words for address, words in page.links if address.startswith("/places/") and "Platz" in words}


def test_row_37_places_are_found_by_every_criterion(portal: Household) -> None:
    stage = staged(portal)
    stage.place(title="Platz A", kind=PlaceKind.IP, needs_german=True, town="Lyss")
    stage.place(
        title="Platz B",
        kind=PlaceKind.PIP,
        needs_french=True,
        town="Nidau",
        workload_min_percent=80,
        available_from=date(2027, 3, 1),
    )
    assert shown(portal, "") == {"Platz A", "Platz B"}
    assert shown(portal, "kind=PIP") == {"Platz B"}
    assert shown(portal, "speaks=french") == {"Platz B"}
    assert shown(portal, "speaks=german") == {"Platz A"}
    assert shown(portal, "workload_percent=60") == {"Platz A"}
    assert shown(portal, "town=nidau") == {"Platz B"}
    assert shown(portal, "field_of_work=garden") == set()
    assert shown(portal, "free_on=1.12.2026") == {"Platz A"}
    assert shown(portal, "free_on=1.4.2027") == {"Platz A", "Platz B"}
    assert shown(portal, "kind=XX&workload_percent=abc&free_on=gestern&commune_bfs_no=x") == {"Platz A", "Platz B"}


def test_row_37_the_way_from_a_commune_narrows_once_it_is_known(portal: Household) -> None:
    stage = staged(portal)
    stage.place(title="Platz A", town="Lyss")
    stage.place(title="Platz B", town="Nidau")
    page = portal.as_("case_worker").open("/catalogue?commune_bfs_no=371&within_minutes=30")
    assert "ne sont pas encore configurés" in page.text
    way(portal, 371, "Nidau", 8)
    way(portal, 371, "Lyss", 40)
    assert shown(portal, "commune_bfs_no=371&within_minutes=30") == {"Platz B"}
    assert shown(portal, "commune_bfs_no=371&within_minutes=45") == {"Platz A", "Platz B"}
    assert "8 minutes" in portal.as_("case_worker").open("/catalogue?commune_bfs_no=371").text


def test_row_37_the_map_counts_by_commune_and_says_that_it_is_schematic(portal: Household) -> None:
    stage = staged(portal)
    stage.place(title="Platz A", town="Lyss")
    stage.place(title="Platz B", town="Lyss")
    stage.place(title="Platz C", town="Tramelan")
    page = portal.as_("ssip_coordinator").open("/catalogue")
    assert 'aria-label="Lyss: 2 places"' in page.html
    assert "schématique" in page.text
    assert "Tramelan (1)" in page.text
    assert "//" not in page.html.split("<svg class", 1)[1].split("</svg>")[0]
    chosen = portal.as_("ssip_coordinator").open("/catalogue?town=Lyss")
    assert 'aria-current="true"' in chosen.html
    assert "Tramelan (1)" in chosen.text


def test_row_37_every_commune_has_one_field_of_its_own() -> None:
    from deploy.reference.loading import rows_of
    from portal.pages.placements.schematic import _cells

    cells = _cells()
    assert set(cells) == {int(row["bfs_no"]) for row in rows_of("communes.csv")}
    assert len(set(cells.values())) == len(cells) == 60


def test_row_37_a_search_is_kept_and_tells_of_a_new_place_that_fits(portal: Household) -> None:
    stage = staged(portal)
    browser = portal.as_("case_worker")
    page = browser.open("/catalogue/save?kind=PIP&town=Lyss")
    page = browser.send(page, page.form(name=""), name="Meine Suche", alert="yes")
    assert "La recherche est gardée." in page.text
    assert "Meine Suche" in page.text
    assert "Lyss" in page.text
    stage.place(title="Platz X", kind=PlaceKind.IP, town="Lyss")
    fitting = stage.place(title="Platz Y", kind=PlaceKind.PIP, town="Lyss")
    with portal.desks["placements"].database.reading() as session:
        bodies = session.scalars(select(LEDGER.outbox.c.body).where(LEDGER.outbox.c.name == "placements.place_found"))
        letters = [opened(each) for each in bodies]
    assert [(each.message().place_id, each.message().account_id) for each in letters] == [  # type: ignore[attr-defined]
        (fitting, account_id("case_worker"))
    ]
    LetterBox(portal.desks["notifications"]).hear(letters)
    alerts = browser.open("/alerts")
    assert "correspond à votre recherche" in alerts.text
    assert "Platz Y · recherche « Meine Suche »" in alerts.text
    assert "correspond à votre recherche" not in portal.as_("service_head").open("/alerts").text
    alert = browser.open(next(url for url, _ in alerts.links if url.startswith("/alerts/")))
    kept = next(url for url, _ in alert.links if url.startswith("/catalogue/searches/"))
    found = browser.open(kept)
    assert "kind=PIP" in found.url
    assert "town=Lyss" in found.url
    browser.client.get("/language/de")
    assert "Suche «Meine Suche»" in browser.open("/alerts").text


def test_the_search_of_an_old_mail_that_is_gone_says_so(portal: Household) -> None:
    staged(portal)
    page = portal.as_("case_worker").open(f"/catalogue/searches/{uuid4()}")
    assert "Cette recherche n’est plus gardée." in page.text


def test_row_37_an_alert_is_switched_off_and_a_search_dropped(portal: Household) -> None:
    stage = staged(portal)
    browser = portal.as_("case_worker")
    page = browser.open("/catalogue/save")
    page = browser.send(page, page.form(name=""), name="Alles", alert="yes")
    page = browser.send(page, page.form("/alert"))
    assert "sans avis" in page.text
    stage.place(title="Platz Z")
    with portal.desks["placements"].database.reading() as session:
        told = session.scalars(select(LEDGER.outbox.c.name).where(LEDGER.outbox.c.name == "placements.place_found"))
        assert told.all() == []
    page = browser.send(page, page.form("/drop"))
    assert "Aucune recherche gardée" in page.text


def test_row_37_nobody_touches_the_search_of_somebody_else(portal: Household) -> None:
    staged(portal)
    browser = portal.as_("case_worker")
    page = browser.open("/catalogue/save")
    browser.send(page, page.form(name=""), name="Meine", alert="yes")
    other = portal.as_("ssip_coordinator")
    assert "Meine" not in other.open("/catalogue/searches").text
    search_id: UUID
    with portal.desks["placements"].database.reading() as session:
        search_id = session.scalars(select(SavedSearch.id)).one()
    data = {"csrf_token": other.csrf(), "alert": "no"}
    assert other.client.post(f"/catalogue/searches/{search_id}/alert", data=data).status_code == 404
    other.client.post(f"/catalogue/searches/{search_id}/drop", data=data)
    assert "Meine" in browser.open("/catalogue/searches").text


def test_row_37_a_search_without_a_name_is_asked_for_one(portal: Household) -> None:
    staged(portal)
    browser = portal.as_("case_worker")
    page = browser.open("/catalogue/save?kind=PIP")
    page = browser.send(page, page.form(name=""), name="")
    assert page.status == 422
    assert 'href="#field-name"' in page.html


def test_row_37_the_catalogue_takes_the_same_statements_for_one_place_and_for_eight(portal: Household) -> None:
    stage = staged(portal)
    stage.place(title="Platz 0")
    browser = portal.as_("case_worker")
    browser.open("/catalogue")
    with counted(portal) as few:
        browser.open("/catalogue")
    for number in range(1, 8):
        stage.place(title=f"Platz {number}", town=("Lyss", "Nidau")[number % 2])
    with counted(portal) as many:
        browser.open("/catalogue")
    assert len(many) == len(few)
