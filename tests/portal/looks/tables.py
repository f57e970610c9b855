"""Every transition table of every service, found where services keep them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from workflow.table import Workflow

ROOT = Path(__file__).resolve().parents[3]


@cache
def workflows() -> Mapping[str, Workflow]:
    """Return every transition table of every service."""
    found: dict[str, Workflow] = {}
    for path in sorted((ROOT / "services").glob("*/rules/*_course.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        found |= {each.name: each for each in vars(module).values() if isinstance(each, Workflow)}
    return found
