"""Keeps what Python compiled where ``dev.py`` keeps it, also when ``ssip`` is started without ``dev.py``.

Where bytecode is switched off for a whole machine, every process compiles the house anew, for several seconds. An
environment made by ``dev.py`` has a folder for it; any other is left as its administrator wants it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

HOME: Final = Path(sys.prefix) / "compiled"


def keep() -> None:
    """Let this process and the programs it starts use the folder, if there is one."""
    if not HOME.is_dir() or sys.pycache_prefix is not None:
        return
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(HOME)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
