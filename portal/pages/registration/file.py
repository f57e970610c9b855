"""The page of one mandate: where it stands, what may be done, what is known, what was decided, what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from flask import Response, request, url_for
from markupsafe import Markup

from portal import formats
from portal.cells import kind_chip, state_badge
from portal.doors import actor, ask, has_desk, language, may, say, today
from portal.page import show
from portal.pages.registration import admission, course, facts, names, steps, team, timeline, views
from portal.pages.registration.listing import blueprint
from portal.parts import Rung, Tab
from schemas.actor import Role
from schemas.codes import Phase
from schemas.codes_registration import AppointmentStanding, MandateState, PathPlace
from schemas.registration import GrantException
from services.placements.queries.fit import fitting_places
from services.registration.queries.duplicates import Candidate, duplicate_candidates
from services.registration.queries.file_lines import MandateFile, PhaseLine
from services.registration.queries.files import mandate_file

LATEST: Final = 12
"""Lines of the timeline on the overview; all of them have a page of their own."""
MOST_ALIKE: Final = 3


@blueprint.get("/<uuid:mandate_id>")
def detail(mandate_id: UUID) -> Response:
    """Show one mandate."""
    file = ask(mandate_file, mandate_id=mandate_id)
    accounts = names.accounts(_accounts(file))
    view = _view(file)
    return show(
        "registration/file.html",
        file=file,
        state=state_badge(file.state, language()),
        kind=kind_chip(file.wished_kind, language()),
        service=names.service(file.social_service_id),
        rungs=rungs(file),
        panel=steps.panel(file, steps.STEPS),
        others=steps.panel(file, steps.OTHERS),
        people=_people(file, accounts),
        matching_url=_matching(file),
        is_whole=_is_whole(),
        tabs=_tabs(file, view),
        view=view,
        **_CONTENT[view](file, accounts),
    )


def _is_whole() -> bool:
    return actor().role is not Role.PROVIDER


def _accounts(file: MandateFile) -> Iterator[UUID | None]:
    """Yield everybody the page names."""
    yield from (file.case_worker_id, file.coordinator_id)
    yield from (each.decided_by for each in file.exceptions)
    yield from (each.account_id for each in file.team)
    yield from (each.recorded_by for each in file.outcomes)
    if file.report is not None:
        yield from (file.report.written_by, file.report.signed_by)
    for each in file.reorientations:
        yield from (each.asked_by, each.decided_by)


def _overview(file: MandateFile, accounts: Mapping[UUID, str]) -> dict[str, Any]:
    exceptions = admission.exceptions(file.exceptions, accounts)
    return {
        "facts": facts.person(file),
        "exceptions": exceptions,
        "entries": timeline.entries(file.id, file.history)[:LATEST],
        "signatures": _signatures(file, accounts),
        "alike": _alike(file),
        "asked": next((each for each in course.view(file, accounts).reorientations if not each.decided), None),
        "fields_of_work": names.word("fields_of_work", file.plan.field_of_work) if file.plan else "",
    }


def _alike(file: MandateFile) -> list[tuple[str, str]]:
    """Return who may be the same person, with the page that compares the two; the office alone hears of it."""
    if not may(duplicate_candidates):
        return []
    pairs = ask(duplicate_candidates, mandate_id=file.id, size=MOST_ALIKE).lines
    return [_beside(file, each) for each in pairs]


def _beside(file: MandateFile, pair: Candidate) -> tuple[str, str]:
    is_one = (pair.one.name, pair.one.birth_on) == (file.name, file.birth_on)
    own, other = (pair.one, pair.other) if is_one else (pair.other, pair.one)
    text = say("registration.may_be", name=other.name, day=formats.day(other.birth_on))
    return text, url_for("duplicates.pair", one_id=own.id, other_id=other.id)


def _signatures(file: MandateFile, accounts: Mapping[UUID, str]) -> list[Markup]:
    had_provider = file.provider_id is not None
    return course.signatures(file.report, accounts, had_provider=had_provider) if file.report else []


def _admission(file: MandateFile, accounts: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "answers": facts.answers(file),
        "check_columns": admission.columns(),
        "check_rows": admission.rows(file.verdict) if file.verdict else [],
        "exceptions": admission.exceptions(file.exceptions, accounts),
        "may_decide": may(GrantException),
    }


_CONTENT: Final[Mapping[str, Callable[[MandateFile, Mapping[UUID, str]], dict[str, Any]]]] = {
    "": _overview,
    "admission": _admission,
    "team": lambda file, accounts: {"team": team.view(file, accounts)},
    "path": lambda file, accounts: {
        "course": course.view(file, accounts),
        "signatures": _signatures(file, accounts),
        "efforts": course.efforts_of(file.id),
    },
}
"""What each view of a file shows beside its head."""


def _view(file: MandateFile) -> str:
    """Return the view the address asks for; a provider has the overview and the meetings."""
    wanted = request.args.get("view", "")
    if wanted == "team":
        return wanted
    return wanted if wanted in _CONTENT and file.verdict is not None else ""


def _tabs(file: MandateFile, view: str) -> list[Tab]:
    """Return the views of a file with what waits in each."""
    waiting = {
        "admission": sum(each.granted is None for each in file.exceptions),
        "team": _undecided(file),
        "path": sum(each.decided_at is None for each in file.reorientations),
    }
    return views.tabs(file.id, view or "overview", waiting)


def _undecided(file: MandateFile) -> int:
    """Return how many meetings wait for a confirmation or for their outcome."""
    waiting = (AppointmentStanding.TO_CONFIRM, AppointmentStanding.OUTCOME_MISSING)
    return sum(each.standing in waiting for each in file.appointments)


def rungs(file: MandateFile) -> list[Rung]:
    """Return the ladder of the royal path for this mandate."""
    ended = {each.phase: each for each in file.phases}
    due = min((each.due_on for each in file.deadlines), default=None)
    return [
        Rung(
            label=formats.code(each.phase, language()),
            place=each.place.value,
            owner=_owner(file, each.phase, formats.code(each.owner, language())),
            due=due if each.place is PathPlace.NOW else None,
            done_on=_done_on(each.place, ended.get(each.phase)),
            late=each.place is PathPlace.NOW and due is not None and due < today(),
        )
        for each in file.path
    ]


def _owner(file: MandateFile, phase: Phase, otherwise: str) -> str:
    """Return whose a phase is; the social service is the mandate's own one, the provider carries the measure out."""
    if phase in (Phase.REGISTRATION, Phase.MEASURE):
        return names.service(file.social_service_id)
    return otherwise


def _done_on(place: PathPlace, line: PhaseLine | None) -> Any:
    return line.ended_on or line.begun_on if line and place is PathPlace.DONE else None


def _people(file: MandateFile, accounts: Mapping[UUID, str]) -> list[tuple[str, str]]:
    found = [
        (accounts.get(file.case_worker_id, ""), f"{say('registration.case_worker')}, {_service_short(file)}"),
        (accounts.get(file.coordinator_id, "") if file.coordinator_id else "", say("registration.coordinator")),
        (names.provider(file.provider_id), say("code.organisation_kind.provider")),
    ]
    return [(name, note) for name, note in found if name]


def _service_short(file: MandateFile) -> str:
    return names.service(file.social_service_id)


def _matching(file: MandateFile) -> str:
    """Return where places are looked for, while one is looked for and this person may."""
    if file.state is not MandateState.MATCHING or not has_desk("placements") or not may(fitting_places):
        return ""
    return url_for("matching.places", mandate_id=file.id)
