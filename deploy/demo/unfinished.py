"""Whether the demonstration was told to its end; one that was cut short is put aside, and nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from deploy.settings import DESKS, Settings

MARK: Final = "demonstration.unfinished"
"""A file in the data folder, there from the first word of the story to its last."""
_ENDINGS: Final = ("", "-wal", "-shm")
ADVICE: Final = (
    "The demonstration was interrupted while it was being told; only a part of it is here. "
    "To tell it from the beginning: stop, then `ssip run --anew` (what is here is put aside, not deleted)."
)


class NotHalfTold(ValueError):
    """What is here may be real, so it is left alone; the message says what to do instead."""


def is_half_told(settings: Settings) -> bool:
    """Whether a story was begun here and not told to its end."""
    return (settings.data_dir / MARK).exists()


@contextmanager
def telling(settings: Settings) -> Iterator[None]:
    """Keep the mark while the story is told; whatever cuts it short leaves the mark behind."""
    mark = settings.data_dir / MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text("The demonstration is being told. This file goes when it has been told to its end.\n")
    yield
    mark.unlink(missing_ok=True)


def put_aside(settings: Settings, now: datetime) -> Path:
    """Move the databases of a half-told demonstration into a folder beside them and return it.

    Raises NotHalfTold where no story was cut short, or where it is not in files of the data folder.
    """
    if not is_half_told(settings):
        raise NotHalfTold("No demonstration was interrupted here, so nothing is put aside; `--anew` is for that only.")
    files = [settings.data_dir / f"{name}.sqlite" for name in DESKS]
    if any(settings.database_of(name) != f"sqlite:///{file}" for name, file in zip(DESKS, files, strict=True)):
        raise NotHalfTold(
            "The half-told demonstration is on a database server: make that database anew, then run "
            f"`ssip migrate`, delete {settings.data_dir / MARK}, and `ssip demo-data`."
        )
    aside = settings.data_dir / f"half-told-{now:%Y-%m-%dT%H%M%S}"
    aside.mkdir()
    for file in (file.with_name(file.name + ending) for file in files for ending in _ENDINGS):
        if file.exists():
            file.rename(aside / file.name)
    (settings.data_dir / MARK).rename(aside / MARK)
    return aside
