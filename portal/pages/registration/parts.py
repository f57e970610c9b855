"""Parts in a mandate's team as forms offer them, and stored answers as forms show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import request

from portal import formats
from portal.accounts.queries import people_of
from portal.doors import actor, ask, language, today
from portal.pages.registration import names
from portal.parts import Choice
from schemas.actor import SERVICE_STAFF, Role
from schemas.codes_registration import TeamPart
from services.registration.queries.file_lines import MandateFile

LISTS: Final = ("people", "members", "phases")
"""What forms of a mandate choose from that depends on the mandate itself."""
ENDABLE: Final = (TeamPart.DEPUTY_CASE_WORKER, TeamPart.DEPUTY_COORDINATOR, TeamPart.PROVIDER_CONTACT)
_OF_SERVICE: Final = (Role.CASE_WORKER, Role.SERVICE_HEAD)
_OF_OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)


def action_now() -> str:
    """Return the short name of the step this request is about."""
    return str((request.view_args or {}).get("action") or request.form.get("action", ""))


def fixed(action: str) -> Mapping[str, Any]:
    """Return what is decided by the button: whose part it is, and that the main parts change hands today."""
    is_service = actor().role in SERVICE_STAFF
    if action == "hand_over":
        part = TeamPart.CASE_WORKER if is_service else TeamPart.COORDINATOR
        return {"part": part, "valid_from": today(), "valid_until": None}
    if action == "contact":
        return {"part": TeamPart.PROVIDER_CONTACT}
    return {"part": TeamPart.DEPUTY_CASE_WORKER if is_service else TeamPart.DEPUTY_COORDINATOR}


def choices(of: str, file: MandateFile) -> Sequence[Choice]:
    """Return the people, team members or phases a form of this mandate offers."""
    if of == "people":
        return _contacts(file) if action_now() == "contact" else colleagues()
    if of == "members":
        return _members(file)
    return [
        (str(each.id), f"{formats.code(each.phase, language())} ({formats.day(each.ended_on)})")
        for each in file.phases
        if each.ended_on is not None and each.reason is None
    ]


def colleagues() -> Sequence[Choice]:
    """Return who of the own house may look after mandates."""
    roles = _OF_OFFICE if actor().is_office else _OF_SERVICE
    found: dict[UUID, str] = {}
    for role in roles:
        own = ask(people_of, organisation_id=actor().organisation_id, role=role)
        found |= {each.account_id: each.display_name for each in own}
    return [(str(key), name) for key, name in sorted(found.items(), key=lambda each: each[1])]


def _contacts(file: MandateFile) -> Sequence[Choice]:
    if file.provider_id is None:
        return []
    found = ask(people_of, organisation_id=file.provider_id)
    return [(str(each.account_id), each.display_name) for each in found]


def _members(file: MandateFile) -> Sequence[Choice]:
    """Return the deputies and contacts whose part has not ended, by name and part."""
    still = [each for each in file.team if each.part in ENDABLE and may_still_end(each.valid_until)]
    known = names.accounts(each.account_id for each in still)
    return [
        (str(each.id), f"{known.get(each.account_id, '')} – {formats.code(each.part, language())}") for each in still
    ]


def may_still_end(valid_until: date | None) -> bool:
    """Whether a part can still be ended, or ended earlier."""
    return valid_until is None or valid_until >= today()


def typed_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored answers with days as days, as the form of the command expects them."""
    is_day = ("_on", "_until")
    return {
        name: date.fromisoformat(value) if value and name.endswith(is_day) and isinstance(value, str) else value
        for name, value in answers.items()
    }
