"""The codes of reports."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """For whom a report is."""

    CANTON = "canton"
    ANNUAL = "annual"


class ReportPart(StrEnum):
    """The parts of the report to the canton that are configured beside its figures."""

    COURSE = "course"
    UTILISATION = "utilisation"
    CLOSINGS = "closings"
    OUTCOMES = "outcomes"
    CONCENTRATION = "concentration"
    PERSONS = "persons"


class ReleaseState(StrEnum):
    """Whether others than the office read it."""

    DRAFT = "draft"
    PUBLISHED = "published"
