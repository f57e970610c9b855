"""The admission check on the page of a mandate: criterion by criterion, in words, with what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from markupsafe import Markup

from portal import formats
from portal.cells import Cell, Column, badge
from portal.doors import actor, language, say
from portal.objection_words import words_of
from schemas.actor import Role
from schemas.codes import Criterion, CriterionOutcome
from schemas.words import is_known
from services.registration.queries.file_lines import ExceptionLine

TONES: Final = {
    CriterionOutcome.MET: "success",
    CriterionOutcome.WARNED: "warn",
    CriterionOutcome.EXCEPTION_NEEDED: "waiting",
    CriterionOutcome.MISSING: "neutral",
    CriterionOutcome.NOT_MET: "stopped",
    CriterionOutcome.NOT_APPLICABLE: "neutral",
}


@dataclass(frozen=True)
class ExceptionShown:
    """One exception as the page shows it."""

    title: str
    badge: Markup
    note: str
    remark: str
    code: str
    is_open: bool
    by_consultation: bool


def columns() -> list[Column]:
    """Return the headings of the check."""
    return [
        Column(say("registration.criterion"), kind="lead"),
        Column(say("registration.outcome")),
        Column(say("registration.why"), kind="wide"),
        Column(say("registration.source"), kind="minor"),
    ]


def rows(verdict: Any) -> list[list[Cell]]:
    """Return one row per criterion, in the order of the concept."""
    return [_row(each) for each in verdict.criteria]


def _row(result: Any) -> list[Cell]:
    criterion: Criterion = result.criterion
    outcome: CriterionOutcome = result.outcome
    said = [words_of(each, language()) for each in (*result.objections, *result.warnings)]
    if result.missing:
        said.append(say("registration.unanswered", fields=", ".join(_label(each) for each in result.missing)))
    return [
        formats.code(criterion, language()),
        badge(TONES[outcome], formats.code(outcome, language())),
        " ".join(said),
        result.source,
    ]


def _label(name: str) -> str:
    return say(f"field.{name}") if is_known(f"field.{name}", language()) else name


def exceptions(lines: tuple[ExceptionLine, ...], accounts: Mapping[UUID, str]) -> list[ExceptionShown]:
    """Return the exceptions the check asks for, with who decided what."""
    return [_exception(each, accounts) for each in lines]


def _exception(line: ExceptionLine, accounts: Mapping[UUID, str]) -> ExceptionShown:
    state = {None: ("waiting", "pending"), True: ("success", "granted"), False: ("stopped", "refused")}[line.granted]
    by = accounts.get(line.decided_by, "") if line.decided_by else ""
    day = formats.day(line.decided_at)
    return ExceptionShown(
        title=formats.code(line.exception, language()),
        badge=badge(state[0], say(f"code.exception_state.{state[1]}")),
        note=" · ".join(each for each in (by, day) if each),
        remark=line.remark,
        code=line.exception.value,
        is_open=line.granted is None and actor().role in (line.approver, Role.SSIP_HEAD),
        by_consultation=line.by_consultation,
    )
