"""Meetings, deputies and requests for another kind of place of the invented mandates, in a few rounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from deploy.demo.people import Member, by_name, members
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id
from schemas import registration as said
from schemas.codes import PlaceKind
from schemas.codes_registration import AppointmentKind, AppointmentState, MandateState, TeamPart
from services.registration.queries.files import mandate_file
from services.registration.queries.lists import MandateFilter, MandateLine, mandates
from services.registration.queries.meetings import Meeting, MeetingFilter, meetings

ROUNDS: Final = (75, 40, 18, 5, 1)
"""Days before today on which people arrange to meet and say how the last meetings went."""
A_ROUND: Final = 9
KINDS: Final = {
    MandateState.CLARIFICATION: AppointmentKind.FIRST_INTERVIEW,
    MandateState.MATCHING: AppointmentKind.TRIAL_DAY,
    MandateState.PLACED: AppointmentKind.INTERIM_REVIEW,
}
TIMES: Final = ("8.30", "9.00", "10.15", "13.30", "14.00", "15.30")
TEXTS: Final = {
    "fr": "La personne souhaite autre chose; à revoir ensemble.",
    "de": "Die Person wünscht sich etwas anderes; gemeinsam anzuschauen.",
}


def take_round(stage: Stage, days_before: int) -> None:
    """Say how past meetings went, arrange new ones, and on the last days ask for other kinds of place."""
    dice = Random(days_before)  # noqa: S311  # invented, the same every time
    for each in stage.ask(meetings, _coordinator(), wanted=MeetingFilter(without_outcome=True)).lines:
        _end(stage, each, dice)
    for number, line in enumerate(_waiting(stage, dice)):
        _meet(stage, line, dice, f"{days_before}:{number}")
    if days_before == ROUNDS[-2]:
        _reorient(stage)


def _coordinator() -> Member:
    return by_name("coordination")


def _worker(line: MandateLine) -> Member:
    return next(each for each in members() if each.account_id == line.case_worker_id)


def _waiting(stage: Stage, dice: Random) -> Iterator[MandateLine]:
    for state in KINDS:
        found = list(stage.ask(mandates, _coordinator(), narrowed=MandateFilter(state=state.value)).lines)
        dice.shuffle(found)
        yield from found[: A_ROUND if state is MandateState.PLACED else A_ROUND // 3]


def _meet(stage: Stage, line: MandateLine, dice: Random, name: str) -> None:
    day = stage.today + timedelta(days=dice.randrange(1, 12))
    day += timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())
    worker, appointment_id = _worker(line), demonstration_id(f"appointment:{name}")
    first, second = (worker, _coordinator()) if line.state is MandateState.PLACED else (_coordinator(), worker)
    asked: dict[str, Any] = {"kind": KINDS[line.state], "meets_on": day, "meets_at": dice.choice(TIMES)}
    place = worker.sign_in_name.partition(".")[2].capitalize()
    asked |= {"appointment_id": appointment_id, "mandate_id": line.id, "place_text": place}
    stage.do(said.ProposeAppointment(**asked), first)
    if dice.random() < 0.7:  # most are confirmed
        stage.do(said.ConfirmAppointment(appointment_id=appointment_id, row_version=1), second)


def _end(stage: Stage, meeting: Meeting, dice: Random) -> None:
    luck = dice.random()
    known: dict[str, Any] = {"appointment_id": meeting.line.id, "row_version": meeting.line.row_version}
    if meeting.line.state is AppointmentState.PROPOSED:  # nobody confirmed it, so it was let go
        stage.do(said.RevokeAppointment(**known, remark=TEXTS["fr"]), _coordinator())
    elif luck < 0.12:  # nobody has said anything yet
        return
    elif luck < 0.2:  # some do not come
        stage.do(said.RecordNoShow(**known), _coordinator())
    elif luck < 0.3:  # some have said so before
        stage.do(said.RecordExcused(**known, remark="…"), _coordinator())
    else:
        stage.do(said.RecordSeen(**known), _coordinator())


def _version(stage: Stage, mandate_id: UUID) -> int:
    return stage.ask(mandate_file, _coordinator(), mandate_id=mandate_id).row_version


def _reorient(stage: Stage) -> None:
    """Two ask for another kind of place, one of them is answered; the coordination names a deputy."""
    found = stage.ask(mandates, _coordinator(), narrowed=MandateFilter(state=MandateState.PLACED.value)).lines
    for number, line in enumerate(found[:2]):
        worker = _worker(line)
        wished = PlaceKind.IS if line.wished_kind is not PlaceKind.IS else PlaceKind.PIP
        asked: dict[str, Any] = {"mandate_id": line.id, "wished_kind": wished, "remark": TEXTS[worker.language]}
        stage.do(said.AskReorientation(**asked, row_version=_version(stage, line.id)), worker)
        if number == 0:
            decided: dict[str, Any] = {"mandate_id": line.id, "row_version": _version(stage, line.id)}
            stage.do(said.DecideReorientation(**decided, reoriented=False, remark=TEXTS["fr"]), _coordinator())
        _name_deputy(stage, line)


def _name_deputy(stage: Stage, line: MandateLine) -> None:
    named: dict[str, Any] = {"mandate_id": line.id, "part": TeamPart.DEPUTY_COORDINATOR}
    until = stage.today + timedelta(days=21)
    named |= {"account_id": by_name("koordination").account_id, "valid_from": stage.today, "valid_until": until}
    stage.do(said.AssignPart(**named, row_version=_version(stage, line.id)), _coordinator())
