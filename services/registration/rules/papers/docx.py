"""What makes a Word document unfit: it is none, unpacks without end, or brings macros, objects or outside parts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_RATIO: Final = 250
"""Unpacked to packed; text packs to a twentieth, a bomb to a thousandth."""
SMALL: Final = 64 * 1024
_NEEDED: Final = frozenset({"[Content_Types].xml", "word/document.xml"})
_ACTIVE_PARTS: Final = ("vbaproject", "vbadata", "activex/", "embeddings/", ".bin", ".exe", ".js", ".vbs")
_ACTIVE_TYPES: Final = ("macroenabled", "vbaproject", "activex", "oleobject")
_ACTIVE_FIELDS: Final = (b"DDEAUTO", b" DDE ")
_LINKS: Final = "hyperlink"


def docx_fault(content: bytes) -> str:
    """Return the code of what is wrong with a DOCX, empty where nothing is."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _fault(archive, content)
    except Exception:
        # A damaged archive, forbidden XML (entities, DTD) and a wrong checksum all end here.
        return "document_broken"


def _fault(archive: zipfile.ZipFile, content: bytes) -> str:
    """Return the first fault; nothing is unpacked before the sizes are known to be sane."""
    parts = archive.infolist()
    names = [each.filename for each in parts]
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("document_format", lambda: not _NEEDED.issubset(names)),
        ("document_two_things", lambda: len(set(names)) != len(names) or not _is_alone(archive, content)),
        ("document_locked", lambda: any(each.flag_bits & 1 for each in parts)),
        ("document_broken", lambda: any(map(_leads_out, names))),
        ("document_too_involved", lambda: _is_too_large(parts)),
        ("document_active", lambda: any(sign in each.lower() for each in names for sign in _ACTIVE_PARTS)),
        ("document_active", lambda: any(_is_active(archive, each) for each in names)),
    )
    return next((code for code, is_so in checks if is_so()), "")


def _is_alone(archive: zipfile.ZipFile, content: bytes) -> bool:
    """Whether the archive's closing record (22 bytes without a comment) is the end of the file."""
    return not archive.comment and content[-22:-18] == b"PK\x05\x06"


def _leads_out(name: str) -> bool:
    return ".." in name.split("/") or name.startswith(("/", "\\"))


def _is_too_large(parts: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(each.file_size for each in parts)
    return len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or any(map(_swells, parts))


def _swells(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _is_active(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether one part names macros or objects, fetches something from outside, or starts a program by a field.

    Reading a part also checks its checksum, so that every one is read.
    """
    text = archive.read(name)
    if not name.endswith((".xml", ".rels")):
        return False
    if any(sign in text for sign in _ACTIVE_FIELDS):
        return True
    from defusedxml.ElementTree import fromstring  # only who uploads a document needs it

    parsed = fromstring(text)
    if name.endswith(".rels"):
        return any(_fetches(each) for each in parsed)
    return name == "[Content_Types].xml" and any(_runs(each) for each in parsed)


def _fetches(relation: Any) -> bool:
    kind = str(relation.get("Type", "")).lower()
    return relation.get("TargetMode") == "External" and not kind.endswith(_LINKS)


def _runs(kind: Any) -> bool:
    return any(sign in str(kind.get("ContentType", "")).lower() for sign in _ACTIVE_TYPES)
