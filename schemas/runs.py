"""What is said of files made in the background: asked for by people, made by the portal itself under their rights."""

from __future__ import annotations

from uuid import UUID

from schemas.codes_exports import ExportFormat
from schemas.codes_runs import RunEnd
from schemas.fields import code, hidden
from schemas.message import Command


class StartRun(Command, said="accounts.start_run", about="run_id"):
    """Have the file behind an address of the portal made in the background.

    ``narrowed`` holds the filters as codes; the address itself is forgotten when the run ends.
    """

    run_id: UUID = hidden()
    address: str = hidden()
    list_name: str = hidden()
    list_title: str = hidden()
    file_format: ExportFormat
    rows: int = hidden(default=0)
    narrowed: str = hidden(default="")


class CancelRun(Command, said="accounts.cancel_run", about="run_id"):
    """Give up a run of one's own, or the file it made."""

    run_id: UUID = hidden()


class TakeRun(Command, said="accounts.take_run"):
    """The portal takes the run that has waited longest, or one whose maker has fallen silent."""

    holder: UUID = hidden()


class AdvanceRun(Command, said="accounts.advance_run", about="run_id"):
    """So many lines are done."""

    run_id: UUID = hidden()
    holder: UUID = hidden()
    done: int = hidden()
    total: int = hidden()


class KeepPiece(Command, said="accounts.keep_piece", about="run_id"):
    """The next piece of the file."""

    run_id: UUID = hidden()
    holder: UUID = hidden()
    number: int = hidden()
    piece: bytes = hidden()


class FinishRun(Command, said="accounts.finish_run", about="run_id"):
    """The file is whole."""

    run_id: UUID = hidden()
    holder: UUID = hidden()
    file_name: str = hidden()
    content_type: str = code()


class FailRun(Command, said="accounts.fail_run", about="run_id"):
    """The file cannot be made."""

    run_id: UUID = hidden()
    holder: UUID = hidden()
    why: RunEnd
    reason: str = code(default="")


class GiveBackRun(Command, said="accounts.give_back_run", about="run_id"):
    """The maker stops; somebody else begins the run anew."""

    run_id: UUID = hidden()
    holder: UUID = hidden()
