"""What a camera writes beside a picture (place, device, time, comments) is taken out; the picture stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from struct import pack, unpack
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_JPEG: Final = b"\xff\xd8"
_APPLICATION: Final = range(0xE0, 0xF0)
_KEPT: Final = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile and Adobe's colour transform: without them a picture would look different."""
_COMMENT: Final = 0xFE
_SCAN: Final = 0xDA
_EXIF: Final = 0xE1
_EXIF_MARK: Final = b"Exif\0\0"
_TURNED: Final = 0x0112
_STRAIGHT: Final = 1


def without_metadata(content: bytes) -> bytes:
    """Return a PNG or JPEG without what stands beside the picture, only how it is turned; anything else unchanged."""
    if content.startswith(_PNG):
        return _PNG + b"".join(_chunks(content))
    if content.startswith(_JPEG):
        return _JPEG + b"".join(_segments(content))
    return content


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] not in _PNG_DROPPED:
            yield content[at:end]
        at = end


def _segments(content: bytes) -> Iterator[bytes]:
    at = len(_JPEG)
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != _SCAN:
        marker, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4])
        segment = content[at:end]
        if marker == _EXIF and (turned := _turned(segment[4:])) != _STRAIGHT:
            yield _exif(turned)
        if marker in _KEPT or (marker not in _APPLICATION and marker != _COMMENT):
            yield segment
        at = end
    yield content[at:]


def _turned(exif: bytes) -> int:
    """Return how the picture is turned, from 1 (not at all) to 8; what cannot be read is not turned."""
    tiff = exif.removeprefix(_EXIF_MARK)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or tiff is exif or len(tiff) < 8:
        return _STRAIGHT
    at = unpack(f"{order}I", tiff[4:8])[0]
    count = unpack(f"{order}H", tiff[at : at + 2])[0] if at + 2 <= len(tiff) else 0
    for place in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = unpack(f"{order}HHIH", tiff[place : place + 10])
        if tag == _TURNED:
            return int(value) if 1 <= value <= 8 else _STRAIGHT
    return _STRAIGHT


def _exif(turned: int) -> bytes:
    """Return an Exif segment that says nothing but how the picture is turned."""
    tiff = b"MM\0*" + pack(">IHHHIHHI", 8, 1, _TURNED, 3, 1, turned, 0, 0)
    body = _EXIF_MARK + tiff
    return bytes([0xFF, _EXIF]) + pack(">H", len(body) + 2) + body
