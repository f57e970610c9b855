"""The codes of exports."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ExportFormat(StrEnum):
    """As what something leaves the portal."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
    ZIP = "zip"
    """Several papers in one file."""


OF_LISTS: Final = (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.PDF)
"""As what a list leaves the portal."""
