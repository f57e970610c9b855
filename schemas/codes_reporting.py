"""The codes of reports."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """For whom a report is."""

    CANTON = "canton"
    ANNUAL = "annual"


class ReleaseState(StrEnum):
    """Whether others than the office read it."""

    DRAFT = "draft"
    PUBLISHED = "published"
