"""The codes of exports."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """As what a list leaves the portal."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
