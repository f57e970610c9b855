"""Today: numbers that open to their lists, a few lines at a time, and one kind of work after the other."""

from __future__ import annotations

import re
from datetime import date

from portal.pages.core.today import FEW
from schemas.actor import HOUSE
from schemas.steering import SetSteeringValue
from tests.portal.household import Household
from tests.portal.placements.stage import Stage
from tests.portal.registration.scene import furnish, released, submit


def _figure(html: str, label: str) -> tuple[str, str]:
    found = re.search(
        rf'<a href="([^"]+)">{label}</a></div>\s*<div class="figure-line"><span class="figure-value">([^<]+)', html
    )
    assert found, label
    return found.group(1), found.group(2)


def test_row_24_each_number_on_today_is_the_length_of_the_list_it_opens(portal: Household) -> None:
    furnish(portal)
    for _ in range(3):
        submit(portal)
    browser = portal.as_("ssip_coordinator")
    address, value = _figure(browser.open("/").html, "Mandats en cours")
    assert value == "3"
    assert "3 résultats" in browser.open(address).text
    _, due = _figure(browser.open("/").html, "Échéances sous 14 jours")
    assert due == str(browser.open("/").html.count('<li class="task'))


def test_row_17_a_long_day_shows_its_first_lines_and_one_kind_at_a_time(portal: Household) -> None:
    furnish(portal)
    for _ in range(FEW + 2):
        submit(portal)
    released(portal)
    portal.watch.pass_by(days=40)
    browser = portal.as_("ssip_coordinator")
    page = browser.open("/")
    assert re.search(r'<details class="more"><summary>Afficher les \d+ autres', page.html)
    kinds = [address for address, _ in page.links if "about=" in address]
    assert len(kinds) >= 2
    whole = browser.open(page.link("Ouvrir la liste entière")).html.count('<li class="task')
    assert whole > FEW
    parts = [browser.open(f"{each}&open=act").html.count('<li class="task') for each in kinds]
    assert all(0 < part < whole for part in parts)


def test_an_opened_card_stays_with_the_kind_that_was_chosen(portal: Household) -> None:
    furnish(portal)
    for _ in range(FEW + 2):
        submit(portal)
    released(portal)
    portal.watch.pass_by(days=40)
    browser = portal.as_("ssip_coordinator")
    kinds = [browser.open(address) for address, _ in browser.open("/").links if "about=" in address]
    first = next(each for each in kinds if 'class="more"' in each.html)
    whole = browser.open(first.link("Ouvrir la liste entière"))
    assert first.html.count('<li class="task') < whole.html.count('<li class="task')
    assert len(set(re.findall(r'<p class="task-title"><a[^>]*>([^<]*)<', whole.html.partition('id="soon"')[0]))) == 1


def test_free_seats_on_today_are_counted_like_on_the_places(portal: Household) -> None:
    stage = Stage(portal)
    stage.place(seats=3)
    stage.place(seats=2, title="Atelier")
    for who in ("ssip_coordinator", "case_worker", "provider"):
        address, free = _figure(portal.as_(who).open("/").html, "Places libres aujourd’hui")
        assert free == "5", who
        assert portal.as_(who).open(address).status == 200
    _, foreign = _figure(portal.as_("other_provider").open("/").html, "Places libres aujourd’hui")
    assert foreign == "0", "a provider counts its own seats alone"


def test_an_auditor_sees_no_work_but_the_same_numbers(portal: Household) -> None:
    furnish(portal)
    submit(portal)
    numbers = [_figure(portal.as_(who).open("/").html, "Mandats en cours")[1] for who in ("ssip_head", "auditor")]
    assert numbers == ["1", "1"]


def test_the_canton_sees_where_its_report_stands_and_what_it_was_invoiced(portal: Household) -> None:
    canton = portal.as_("canton_reader")
    page = canton.open("/")
    address, year = _figure(page.html, "Rapport au canton")
    assert int(year) < int(portal.watch().year)
    assert "pas encore publié" in page.text
    assert canton.open(address).status == 200
    address, invoiced = _figure(page.html, f"Facturé en {portal.watch().year}, CHF")
    assert invoiced == "0.00"
    assert canton.open(address).status == 200
    assert "Crédit" not in page.text, "no ceiling is set"
    assert "Rapport au canton" not in portal.as_("ssip_coordinator").open("/").text


def test_row_24_the_canton_sees_which_months_its_report_is_about(portal: Household) -> None:
    value = SetSteeringValue(name="small_cell_minimum", value=5, valid_from=date(2026, 11, 23))
    portal.desks["steering"].do(value, HOUSE)
    head = portal.as_("ssip_head")
    page = head.fill("/reports/new", kind="canton", first_on="01.07.2026", last_on="30.09.2026")
    report = page.url.removesuffix("/write")
    head.send(head.open(report), head.open(report).form("/do"), action="publish")
    address, months = _figure(portal.as_("canton_reader").open("/").html, "Rapport au canton")
    assert (report.endswith(address), months) == (True, "07–09.2026")
