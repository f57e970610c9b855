"""What the office does with its reports: begin, write, publish, discard."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from messaging.work import Work
from schemas.codes_reporting import PaperKind, ReleaseState
from schemas.refusal import Conflict, NotFound, Objection, Refused
from schemas.reporting import DiscardReport, PrepareReport, PublishReport, ReportPublished, SetSuccessCodes, WriteReport
from services.steering.model import BOOKS, Report
from services.steering.queries.figures import counted
from services.steering.queries.reports import canton_fields
from services.steering.rules import reports as rules
from services.steering.rules.canton_report import narrowed, persons, shown
from services.steering.rules.periods import Period
from services.steering.rules.publishing import (
    as_published,
    published_closings,
    published_figure,
    published_outcomes,
    published_steps,
)
from workflow import dated
from workflow.settings import day_objections

_ANNUAL: Final = shown({})
"""What the annual report shows: everything but persons."""


def prepare_report(asked: PrepareReport, work: Work) -> UUID:
    """Begin a report."""
    if objections := rules.preparing_objections(asked.first_on, asked.last_on):
        raise Refused(*objections)
    work.session.add(
        Report(
            id=asked.report_id,
            kind=asked.kind,
            state=ReleaseState.DRAFT,
            first_on=asked.first_on,
            last_on=asked.last_on,
            draft_key=f"{asked.kind.value} {asked.first_on} {asked.last_on}",
            texts={},
            content=None,
            made_by=work.actor.account_id,
            made_at=work.now,
        )
    )
    return asked.report_id


def write_report(asked: WriteReport, work: Work) -> UUID:
    """Write the texts."""
    row = _draft(asked.report_id, asked.row_version, work)
    names = [f"{block}_{language}" for block in rules.BLOCKS for language in ("fr", "de")]
    row.texts = {name: getattr(asked, name).strip() for name in names}
    return row.id


def publish_report(asked: PublishReport, work: Work) -> UUID:
    """Freeze the figures without the small ones and let everybody read."""
    row = _draft(asked.report_id, asked.row_version, work)
    if objections := rules.publishing_objections(row.kind, row.last_on, row.texts, work.today):
        raise Refused(*objections)
    minimum = rules.small_cell_minimum(dated.value_on(work.session, BOOKS, "small_cell_minimum", work.today))
    found = counted(work, Period(row.first_on, row.last_on), None)
    steps = [(each.period.first.isoformat(), each.figures) for each in found.steps]
    content = dict(
        as_published(
            minimum,
            figures=[published_figure(each, minimum) for each in found.figures],
            steps=published_steps(steps, minimum),
            closings=published_closings(found.closings, minimum),
            outcomes=published_outcomes(found.outcomes, minimum),
            hhi=None if found.spread.hhi is None else str(found.spread.hhi),
            offer=_offer(asked.offer),
            persons=[str(each) for each in persons(found.figures)],
        )
    )
    row.content = narrowed(content, canton_fields(work) if row.kind is PaperKind.CANTON else _ANNUAL)
    work.note("state", row.state.value, ReleaseState.PUBLISHED.value)
    row.state, row.draft_key = ReleaseState.PUBLISHED, None
    row.published_by, row.published_at = work.actor.account_id, work.now
    work.tell(ReportPublished(report_id=row.id, kind=row.kind, first_on=row.first_on, last_on=row.last_on))
    return row.id


def discard_report(asked: DiscardReport, work: Work) -> UUID:
    """Drop a draft."""
    work.session.delete(_draft(asked.report_id, asked.row_version, work))
    return asked.report_id


def _draft(report_id: UUID, row_version: int, work: Work) -> Report:
    row = work.session.get(Report, report_id)
    if row is None:
        raise NotFound("report")
    if objections := rules.changing_objections(row.state):
        raise Refused(*objections)
    if row.row_version != row_version:
        raise Conflict
    return row


def _offer(sent: str) -> dict[str, float | None]:
    """Return the use of places by label; anything but numbers is refused."""
    try:
        found = json.loads(sent)
        return {str(name): None if value is None else float(value) for name, value in found.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused(Objection("offer_unreadable", "offer")) from error


def set_success_codes(asked: SetSuccessCodes, work: Work) -> None:
    """Let these results count as success from a day on; what held on past days stays as it was."""
    if objections := day_objections(asked.valid_from, work.today):
        raise Refused(*objections)
    dated.set_value(work, BOOKS, "success_codes", asked.valid_from, sorted(set(asked.success_codes)) or None)
