"""Who read and changed what: one list over all services, read by number, narrowed by person, record, act and day."""

from __future__ import annotations

import pytest

from tests.portal import samples_admin
from tests.portal.admin.counter import counted, look, save
from tests.portal.household import Household, account_id
from tests.portal.samples import samples

AGE = "/admin/settings/registration/age_max"


def test_row_29_who_read_a_file_stands_behind_the_link_on_it(portal: Household) -> None:
    mandate_id = samples()["mandate"](portal)["mandate_id"]
    portal.as_("case_worker").open(f"/mandates/{mandate_id}")
    head = portal.as_("ssip_head")
    page = head.open(f"/mandates/{mandate_id}")
    trail = next(url for url, words in page.links if words == "Qui a lu ou changé ceci")
    page = head.open(trail)
    assert "A lu : Dossier d’un mandat" in page.text
    assert "Person case_worker" in page.text
    assert "registration.submit_mandate" in page.text
    only = head.open(f"{trail}&account={account_id('case_worker')}&act=read:")
    assert only.text.count("Person ssip_head") < page.text.count("Person ssip_head")
    assert "Person case_worker" in only.text


def test_row_29_a_change_shows_from_what_to_what_and_its_trace(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    save(admin, look(admin, AGE, value="64", valid_from="23.11.2026"))
    save(admin, look(admin, AGE, value="65", valid_from="24.11.2026"))
    page = admin.open("/audit?act=.set_")
    assert "age_max: 64 → 65" in page.text
    trace = next(url for url, _ in page.links if "trace=" in url)
    assert "registration.set_value" in admin.open(trace).text
    assert admin.open("/audit?act=.set_&until=22.11.2026").text.count("age_max") == 0
    assert admin.open("/audit?act=.set_&since=23.11.2026&desk=placements").text.count("age_max") == 0


def test_row_29_pages_follow_each_other_by_number_without_gap_or_double(portal: Household) -> None:
    for each in range(60):
        samples_admin.commune(portal)
        portal.watch.pass_by(seconds=each % 2)
    admin = portal.as_("ssip_admin")
    seen, address = 0, "/audit?act=registration.register_commune"
    while address:
        page = admin.open(address)
        rows = page.html.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")
        seen += sum("registration.register_commune" in row for row in rows)
        address = next((url for url, words in page.links if words == "Suivante"), "")
    assert seen == 60


def test_row_29_the_list_asks_each_service_once(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    admin.open("/audit")
    with counted(portal) as few:
        admin.open("/audit")
    for _ in range(20):
        samples_admin.commune(portal)
    with counted(portal) as many:
        admin.open("/audit")
    assert len(many) == len(few)


@pytest.mark.parametrize("person", ["ssip_coordinator", "case_worker", "provider", "canton_reader"])
def test_row_29_nobody_else_reads_the_trail_or_sees_the_link(portal: Household, person: str) -> None:
    assert portal.as_(person).open("/audit").status == 403
    mandate_id = samples()["mandate"](portal)["mandate_id"]
    assert "Qui a lu ou changé ceci" not in portal.as_(person).open(f"/mandates/{mandate_id}").text
