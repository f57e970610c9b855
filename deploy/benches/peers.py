"""What the portal's pages are measured beside, on the same server: a bare Flask page, and the bare statements.

gunicorn calls ``bare()`` and ``raw()``; the statements of each page stand, with their parameters, in the file that
``BENCH_STATEMENTS`` names.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import psycopg
from flask import Flask

STATEMENTS: Final = "BENCH_STATEMENTS"
Asked = tuple[str, str, Any]
"""Database URL, statement, parameters."""


def bare() -> Flask:
    """Return a Flask application whose only page says hello."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def raw() -> Callable[..., Iterable[bytes]]:
    """Return a page per name that runs a page's statements through psycopg, reads every row and shows none."""
    pages: dict[str, list[Asked]] = pickle.loads(Path(os.environ[STATEMENTS]).read_bytes())  # noqa: S301  # our own file
    lines: dict[str, psycopg.Connection[Any]] = {}

    def run(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        rows = 0
        for url, statement, given in pages[environ["PATH_INFO"].strip("/")]:
            if url not in lines:
                lines[url] = psycopg.connect(url, autocommit=True)
            rows += len(lines[url].execute(statement, given).fetchall())
        body = str(rows).encode()
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    return run
