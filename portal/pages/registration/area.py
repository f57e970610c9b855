"""What registration brings: its pages, menu lines, lines for Today, search results and the names of services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from portal import found as found_here
from portal.areas import Area, Hit, MenuEntry, TodayLines
from portal.doors import ask
from portal.pages.registration import (
    chronicle,
    deadlines,
    documents,
    duplicates,
    file,
    landing,
    listing,
    meetings,
    outcomes,
    several,
    steps,
    tasks,
    thread,
    triage,
    wizard,
    wizard_check,
)
from schemas.actor import OrganisationKind
from services.registration.queries.codes import deadlines as open_deadlines
from services.registration.queries.duplicates import duplicate_candidates
from services.registration.queries.lists import mandates
from services.registration.queries.meetings import meetings as every_meeting
from services.registration.queries.messages import threads
from services.registration.queries.outcomes import outcomes_due
from services.registration.queries.territory import social_services
from services.registration.queries.waiting import exceptions_waiting

PAGES: Final = (file, steps, wizard, wizard_check)
"""Modules that add their pages to the blueprint of the list when they are loaded."""


def _search(text: str) -> Iterable[Hit]:
    found = found_here.mandates(text)
    return [Hit(each.name, tasks.address_of(each.mandate_id), "mandate", each.number) for each in found]


def _services(language: str) -> Mapping[UUID, str]:
    return {each.id: each.name(language) for each in ask(social_services)}


def _today(most: int) -> TodayLines:
    lines = tasks.lines(most)
    return replace(lines, act=[*lines.act, *thread.tasks()])


AREA: Final = Area(
    blueprints=[
        listing.blueprint,
        triage.blueprint,
        deadlines.blueprint,
        meetings.blueprint,
        outcomes.blueprint,
        several.blueprint,
        duplicates.blueprint,
        documents.blueprint,
        thread.blueprint,
        chronicle.blueprint,
    ],
    menu=[
        MenuEntry(
            "triage",
            "triage.index",
            exceptions_waiting,
            icon="inbox",
            group="mandates",
            rank=100,
            count=triage.to_look_at,
        ),
        MenuEntry("mandates", "mandates.index", mandates, icon="people", group="mandates", rank=110),
        MenuEntry(
            "appointments",
            "appointments.index",
            every_meeting,
            icon="calendar-event",
            group="mandates",
            rank=115,
            count=meetings.without_outcome,
        ),
        MenuEntry(
            "messages",
            "messages.index",
            threads,
            icon="chat-left-text",
            group="mandates",
            rank=112,
            count=thread.unread,
        ),
        MenuEntry("deadlines", "deadlines.index", open_deadlines, icon="clock", group="mandates", rank=120),
        MenuEntry(
            "outcomes",
            "outcomes.index",
            outcomes_due,
            icon="flag",
            group="mandates",
            rank=130,
            count=outcomes.waiting,
        ),
        MenuEntry("duplicates", "duplicates.index", duplicate_candidates, icon="people", group="mandates", rank=140),
    ],
    today=_today,
    figures=landing.numbers,
    search=_search,
    organisations={OrganisationKind.SOCIAL_SERVICE: _services},
)
