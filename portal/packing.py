"""Long pages travel packed, so that every page is below 150 KB for an empty browser, also without a proxy in front.

A packed page that holds a secret beside what was typed lets whoever sees its length, and makes somebody's browser ask
again and again, guess the secret (BREACH). Our cookie is ``SameSite=Lax``: another site cannot fetch with it, only
lead the whole window here. Against that, each packed page is longer by a random number of bytes.
"""

from __future__ import annotations

import struct
from secrets import randbelow
from typing import Final

from flask import Flask, Response, request
from isal import isal_zlib

NOISE: Final = 100
"""Bytes by which a packed page may be longer than it need be."""
FROM: Final = 48_000
"""Bytes from which on a page is packed; styles, scripts and letters weigh 74 KB packed."""
_LEVEL: Final = 1
"""The level that packs a list to a fifth; in a seventh of the time Python's own gzip takes for the same."""
_NAMED: Final = b"\x1f\x8b\x08\x08" + bytes(4) + b"\x00\xff"
"""A gzip head without time and system, after which a file name comes (RFC 1952, 2.3)."""


def install(app: Flask) -> None:
    """Pack the long pages of ``app`` for those who can unpack them."""
    app.after_request(_pack)


def _pack(answer: Response) -> Response:
    if answer.mimetype != "text/html" or answer.is_streamed or answer.direct_passthrough:
        return answer
    answer.vary.add("Accept-Encoding")
    if (answer.content_length or 0) < FROM or request.accept_encodings.quality("gzip") <= 0:
        return answer
    answer.set_data(_packed(answer.get_data()))
    answer.headers["Content-Encoding"] = "gzip"
    return answer


def _packed(page: bytes) -> bytes:
    """Return the page packed; the file name gzip may carry, which nobody reads, makes its length uncertain."""
    name = b"." * randbelow(NOISE) + b"\0"
    foot = struct.pack("<LL", isal_zlib.crc32(page), len(page) & 0xFFFFFFFF)
    return b"".join((_NAMED, name, isal_zlib.compress(page, _LEVEL, wbits=-isal_zlib.MAX_WBITS), foot))
