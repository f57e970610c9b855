"""The journey of one mandate as its people live it: every step by the role that owns it, through HTML forms."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from deploy.demo.people import PASSWORD
from messaging.clock import day_of
from tests.journeys.visitor import Form, Page, Visitor

ANSWERS: dict[str, Any] = {
    "commune_bfs_no": "306",
    "birth_on": "01.05.1990",
    "wished_kind": "PIP",
    "nationality_swiss": "no",
    "permit_category": "C",
    "permit_valid_until": "01.01.2030",
    "employability_percent": "90",
    "work_capacity_percent": "100",
    "potential": "yes",
    "motivation": "yes",
    "speaks_french": "yes",
    "speaks_german": "yes",
    "motivation_for_change": "yes",
    "day_structure_percent": "100",
    "accident_insurance": "yes",
    "has_children": "no",
    "housing_stable": "yes",
    "health_stable": "yes",
    "addiction_present": "no",
    "self_employed": "no",
    "schooling_done": "yes",
    "goal": "Retrouver un rythme, puis un emploi.",
}
PLACE: dict[str, Any] = {
    "title": "Atelier de la gare",
    "kind": "PIP",
    "funding": "POIAS",
    "town": "Lyss",
    "field_of_work": "workshop",
    "workload_min_percent": "20",
    "workload_max_percent": "100",
    "seats": "2",
    "qualification": "yes",
    "counselling": "yes",
    "coaching": "yes",
    "no_competition": "yes",
}
OUTCOME = {"reason": "demo_step_done", "potential": "demo_high", "success": "demo_reached"}
TEXT = "Discuté et convenu ; à suivre – « bien » d'abord."


def today() -> date:
    """Return the day in Zurich, as the houses under test see it."""
    return day_of(datetime.now(UTC))


def swiss(day: date) -> str:
    """Return a day as people type it."""
    return f"{day:%d.%m.%Y}"


def until(page: Callable[[], Page], piece: str, seconds: float = 60.0) -> Page:
    """Look again until ``piece`` stands on the page: news travel between services."""
    end = time.monotonic() + seconds
    while True:
        found = page()
        if piece in found.html:
            return found
        assert time.monotonic() < end, f"{piece!r} never came to {found.url}: {found.text[:1500]}"
        time.sleep(0.1)


@dataclass
class People:
    """Everybody of the journey, signed in."""

    base: str
    language: str = "fr"
    comes: Callable[[str, str], Visitor] = Visitor
    """Makes a visitor of an address and a language: without a browser, or with one."""
    known: dict[str, Visitor] = field(default_factory=dict)

    def __call__(self, name: str) -> Visitor:
        if name not in self.known:
            visitor = self.comes(self.base, self.language)
            visitor.sign_in(name, PASSWORD)
            self.known[name] = visitor
        return self.known[name]


def path_of(page: Page) -> str:
    """Return the address of a page without its parameters."""
    return urlsplit(page.url).path


def main_form(page: Page) -> Form:
    """Return the form people fill in: the one with the most fields that posts."""
    posting = [each for each in page.forms if each.method == "post"]
    assert posting, f"nothing to fill in on {page.url}: {page.text[:800]}"
    return max(posting, key=lambda each: len(each.names))


def act(visitor: Visitor, record: str, action: str, **given: Any) -> Page:
    """Open the form of one step of a record, fill it in and send it; fails where it is refused."""
    page = visitor.open(f"{record}/do/{action}")
    assert page.status == 200, f"{record}/do/{action}: {page.status} {page.text[:800]}"
    done = visitor.send(page, main_form(page), **given)
    assert done.status == 200, f"{record}/do/{action}: {done.status} {done.text[:1500]}"
    assert not path_of(done).endswith(f"/do/{action}"), done.text[:1500]
    return done


def publish(people: People, **changes: Any) -> str:
    """The provider publishes a place, the office checks it; return the place's address."""
    page = people("gad").open("/places/new")
    given = PLACE | {"available_from": swiss(today())} | changes
    done = people("gad").send(page, main_form(page), **given)
    assert done.status == 200, done.text[:1500]
    record = path_of(done)
    assert re.fullmatch(r"/places/[0-9a-f-]{36}", record), done.text[:1500]
    act(people("coordination"), record, "check", no_competition_checked="yes")
    return record


