"""The embedded transport keeps what every transport promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from messaging.worker import Embedded
from tests.messaging.toy import EARLY, Toys, on_sqlite
from tests.messaging.transport_contract import TransportContract


@pytest.fixture
def toys(tmp_path: Path) -> Iterator[Toys]:
    made = on_sqlite(tmp_path, lambda: datetime.now(UTC))
    with Embedded([made.counter, made.ear]) as inside:
        made.box = inside.boxes["toyear"]
        made.inside = inside
        yield made
    EARLY.clear()
    made.close()


class TestEmbedded(TransportContract):
    """Everything in one process, on SQLite files."""
