"""Asks the virus scanner clamd about one file, in its own words (INSTREAM); without one nothing is asked."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import structlog
from flask import current_app

from portal.settings import PortalSettings
from schemas.codes_records import ScanState

SECONDS: Final = 20.0
PIECE: Final = 64 * 1024
LONGEST_ANSWER: Final = 4096
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Verdict:
    """What the scanner said; ``waiting`` means it could not be asked."""

    outcome: ScanState
    signature: str = ""


NOT_ASKED: Final = Verdict(ScanState.WAITING)


def address() -> str:
    """Return where the scanner listens (``tcp://host:3310`` or ``unix:///path``); empty where there is none."""
    settings: PortalSettings = current_app.extensions["ssip.settings"]
    return settings.clamd


def scan(content: bytes, where: str) -> Verdict:
    """Return what the scanner at ``where`` says about ``content``; a scanner that is silent leaves it waiting."""
    try:
        with _connection(where) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            return _verdict(_answer(line))
    except OSError as error:
        log.warning("scanner_silent", reason=type(error).__name__)
        return NOT_ASKED


def _connection(where: str) -> socket.socket:
    parts = urlsplit(where)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(parts.path)
        return line
    return socket.create_connection((parts.hostname or "localhost", parts.port or 3310), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    told = b""
    while not told.endswith(b"\0") and len(told) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    return told.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(told: str) -> Verdict:
    """Read ``stream: OK`` or ``stream: <signature> FOUND``; anything else (too large, an error) is no verdict."""
    rest = told.partition(": ")[2]
    if rest == "OK":
        return Verdict(ScanState.CLEAN)
    if rest.endswith(" FOUND"):
        return Verdict(ScanState.FOUND, rest.removesuffix(" FOUND")[:200])
    log.warning("scanner_unclear")
    return NOT_ASKED
