"""How far each character of our type advances, read from the fonts that papers are set in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from struct import unpack_from

from portal.papers.press import HOME


@cache
def advances_of(face: str) -> Mapping[str, float]:
    """Return how far each character of a font advances, in parts of its size."""
    font = (HOME / "fonts" / face).read_bytes()
    (count,) = unpack_from(">H", font, 4)
    at = {font[place : place + 4]: unpack_from(">I", font, place + 8)[0] for place in range(12, 12 + 16 * count, 16)}
    (unit,) = unpack_from(">H", font, at[b"head"] + 18)
    (wide,) = unpack_from(">H", font, at[b"hhea"] + 34)
    widths = [unpack_from(">H", font, at[b"hmtx"] + 4 * glyph)[0] / unit for glyph in range(wide)]
    return {chr(code): widths[min(glyph, wide - 1)] for code, glyph in _glyphs(font, at[b"cmap"]) if glyph}


def _glyphs(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield the characters of the basic plane and their glyphs (segments of format 4)."""
    (tables,) = unpack_from(">H", font, cmap + 2)
    offsets = (unpack_from(">I", font, cmap + 8 + 8 * each)[0] for each in range(tables))
    start = next(cmap + each for each in offsets if unpack_from(">H", font, cmap + each) == (4,))
    (double,) = unpack_from(">H", font, start + 6)
    row = f">{double // 2}H"
    ends, firsts, deltas, ranges = (unpack_from(row, font, start + 14 + skip) for skip in _rows_of(double))
    offset_row = start + 16 + 3 * double
    for place, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            yield code, _glyph(font, code, deltas[place], ranges[place], offset_row + 2 * place + 2 * (code - first))


def _rows_of(double: int) -> tuple[int, int, int, int]:
    """Return where the four rows of a format 4 table begin; two spare bytes stand behind the first."""
    return 0, double + 2, 2 * double + 2, 3 * double + 2


def _glyph(font: bytes, code: int, delta: int, reach: int, here: int) -> int:
    if not reach:
        return (code + delta) & 0xFFFF
    (found,) = unpack_from(">H", font, here + reach)
    return (found + delta) & 0xFFFF if found else 0
