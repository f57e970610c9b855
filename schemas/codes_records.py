"""The code lists of papers and messages on a mandate: who shares them, what a file is, how far it was checked."""

from __future__ import annotations

from enum import StrEnum


class SharedWith(StrEnum):
    """Who sees a paper or a message of a mandate; the provider only while the placement runs."""

    OFFICE = "office"
    SERVICE = "service"
    ALL = "all"


class PaperFormat(StrEnum):
    """The formats a document may have."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"


class PaperState(StrEnum):
    """Where a document stands; the last two are history."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class ScanState(StrEnum):
    """How far a document was searched for viruses; ``waiting`` and ``found`` keep it under lock."""

    NOT_SCANNED = "not_scanned"
    WAITING = "waiting"
    CLEAN = "clean"
    FOUND = "found"
