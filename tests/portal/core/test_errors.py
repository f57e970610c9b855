"""A bug is ours, not the person's: a number to tell, and nothing about anybody in the log."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog

from tests.portal.core.toy import add_toys
from tests.portal.household import Household
from tests.portal.test_safety import check_headers


def test_a_bug_shows_a_reference_and_logs_neither_names_nor_values(
    portal: Household, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    add_toys(portal, tmp_path)
    with structlog.testing.capture_logs() as logs:
        answer = portal.as_("provider").client.get("/toys/broken")
    assert answer.status_code == 500
    check_headers("toys.broken", answer)
    line = next(each for each in logs if each["event"] == "broken")
    assert line["reference"] in answer.text
    assert line["reason"] == "ZeroDivisionError"
    assert "Name of somebody" not in str(logs) + answer.text + caplog.text
    assert any("toy.py" in each for each in line["way"])
