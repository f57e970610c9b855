"""What makes a picture unfit: it cannot be decoded, is absurdly large, or goes on after its end."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final

from PIL import Image

MOST_PIXELS: Final = 60_000_000
"""More than any camera or scanner here makes; a small file can otherwise fill the memory."""
_PNG_END: Final = b"IEND\xaeB`\x82"
_JPEG_END: Final = b"\xff\xd9"


def image_fault(content: bytes) -> str:
    """Return the code of what is wrong with a PNG or JPEG, empty where nothing is."""
    if not content.rstrip(b"\0\r\n ").endswith((_PNG_END, _JPEG_END)):
        return "document_two_things" if _PNG_END in content or _JPEG_END in content else "document_broken"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _decoded(content)
    except Exception:
        # Pillow raises many kinds; none of them leaves a picture anybody can look at.
        return "document_broken"


def _decoded(content: bytes) -> str:
    with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return "document_too_involved"
        picture.load()
    return ""
