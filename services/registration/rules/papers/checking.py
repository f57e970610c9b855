"""Size, name and format of a file, and that it is one thing only; what is inside is looked at by format."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Final

from schemas.codes_records import PaperFormat
from schemas.refusal import Objection
from services.registration.rules.papers.docx import docx_fault

MEBI: Final = 1024 * 1024
LARGEST: Final = 10 * MEBI
LONGEST_NAME: Final = 150
MOST_A_MANDATE: Final = 20
"""Current papers of one mandate; a limit against filling the disk, not a rule of the domain."""
ENDINGS: Final[Mapping[str, PaperFormat]] = {
    "pdf": PaperFormat.PDF,
    "png": PaperFormat.PNG,
    "jpg": PaperFormat.JPEG,
    "jpeg": PaperFormat.JPEG,
    "docx": PaperFormat.DOCX,
}
_MAGIC: Final = (
    (b"%PDF-", PaperFormat.PDF),
    (b"\x89PNG\r\n\x1a\n", PaperFormat.PNG),
    (b"\xff\xd8\xff", PaperFormat.JPEG),
    (b"PK\x03\x04", PaperFormat.DOCX),
)


def _pdf_fault(content: bytes) -> str:
    from services.registration.rules.papers.pdf import pdf_fault  # its reader is large, and a paper is rare

    return pdf_fault(content)


def _image_fault(content: bytes) -> str:
    from services.registration.rules.papers.images import image_fault

    return image_fault(content)


_FAULTS: Final[Mapping[PaperFormat, Callable[[bytes], str]]] = {
    PaperFormat.PDF: _pdf_fault,
    PaperFormat.PNG: _image_fault,
    PaperFormat.JPEG: _image_fault,
    PaperFormat.DOCX: docx_fault,
}
_SAID: Final[Mapping[str, Objection]] = {
    each.code: each
    for each in (
        Objection("document_two_things", "content"),
        Objection("document_broken", "content"),
        Objection("document_format", "content"),
        Objection("document_locked", "content"),
        Objection("document_too_involved", "content"),
        Objection("document_active", "content"),
    )
}
"""Everything the looks inside can find; the code is what they return."""
_PAGE_SIGNS: Final = (b"<html", b"<script", b"<!doctype", b"<?php", b"<svg")
_HEAD: Final = 1024


def format_of(content: bytes) -> PaperFormat | None:
    """Return what the first bytes say a file is; None for anything that is not accepted."""
    return next((found for sign, found in _MAGIC if content.startswith(sign)), None)


def paper_objections(content: bytes, name: str) -> list[Objection]:
    """Return why a file is not let in; the content decides, the name has to agree with it."""
    if not content:
        return [Objection("document_empty", "content")]
    if len(content) > LARGEST:
        return [Objection("document_too_large", "content", {"most": LARGEST // MEBI})]
    found = format_of(content)
    if found is None:
        return [Objection("document_format", "content")]
    objections = list(_about_name(name, found))
    fault = "document_two_things" if _is_two_things(content, found) else _FAULTS[found](content)
    return [*objections, replace(_SAID[fault], facts={"paper_format": found.value})] if fault else objections


def _about_name(name: str, found: PaperFormat) -> list[Objection]:
    stem, _, ending = name.rpartition(".")
    if not stem or ENDINGS.get(ending.lower()) is not found:
        return [Objection("document_name_differs", "content", {"paper_format": found.value})]
    if len(name) > LONGEST_NAME:
        return [Objection("document_name_long", "content", {"longest": LONGEST_NAME})]
    return []


def _is_two_things(content: bytes, found: PaperFormat) -> bool:
    """Whether the same bytes would be read as something else too: an archive, a page, another document."""
    head = content[:_HEAD].lower()
    if any(sign in head for sign in _PAGE_SIGNS):
        return True
    if found is not PaperFormat.PDF and b"%pdf-" in head:
        return True
    return found is not PaperFormat.DOCX and zipfile.is_zipfile(BytesIO(content))
