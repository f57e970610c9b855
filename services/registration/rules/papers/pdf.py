"""What makes a PDF unfit: it cannot be read, is locked, or would run or carry something."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

ACTIVE: Final = frozenset(
    {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/ImportData", "/Movie"}
)
"""Names that stand for scripts, programs, enclosed files and forms that run."""
MOST_OBJECTS: Final = 15_000
"""A thousand printed pages have fewer; taking more apart would take seconds."""
_END: Final = b"%%EOF"
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # Its warnings may quote what stands in the file.


def pdf_fault(content: bytes) -> str:
    """Return the code of what is wrong with a PDF, empty where nothing is."""
    end = content.rfind(_END)
    if end < 0:
        return "document_broken"
    if content[end + len(_END) :].strip(b"\r\n\t \0"):
        return "document_two_things"
    try:
        return _fault(PdfReader(BytesIO(content)))
    except Exception:
        # Whatever a parser stumbles over, the file is not one people can rely on.
        return "document_broken"


def _fault(reader: PdfReader) -> str:
    if reader.is_encrypted:
        return "document_locked"
    known = [*_numbers(reader)]
    if len(known) > MOST_OBJECTS:
        return "document_too_involved"
    if not _has_pages(reader):
        return "document_broken"
    if _is_active(reader.trailer):
        return "document_active"
    for number, generation in known:
        if _is_active(reader.get_object(IndirectObject(number, generation, reader))):
            return "document_active"
    return ""


def _has_pages(reader: PdfReader) -> bool:
    """Whether the file says that it has pages; walking through all of them takes a second for each thousand."""
    pages: Any = reader.root_object["/Pages"]
    return int(pages["/Count"]) > 0 and len(pages["/Kids"]) > 0


def _numbers(reader: PdfReader) -> Iterator[tuple[int, int]]:
    for generation, objects in reader.xref.items():
        for number in objects:
            if not reader.xref_free_entry.get(generation, {}).get(number, False):
                yield number, generation
    for number in reader.xref_objStm:
        yield number, 0


def _is_active(found: Any) -> bool:
    """Whether a name of ``ACTIVE`` stands anywhere inside one object; references are looked at where they lead."""
    waiting: list[Any] = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            if not ACTIVE.isdisjoint(each.keys()) or {each.get("/S"), each.get("/Subtype"), each.get("/Type")} & ACTIVE:
                return True
            waiting += [value for value in dict.values(each) if not isinstance(value, IndirectObject)]
        elif isinstance(each, ArrayObject):
            waiting += [value for value in list.__iter__(each) if not isinstance(value, IndirectObject)]
    return False
