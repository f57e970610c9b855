"""A preview of the design, asked directly or through a browser."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from portal.design.pages import create_preview


@pytest.fixture(scope="session")
def preview() -> Flask:
    """The small app with the design pages."""
    return create_preview()


@pytest.fixture
def ask(preview: Flask) -> FlaskClient:
    """Asks the preview without a browser."""
    return preview.test_client()


@pytest.fixture(scope="session")
def address(preview: Flask) -> Iterator[str]:
    """The address at which a browser finds the preview."""
    server = make_server("127.0.0.1", 0, preview, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/design"
    server.shutdown()
    thread.join()
    server.server_close()
