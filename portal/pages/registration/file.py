"""The page of one mandate: where it stands, what may be done, what is known, what was decided, what happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from portal import formats
from portal.cells import badge, kind_chip
from portal.doors import actor, ask, has_desk, language, may, say, today
from portal.page import show
from portal.pages.registration import admission, facts, names, timeline, views
from portal.pages.registration.listing import blueprint
from portal.pages.registration.steps import ACTIONS
from portal.parts import Rung, Tab
from portal.tones import tone_of
from schemas.actor import Role
from schemas.codes import Phase
from schemas.codes_registration import MandateState, PathPlace
from schemas.registration import GrantException
from services.placements.queries.fit import fitting_places
from services.registration.queries.file_lines import MandateFile, PhaseLine
from services.registration.queries.files import mandate_file


@blueprint.get("/<uuid:mandate_id>")
def detail(mandate_id: UUID) -> Response:
    """Show one mandate."""
    file = ask(mandate_file, mandate_id=mandate_id)
    accounts = names.accounts(
        [file.case_worker_id, file.coordinator_id, *(each.decided_by for each in file.exceptions)]
    )
    view = "admission" if file.verdict and request.args.get("view") == "admission" else ""
    return show(
        "registration/file.html",
        file=file,
        state=badge(tone_of(file.state), formats.code(file.state, language())),
        kind=kind_chip(file.wished_kind.value, formats.code(file.wished_kind, language())),
        service=names.service(file.social_service_id),
        rungs=rungs(file),
        panel=ACTIONS.panel(file, file.steps, mandate_id=file.id),
        facts=facts.person(file),
        people=_people(file, accounts),
        answers=facts.answers(file),
        check_columns=admission.columns(),
        check_rows=admission.rows(file.verdict) if file.verdict else [],
        exceptions=admission.exceptions(file.exceptions, accounts),
        may_decide=may(GrantException),
        phases=facts.phases(file.phases),
        entries=timeline.entries(file.id, file.history),
        matching_url=_matching(file),
        is_whole=actor().role is not Role.PROVIDER,
        tabs=_tabs(file, view),
        view=view,
        fields_of_work=names.word("fields_of_work", file.plan.field_of_work) if file.plan else "",
    )


def _tabs(file: MandateFile, view: str) -> list[Tab]:
    """Return the views of a file, with the number of exceptions nobody has decided."""
    return views.tabs(file.id, view or "overview", sum(each.granted is None for each in file.exceptions))


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
