"""A mandate's team and meetings as its page shows them: who, from when until when, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from portal import formats
from portal.actions import Panel
from portal.cells import Cell, Column, badge, link
from portal.doors import actor, language, may, say, today
from portal.pages.registration import parts
from portal.pages.registration.steps import TEAM, panel
from schemas.codes import ReviewCount
from schemas.codes_registration import AppointmentStanding, AppointmentState
from schemas.registration import EndPart
from services.registration.queries.file_lines import MandateFile
from services.registration.queries.teams import AppointmentLine, TeamLine

STANDINGS: Final = {
    AppointmentStanding.TO_CONFIRM: "waiting",
    AppointmentStanding.COMING: "info",
    AppointmentStanding.TODAY: "active",
    AppointmentStanding.OUTCOME_MISSING: "warn",
}
ENDED: Final = {
    AppointmentState.SEEN: "success",
    AppointmentState.EXCUSED: "neutral",
    AppointmentState.NO_SHOW: "danger",
    AppointmentState.REVOKED: "stopped",
}
REVIEWS: Final = {
    ReviewCount.BELOW: "warn",
    ReviewCount.WITHIN: "success",
    ReviewCount.ABOVE: "info",
    ReviewCount.NOT_YET_DUE: "neutral",
}


@dataclass(frozen=True)
class TeamView:
    """Everything the view needs."""

    columns: list[Column]
    current: list[list[Cell]]
    former: list[list[Cell]]
    panel: Panel
    meeting_columns: list[Column]
    meetings: list[list[Cell]]
    reviews: Markup | None
    """Whether the interim reviews held fit the guide; None outside a measure."""
    propose_url: str


def view(file: MandateFile, accounts: Mapping[UUID, str]) -> TeamView:
    """Return the team and the meetings of one mandate."""
    rows = {each.id: _member(file, each, accounts) for each in file.team}
    hidden = ("propose_appointment", *(() if file.provider_id and actor().is_office else ("contact",)))
    without_end = () if any(_can_end(file, each) for each in file.team) else ("end_part",)
    can_propose = bool(panel(file, {"propose_appointment": TEAM["propose_appointment"]}).actions)
    return TeamView(
        columns=_columns(),
        current=[rows[each.id] for each in file.team if not _is_over(each)],
        former=[rows[each.id] for each in file.team if _is_over(each)],
        panel=panel(file, TEAM, *hidden, *without_end),
        meeting_columns=_meeting_columns(),
        meetings=[_meeting(each) for each in file.appointments],
        reviews=_reviews(file.reviews),
        propose_url=url_for("mandates.act", mandate_id=file.id, action="propose_appointment") if can_propose else "",
    )


def _columns() -> list[Column]:
    return [
        Column(say("registration.part"), kind="lead"),
        Column(say("registration.person")),
        Column(say("registration.from"), kind="tight"),
        Column(say("registration.until"), kind="tight"),
        Column(say("registration.act"), hidden_label=True, kind="tight"),
    ]


def _member(file: MandateFile, line: TeamLine, accounts: Mapping[UUID, str]) -> list[Cell]:
    address = url_for("mandates.act", mandate_id=file.id, action="end_part", member_id=line.id)
    return [
        formats.code(line.part, language()),
        accounts.get(line.account_id, ""),
        formats.day(line.valid_from),
        formats.day(line.valid_until) or say("registration.open_end"),
        link(address, say("registration.end_this")) if _can_end(file, line) else Markup("&nbsp;"),
    ]


def _is_over(line: TeamLine) -> bool:
    """Whether a part has ended; a main part has, once somebody else holds it, also on the day it changed hands."""
    return line.valid_until is not None and (line.valid_until < today() or line.part not in parts.ENDABLE)


def _can_end(file: MandateFile, line: TeamLine) -> bool:
    is_possible = EndPart.said in file.steps and may(EndPart)
    return is_possible and line.part in parts.ENDABLE and parts.may_still_end(line.valid_until)


def _meeting_columns() -> list[Column]:
    return [
        Column(say("registration.meets_on"), kind="lead tight"),
        Column(say("registration.kind")),
        Column(say("registration.where")),
        Column(say("registration.state")),
    ]


def _meeting(line: AppointmentLine) -> list[Cell]:
    address = url_for("appointments.detail", appointment_id=line.id)
    return [link(address, when(line)), formats.code(line.kind, language()), line.place_text, state_of(line)]


def when(line: AppointmentLine) -> str:
    """Return day and time of a meeting."""
    return " · ".join(each for each in (formats.day(line.meets_on), line.meets_at) if each)


def state_of(line: AppointmentLine) -> Markup:
    """Return where a meeting stands today: how it ended, else what it waits for."""
    if line.standing is AppointmentStanding.OVER:
        return badge(ENDED[line.state], formats.code(line.state, language()))
    return badge(STANDINGS[line.standing], formats.code(line.standing, language()))


def _reviews(count: ReviewCount | None) -> Markup | None:
    return None if count is None else badge(REVIEWS[count], formats.code(count, language()))