def fill_wizard(visitor: Visitor, answers: dict[str, Any], start: str = "/mandates/new?fresh=yes") -> Page:
    """Go through the mandate form step by step, answering what each step asks; return the last page."""
    page = visitor.open(start)
    for _ in range(15):
        if re.fullmatch(r"/mandates/[0-9a-f-]{36}", path_of(page)):
            return page
        form = main_form(page)
        assert "sign-out" not in form.action, f"nothing to go on with on {page.url}: {page.text[:1500]}"
        given = {name: value for name, value in answers.items() if name in form.names}
        page = visitor.send(page, form, **given)
        if page.status != 200:
            return page
    return page


def submit(people: People, worker: str = "as.lyss", **changes: Any) -> str:
    """The case worker submits a mandate; return its address."""
    unique = f"{time.monotonic_ns():d}".translate(str.maketrans("0123456789", "abcdefghij"))
    names = {"family_name": "Journalier", "given_name": unique.capitalize()}
    page = fill_wizard(people(worker), names | ANSWERS | changes)
    assert re.fullmatch(r"/mandates/[0-9a-f-]{36}", path_of(page)), f"{page.url} {page.text[:2500]}"
    return path_of(page)


def prepare(people: People, mandate: str) -> None:
    """The office admits, clarifies, plans and releases."""
    office = people("coordination")
    act(office, mandate, "acknowledge")
    act(office, mandate, "admit")
    found = {"professional_realistic": "yes", "needs_more": "no", "findings": TEXT}
    act(office, mandate, "clarify", **found, **OUTCOME)
    plan = {"goals": TEXT, "next_steps": TEXT, "kinds": ["PIP"], "workload_percent": "80"}
    act(office, mandate, "plan", available_from=swiss(today()), **plan)
    act(office, mandate, "release")


def propose(people: People, mandate: str, place: str) -> str:
    """The office proposes the person; return the proposal's address."""
    office = people("coordination")
    mandate_id, place_id = mandate.rpartition("/")[2], place.rpartition("/")[2]
    page = until(lambda: office.open(f"/matching/{mandate_id}"), place_id)
    assert page.status == 200
    page = office.open(f"/matching/{mandate_id}/propose/{place_id}")
    stay = {"starts_on": swiss(today()), "ends_on": swiss(today() + timedelta(days=120))}
    done = office.send(page, main_form(page), **stay, workload_percent="80", ground="consent")
    assert done.status == 200, done.text[:1500]
    record = path_of(done)
    assert re.fullmatch(r"/proposals/[0-9a-f-]{36}", record), f"{record} {done.text[:1500]}"
    return record


def find(visitor: Visitor, listing: str, prefix: str, piece: str = "") -> str:
    """Return the address of the newest record of ``prefix`` in a list, waiting until it is there."""
    pattern = re.compile(rf"{prefix}/[0-9a-f-]{{36}}\Z")
    page = until(lambda: visitor.open(listing), piece or f'href="{prefix}/')
    found = [address for address, _ in page.links if pattern.search(urlsplit(address).path)]
    assert found, f"no {prefix} in {listing}: {page.text[:1500]}"
    return urlsplit(found[0]).path


def start(people: People, proposal: str, mandate_name: str) -> str:
    """The provider accepts, and the person begins; return the placement's address."""
    provider = people("gad")
    act(provider, proposal, "accept")
    placement = find(provider, "/placements", "/placements", mandate_name)
    act(provider, placement, "start", started_on=swiss(today()))
    return placement


def report(people: People, placement: str) -> str:
    """The provider writes an interim report, the office accepts it; return the report's address."""
    provider = people("gad")
    page = provider.open(f"/interim-reports/for/{placement.rpartition('/')[2]}")
    span = {"period_from": swiss(today()), "period_until": swiss(today())}
    texts = {"progress": TEXT, "goals": TEXT, "recommendation": TEXT}
    done = provider.send(page, main_form(page), **span, **texts)
    assert done.status == 200, done.text[:1500]
    record = path_of(done)
    act(people("coordination"), record, "accept")
    return record


def finish(people: People, mandate: str, placement: str) -> Page:
    """The placement ends, the office reports and closes; return the mandate's page as its service sees it."""
    act(people("gad"), placement, "end", ended_on=swiss(today()), reason="demo_planned")
    office = people("coordination")
    until(lambda: office.open(mandate), f"{mandate}/do/write_final_report")
    parts = dict.fromkeys(("course", "conclusions", "chances", "potential", "recommendation"), TEXT)
    act(office, mandate, "write_final_report", **parts)
    act(office, mandate, "close", **OUTCOME)
    return people("as.lyss").open(mandate)
