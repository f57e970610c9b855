"""A demonstration that was interrupted says so at the next start, and can be told anew; real data is never touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy import house, processes
from deploy.cli import ssip
from deploy.demo import story
from deploy.demo.unfinished import ADVICE, MARK
from deploy.settings import Settings


def call(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(ssip, ["--data", str(folder), *arguments])


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose first start was killed while the story was told."""
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "deploy.cli", "--data", str(folder), "run", "--port", "8790"]
    with (folder.parent / "run.log").open("w") as log:
        first = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 120
        while not (folder / MARK).exists() and first.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    assert (folder / MARK).exists(), (folder.parent / "run.log").read_text()
    return folder


def start(folder: Path, *, demo: bool = True) -> list[str]:
    """Prepare a start and return what the terminal says."""
    said: list[str] = []
    settings = Settings(data_dir=folder)
    services = house.build(settings)
    processes.prepare(services, settings, demo=demo, say=said.append)
    house.close(services)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("demo", [True, False])
def test_the_next_start_says_that_the_story_is_half_told(killed: Path, demo: bool) -> None:
    assert ADVICE in start(killed, demo=demo)
    assert "--anew" in ADVICE
    assert (killed / MARK).exists()


@pytest.mark.slow
def test_told_anew_the_half_told_one_is_put_aside_and_kept(killed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = call(killed, "demo-data", "--yes")
    assert refused.exit_code == 1
    assert ADVICE in refused.output
    before = (killed / "registration.sqlite").read_bytes()
    monkeypatch.setattr(story, "tell_story", lambda services, now, say: say("told"))
    told = call(killed, "demo-data", "--yes", "--anew")
    assert told.exit_code == 0, told.output
    assert "told" in told.output.splitlines()
    (aside,) = killed.glob("half-told-*")
    assert (aside / "registration.sqlite").read_bytes() == before
    assert not (killed / MARK).exists()
    assert ADVICE not in start(killed, demo=False)


def test_what_is_not_half_told_is_never_put_aside(tmp_path: Path) -> None:
    assert call(tmp_path, "migrate").exit_code == 0
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.suffix == ".sqlite"}
    for command in (("demo-data", "--anew", "--yes"), ("run", "--anew")):
        refused = call(tmp_path, *command)
        assert refused.exit_code == 1
        assert "nothing is put aside" in refused.output
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.suffix == ".sqlite"} == before
    assert list(tmp_path.glob("half-told-*")) == []


def test_the_mark_goes_with_the_last_word_and_stays_where_the_story_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(story, "tell_story", lambda *_: None)
    start(tmp_path)
    assert not (tmp_path / MARK).exists()
    monkeypatch.setattr(story, "tell_story", broken)
    with pytest.raises(RuntimeError):
        start(tmp_path)
    assert (tmp_path / MARK).exists()
