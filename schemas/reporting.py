"""What is said about reports: prepared, written, published; the figures are steering's, the words the office's."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_reporting import PaperKind
from schemas.fields import day, hidden, prose, several
from schemas.message import Command, Event


class PrepareReport(Command, said="steering.prepare_report", about="report_id"):
    """Begin the report to the canton or the annual report of a period."""

    report_id: UUID = hidden()
    kind: PaperKind
    first_on: date = day()
    last_on: date = day()


class WriteReport(Command, said="steering.write_report", about="report_id"):
    """Write the texts of a report that is not published yet; a text left empty does not appear."""

    report_id: UUID = hidden()
    row_version: int = hidden()
    introduction_fr: str = prose(default="")
    introduction_de: str = prose(default="")
    course_fr: str = prose(default="")
    course_de: str = prose(default="")
    outlook_fr: str = prose(default="")
    outlook_de: str = prose(default="")


class PublishReport(Command, said="steering.publish_report", about="report_id"):
    """Let everybody read it: its figures stay as they are now, small numbers are left out.

    ``offer`` holds how well places were used, as placements counted it: JSON of labels and percentages, no person.
    """

    report_id: UUID = hidden()
    row_version: int = hidden()
    offer: str = hidden(default="{}")


class ReportPublished(Event, said="steering.report_published", about="report_id"):
    """A report of the office can be read by everybody; those it is for are told."""

    report_id: UUID
    kind: PaperKind
    first_on: date
    last_on: date


class DiscardReport(Command, said="steering.discard_report", about="report_id"):
    """Drop a report nobody has published."""

    report_id: UUID = hidden()
    row_version: int = hidden()


class SetSuccessCodes(Command, said="steering.set_success_codes"):
    """Say which results of a closed mandate count as success, from a day on; none takes it back to "not configured"."""

    success_codes: tuple[str, ...] = several("success_scale")
    valid_from: date = day()
