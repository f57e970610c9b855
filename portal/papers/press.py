"""Prints accessible pages (PDF/UA-1) with typst: a template, values as JSON, and our own fonts only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

HOME: Final = Path(__file__).parent
STANDARD: Final = "ua-1"


def printed(template: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the paper as PDF; ``values`` needs at least ``title`` and ``language``.

    Texts, numbers, lists and mappings only; a picture is its SVG text, shown with ``drawing(svg, alt)``. The same
    values at the same instant give the same bytes.
    """
    import typst

    maker = typst.Compiler(
        (HOME / template).read_bytes(),
        root=HOME,
        font_paths=_fonts(),
        sys_inputs={"given": json.dumps(dict(values), ensure_ascii=False)},
    )
    made = maker.compile(format="pdf", pdf_standards=STANDARD, timestamp=at.replace(microsecond=0))
    if not isinstance(made, bytes):
        raise TypeError(f"{template}: a paper is one file")
    return made


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Return the fonts of this folder, read once; papers must look the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HOME / "fonts")])
