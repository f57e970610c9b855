"""Lists that leave the portal: nothing changes, the audit trail keeps who took what."""

from __future__ import annotations

from messaging.work import Work
from schemas.exports import NoteExport


def note_export(asked: NoteExport, work: Work) -> None:
    """Write down which list left, as what, how many lines, narrowed by which codes."""
    work.changed.update(
        list=asked.list_name, format=asked.file_format.value, rows=str(asked.rows), narrowed=asked.narrowed
    )
