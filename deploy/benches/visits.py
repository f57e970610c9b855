"""Somebody who is signed in and opens pages of the portal inside this process, and the pages there are to open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from flask import Flask

from deploy.demo.people import PASSWORD, by_name
from messaging.service import Service
from schemas.actor import Role
from services.placements.queries.lines import Cut
from services.placements.queries.placements import PlacementFilter, placements
from services.placements.queries.places import PlaceFilter, places
from services.placements.queries.presence import SheetFilter, presence_months
from services.placements.queries.proposals import ProposalFilter, proposals
from services.placements.queries.reports import ReportFilter, reports
from services.registration.queries.lists import MandateFilter, mandates

OK: Final = 200
ONE: Final = Cut(0, 1)


class Visitor:
    """One member of the demonstration with a session."""

    def __init__(self, app: Flask, services: Mapping[str, Service], name: str) -> None:
        self.name, self.member, self._services = name.replace(".", "_"), by_name(name), services
        self._client = app.test_client()
        form = self._client.get("/sign-in").text
        token = form.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        asked = {"sign_in_name": name, "password": PASSWORD, "csrf_token": token}
        self._client.post("/sign-in", data=asked, follow_redirects=True)

    def open(self, address: str) -> None:
        """Open a page; raises RuntimeError where it is not answered as it should be."""
        answer = self._client.get(address)
        if answer.status_code != OK:
            raise RuntimeError(f"{address} answered {answer.status_code} to {self.name}")

    def ask(self, query: Callable[..., Any], **asked: Any) -> Any:
        """Ask a service as this person."""
        return self._services[query.__module__.split(".")[1]].ask(query, self.member.actor, **asked)


def addresses(who: Visitor) -> dict[str, str]:
    """Return the pages this person opens, by name."""
    found = {
        "today": "/",
        "search": "/search?q=ahorn",
        "mandates": "/mandates",
        "mandates_by_name": "/mandates?sort=name&ended=yes&page=20",
        "mandates_by_due": "/mandates?sort=due",
        "mandates_found": "/mandates?text=ahorn&ended=yes",
        "appointments": "/appointments",
        "places": "/places",
        "places_found": "/places?text=Einsatzplatz&kind=PIP&page=9",
        "proposals": "/proposals",
        "placements": "/placements",
        "interim_reports": "/interim-reports",
        "presence": "/presence",
    }
    if who.member.role is not Role.PROVIDER:
        found |= {"deadlines": "/deadlines", "mandates_stalled": "/mandates?stalled=yes", "outcomes": "/outcomes"}
    if who.member.role is Role.SSIP_COORDINATOR:
        found |= {
            "triage": "/triage",
            "mandates_unassigned": "/mandates?unassigned=yes",
            "appointments_open": "/appointments?view=without_outcome",
            "duplicates": "/duplicates",
            "matching": "/matching",
            "waiting": "/offer/waiting",
            "reservations": "/reservations",
        }
    return found | _files(who)


def _files(who: Visitor) -> dict[str, str]:
    """Return the page of one record of each kind."""
    mandate = _first(who.ask(mandates, narrowed=MandateFilter(state="placed"), size=1))
    pages = {
        "mandate": f"/mandates/{mandate}",
        "mandate_team": f"/mandates/{mandate}?view=team",
        "place": f"/places/{_first(who.ask(places, wanted=PlaceFilter(), cut=ONE))}",
        "proposal": f"/proposals/{_first(who.ask(proposals, wanted=ProposalFilter(live_only=True), cut=ONE))}",
        "placement": f"/placements/{_first(who.ask(placements, wanted=PlacementFilter(), cut=ONE))}",
        "interim_report": f"/interim-reports/{_first(who.ask(reports, wanted=ReportFilter(), cut=ONE))}",
        "presence_month": f"/presence/{_first(who.ask(presence_months, wanted=SheetFilter(), cut=ONE))}",
    }
    if who.member.role is Role.SSIP_COORDINATOR:
        waiting = _first(who.ask(mandates, narrowed=MandateFilter(state="matching"), size=1))
        pages["workbench"] = f"/matching/{waiting}"
    return {name: address for name, address in pages.items() if not address.endswith("None")}


def _first(found: Any) -> UUID | None:
    return next((each.id for each in found.lines), None)
