"""Style sheets, scripts and fonts under an address that changes with their content: packed once, kept for a year."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.wrappers import Response as Answer

HOME: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_YEAR: Final = 365 * 24 * 3600

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file as it travels."""

    plain: bytes
    packed: bytes | None
    type: str


def _bundle(folder: str, ending: str, *first: Path) -> bytes:
    parts = [*first, *sorted((HOME / folder).glob(f"*{ending}"))]
    return b"\n".join(part.read_bytes() for part in parts)


def _read() -> dict[str, bytes]:
    vendor = HOME / "vendor"
    return {
        "seeland.css": _bundle("seeland", ".css", vendor / "bootstrap" / "bootstrap.css"),
        "seeland.js": _bundle("seeland", ".js"),
        "htmx.js": (vendor / "htmx" / "htmx.min.js").read_bytes(),
        "logo.svg": (HOME / "logo.svg").read_bytes(),
        **{path.name: path.read_bytes() for path in (vendor / "inter").glob("*.woff2")},
    }


def _pack(name: str, plain: bytes) -> Asset:
    ending = Path(name).suffix
    packed = None if ending == ".woff2" else gzip.compress(plain, 9, mtime=0)
    return Asset(plain, packed, _TYPES[ending])


@cache
def assets() -> dict[str, Asset]:
    """Return every file by name, read and packed once per process."""
    return {name: _pack(name, plain) for name, plain in _read().items()}


@cache
def digest() -> str:
    """Return the name of this edition of all files together."""
    total = sha256()
    for name, each in sorted(assets().items()):
        total.update(name.encode() + b"\0" + each.plain)
    return total.hexdigest()[:12]


def reread() -> None:
    """Forget what was read; for people who are working on the design."""
    assets.cache_clear()
    digest.cache_clear()


def asset(name: str) -> str:
    """Return the address of ``name`` in this edition."""
    return url_for("assets.send", edition=digest(), name=name)


@blueprint.get("/assets/<edition>/<name>")
def send(edition: str, name: str) -> Answer:
    """Send one file; an address of another edition still gets today's file, but is not kept."""
    found = assets().get(name)
    if found is None:
        abort(404)
    packs = found.packed is not None and request.accept_encodings.quality("gzip") > 0
    answer = Response(found.packed if packs and found.packed else found.plain, content_type=found.type)
    if packs:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    if edition == digest():
        answer.cache_control.public = True
        answer.cache_control.max_age = _YEAR
        answer.cache_control.immutable = True
    else:
        answer.cache_control.no_cache = True
    answer.set_etag(f"{digest()}-{'gz' if packs else 'id'}")
    return answer.make_conditional(request)
