"""What is said when a list leaves the portal as a file: which, how, how much of it; never what stands in it."""

from __future__ import annotations

from schemas.codes_exports import ExportFormat
from schemas.fields import hidden
from schemas.message import Command


class NoteExport(Command, said="accounts.note_export"):
    """Somebody takes a list out of the portal; written down before the first byte leaves.

    ``narrowed`` holds the filters as codes; of a text that was searched for only that there was one.
    """

    list_name: str = hidden()
    file_format: ExportFormat
    rows: int = hidden()
    narrowed: str = hidden(default="")
