"""Keeps what Python compiled from one run to the next, in one folder; compiling anew took half a quick run's time."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

HOME: Final = Path(sys.prefix) / "compiled"


def keep() -> None:
    """Let this process and the programs it starts write bytecode below the environment, never beside the sources.

    Many machines switch bytecode off so that no ``__pycache__`` lies about; none does here.
    """
    sys.dont_write_bytecode = False
    sys.pycache_prefix = sys.pycache_prefix or str(HOME)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
