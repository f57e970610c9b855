"""Several files as one ZIP file that flows while it is made; the same files on the same days give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from io import RawIOBase
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo


class _Flow(RawIOBase):
    """Takes what is written and gives it on; nobody can go back in it."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def writable(self) -> bool:
        """Whether something may be written: always."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece until it is fetched."""
        self._kept += piece
        return len(piece)

    def fetch(self) -> bytes:
        """Return what was written since the last time."""
        found, self._kept = bytes(self._kept), bytearray()
        return found


def pieces(files: Iterable[tuple[str, date, bytes]]) -> Iterator[bytes]:
    """Yield a ZIP file of files, each with its name and day; PDF is packed already, so nothing is packed again."""
    flow = _Flow()
    with ZipFile(flow, "w", ZIP_STORED) as packed:
        for name, day, content in files:
            packed.writestr(ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0)), content)
            yield flow.fetch()
    yield flow.fetch()
