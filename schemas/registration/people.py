"""One person, entered twice: merged into one record, taken apart again, or known to be two."""

from __future__ import annotations

from uuid import UUID

from schemas.fields import hidden, prose
from schemas.message import Command


class MergePersons(Command, said="registration.merge_persons", about="kept_id"):
    """Two records are one person; all mandates go to the kept one."""

    merge_id: UUID = hidden()
    kept_id: UUID = hidden()
    merged_id: UUID = hidden()
    remark: str = prose(longest=2000, default="")


class UndoMerge(Command, said="registration.undo_merge", about="merge_id"):
    """A merge was wrong; every mandate goes back to where it was."""

    merge_id: UUID = hidden()
    remark: str = prose(longest=2000)


class KeepApart(Command, said="registration.keep_apart", about="one_id"):
    """Two records that look alike are two persons; they are not offered again."""

    one_id: UUID = hidden()
    other_id: UUID = hidden()
