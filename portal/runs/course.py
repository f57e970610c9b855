"""What a view knows of being run in the background, and how a long file becomes a run instead of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar
from uuid import uuid4

from flask import Response, current_app, g, make_response, request

from portal.doors import do, say
from portal.page import leave
from portal.settings import PortalSettings
from schemas.codes_exports import ExportFormat
from schemas.runs import StartRun

T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Called with how much is done, of how much."""
EVERY: Final = 200
"""Lines between two words of progress."""


class GivenUp(Exception):
    """The run was given up by its owner, or this process ends; raised out of the progress."""


def is_long(lines: int) -> bool:
    """Whether a file of so many lines is made in the background; never so inside a run."""
    settings: PortalSettings = current_app.extensions["ssip.settings"]
    return lines > settings.long_export and "run_tells" not in g


def is_running() -> bool:
    """Whether this view is being run, so that it makes its file instead of asking for a run."""
    return "run_tells" in g


def begin(list_name: str, title: str, kind: ExportFormat, rows: int, *, narrowed: str = "") -> Response:
    """Have the file of this address made in the background, and lead to one's runs."""
    asked = StartRun(
        run_id=uuid4(),
        address=request.full_path.rstrip("?"),
        list_name=list_name,
        list_title=title,
        file_format=kind,
        rows=rows,
        narrowed=narrowed,
    )
    do(asked)
    return make_response(leave("runs.index", text=say("runs.begun")))


def told(rows: Iterable[T], total: int, every: int = EVERY) -> Iterator[T]:
    """Yield ``rows``, telling after so many of them how far it is, where this is a run."""
    tell: Tell | None = g.get("run_tells")
    if tell is None:
        yield from rows
        return
    for count, row in enumerate(rows):
        if count % every == 0:
            tell(count, total)
        yield row
    tell(total, total)
