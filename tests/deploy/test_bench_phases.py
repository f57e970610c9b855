"""``ssip bench`` gives one JSON object whatever happens: a phase that breaks off is null, with its reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from deploy.benches import matching
from deploy.benches.figures import wait_until
from deploy.benches.phases import FAILED, phase, repeats
from deploy.cli import ssip


def _late() -> dict[str, Any]:
    wait_until(lambda: False, 0.0)
    return {"late_ms": 1}


def test_a_phase_that_times_out_is_null_with_its_reason_and_the_others_stay() -> None:
    report: dict[str, Any] = {}
    phase(report, "first", lambda: {"first_ms": 3})
    phase(report, "late", _late)
    assert report["first_ms"] == 3
    assert report["late"] is None
    assert report[FAILED]["late"].startswith("TimeoutError: ")


def test_repeats_end_with_their_number_or_their_time_and_are_at_least_one() -> None:
    assert list(repeats(3, 60.0)) == [1, 2, 3]
    assert list(repeats(3, 0.0)) == [1]


@pytest.mark.parametrize(("breaks", "code"), [(False, 0), (True, 1)])
def test_the_command_gives_one_object_and_its_exit_code_says_whether_all_was_measured(
    monkeypatch: pytest.MonkeyPatch, breaks: bool, code: int
) -> None:
    def run(*, quick: bool, say: Any) -> dict[str, Any]:
        say("a phase")
        return _late() if breaks else {"size": 1 if quick else 2}

    monkeypatch.setattr(matching, "run", run)
    done = CliRunner().invoke(ssip, ["bench", "matching", "--quick", "--json"])
    told = json.loads(done.stdout)
    assert done.exit_code == code
    assert {"seconds", "load_average"} <= told.keys()
    assert (told.get("size"), FAILED in told) == ((None, True) if breaks else (1, False))
