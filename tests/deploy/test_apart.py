"""What a process that serves does not hold: whatever only its start, another mode or a rare page needs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

UNSEEN = (
    "alembic", "psycopg", "pika", "kombu", "pypdf", "PIL", "icalendar", "typst", "rustpy_xlsxwriter", "ortools",
    "holidays", "dateutil", "markdown_it", "defusedxml",
)  # fmt: skip
SERVING = """
import sys
from pathlib import Path
from deploy import processes
from deploy.settings import from_environment
settings = from_environment({"SSIP_LOG_LEVEL": "error"}, data_dir=Path(sys.argv[1]))
with processes.everything(settings, demo=False, say=print) as app:
    print(*sorted(set(sys.modules) & set(sys.argv[2:])), len(sys.modules), "modules")
"""
FAILING = """
from deploy import apart
apart.do(lambda: print("work", flush=True))
print(len(apart.do(lambda: "told" * 50_000)), flush=True)
apart.do(lambda: 1 // 0)
print("never")
"""
WAITING = """
import os, signal, sys
from deploy import apart
def work():
    os.write(int(sys.argv[1]), b"begun")
    signal.pause()
apart.do(work)
"""


def _run(script: str, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script, *given], capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_one_process_on_sqlite_serves_without_what_only_its_start_or_others_need(tmp_path: Path) -> None:
    ended = _run(SERVING, str(tmp_path), *UNSEEN)
    assert ended.returncode == 0, ended.stderr
    *told, last = ended.stdout.splitlines()
    assert "Tables of registration made." in told, "the start did its work, in a process of its own"
    assert len(last.split()) == 2, f"loaded: {last}"


def test_work_that_fails_apart_ends_the_whole_and_says_why() -> None:
    ended = _run(FAILING)
    assert (ended.returncode, ended.stdout) == (1, "work\n200000\n")
    assert "ZeroDivisionError" in ended.stderr


def test_work_apart_never_goes_on_alone() -> None:
    heard, told = os.pipe()
    with subprocess.Popen([sys.executable, "-c", WAITING, str(told)], pass_fds=[told]) as parent:
        os.close(told)
        assert os.read(heard, 5) == b"begun"
        parent.send_signal(signal.SIGKILL)
        assert os.read(heard, 5) == b"", "whoever held the other end is gone too"
    os.close(heard)
