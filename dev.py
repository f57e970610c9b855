"""The two commands a newcomer needs, with nothing installed but Python: run the portal, and test it.

python3 dev.py run  [arguments of `ssip run`]   start the portal with everything inside one process
python3 dev.py test [arguments of pytest]       without arguments: every check and every test
python3 dev.py test --fast                      everything below the pages that needs no server and no patience
python3 dev.py ssip [arguments of `ssip`]       any other command of the portal
python3 dev.py install [--test]                 only prepare .venv
python3 dev.py lock                             pin the newest allowed versions again (needs uv)
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
FAST = "not slow and not chromium and not rabbitmq and not postgres"
# The quick run is for somebody who is writing: rules, services, bus, contracts and house. What drives the portal's
# pages is worth more time and is left to the whole run, unless it is asked for by its path.
PAGES = ("tests/portal", "tests/journeys")
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "lint-imports": [str(BIN / "lint-imports")],
}
# Options after which two test processes side by side would be in the way.
ONE_PROCESS = ("-n", "--numprocesses", "-s", "--capture=no", "--pdb", "--trace", "--co", "--lf", "--fixtures")


def main(arguments: Sequence[str]) -> int:
    """Prepare what the command needs and hand over to it; answer its exit code."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    os.environ.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    os.environ.setdefault("PIP_NO_INPUT", "1")
    os.environ.setdefault("PIP_DEFAULT_TIMEOUT", "60")
    os.environ.pop("PIP_REQUIRE_VIRTUALENV", None)
    # What Python compiled is kept, but in .venv and never beside the sources; compiling anew costs seconds each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "compiled"))
    if command in {"run", "ssip"}:
        prepare("run")
        return hand_over([str(program("ssip")), *(["run"] if command == "run" else []), *rest])
    if command == "test":
        prepare("test")
        return test(rest)
    if command == "install":
        prepare("test" if "--test" in rest else "run")
        return 0
    if command == "lock":
        return lock()
    print(__doc__)
    return 0 if command in {"help", "-h", "--help"} else 2


# --- the tests --------------------------------------------------------------------------------------------


def test(arguments: list[str]) -> int:
    """With arguments run pytest; without, every test and beside them every check, whatever fails on the way."""
    command = [str(PYTHON), "-m", "pytest", *pytest_arguments(arguments)]
    if arguments:
        return subprocess.call(command, cwd=ROOT)
    with ThreadPoolExecutor() as beside:
        # One after the other, so that they take a third of the machine and are done long before the tests.
        checks = beside.submit(lambda: [said for name, part in CHECKS.items() if (said := check(name, part))])
        code = subprocess.call(command, cwd=ROOT)
        failed = checks.result()
    if code == 5:  # pytest's own code for "no tests ran"
        say("no test was found: that is not a success")
    for complaint in failed:
        say(f"the tests ended with {code}, but this failed beside them: {complaint}")
    return code or (1 if failed else 0)


def check(name: str, command: list[str]) -> str:
    """Run one check in .venv and say how long it took; answer what it had to complain about, empty if content."""
    began = time.monotonic()
    whole = [str(PYTHON), *command]
    answer = subprocess.run(whole, check=False, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    say(f"{name}: {'FAILED' if answer.returncode else 'ok'} ({time.monotonic() - began:.1f} s)")
    return f"{name}\n{answer.stdout.decode(errors='replace')}" if answer.returncode else ""


def pytest_arguments(arguments: list[str]) -> list[str]:
    """Translate `--fast`, and use two processes unless the arguments say or mean otherwise."""
    asked = [part for part in arguments if part != "--fast"]
    fast = quick(asked) if len(asked) < len(arguments) else []
    alone = any(part.startswith(ONE_PROCESS) for part in asked)
    return [*([] if alone else ["-n", "2", "--dist", "worksteal"]), *fast, *asked]


def quick(asked: list[str]) -> list[str]:
    """Return the arguments that make a run quick; a path that is asked for is never left out."""
    named = any((ROOT / part.split("::")[0]).exists() for part in asked if not part.startswith("-"))
    left_out = [] if named else [f"--ignore={each}" for each in PAGES]
    return ["-m", FAST, *left_out]


# --- the virtual environment ------------------------------------------------------------------------------


def prepare(purpose: str) -> None:
    """Make .venv hold what the lock file for this purpose says; a fitting stamp makes this instant."""
    if is_fresh(purpose):
        return
    with one_at_a_time():
        if is_fresh(purpose):
            return
        say("preparing .venv (once, about half a minute) ...")
        began = time.monotonic()
        make_venv()
        # The lock file is complete: with --no-deps an older pip does not look for a newer `coverage[toml]` beside it.
        install(["--no-deps", "--require-hashes", "-r", LOCKS[purpose]])
        install(["--no-deps", "--no-build-isolation", "-e", "."])
        for covered in ("run", "test") if purpose == "test" else ("run",):
            stamp_file(covered).write_text(stamp(covered))
        say(f".venv is ready ({time.monotonic() - began:.0f} s)")


def stamp(purpose: str) -> str:
    """A fingerprint of what the environment depends on: pyproject, lock, Python and this folder's place."""
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", LOCKS[purpose])]
    here = f"{sys.version_info[:2]} {ROOT}".encode()
    return hashlib.sha256(b"\0".join([*files, here])).hexdigest()


def stamp_file(purpose: str) -> Path:
    return VENV / f"stamp-{purpose}"


def is_fresh(purpose: str) -> bool:
    file = stamp_file(purpose)
    return PYTHON.exists() and file.exists() and file.read_text() == stamp(purpose)


def make_venv() -> None:
    """Create .venv with uv, else with venv, else without pip (Debian ships venv and pip separately)."""
    if PYTHON.exists() and subprocess.call([str(PYTHON), "-c", ""]) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if uv and subprocess.call([uv, "venv", "-q", "-p", sys.executable, str(VENV)]) == 0:
        return
    has_pip, has_ensurepip = (importlib.util.find_spec(name) is not None for name in ("pip", "ensurepip"))
    if importlib.util.find_spec("venv") is None or not (has_pip or has_ensurepip):
        give_up(
            "This Python can make no virtual environment. One of these helps:",
            "  sudo apt install python3-venv     (Debian, Ubuntu)",
            "  sudo dnf install python3-pip      (Fedora)",
            "  or install uv and put it on the path",
        )
    without = [] if has_ensurepip else ["--without-pip"]
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", *without, str(VENV)]) != 0:
        give_up(f"{sys.executable} -m venv failed (see above). Is the disk full, or python3-venv missing?")


def install(arguments: list[str]) -> None:
    """Install with uv when it is there and succeeds, else with pip, which may know another package source."""
    uv = shutil.which("uv")
    command = [str(uv), "pip", "install", "-q", "--python", str(PYTHON), *arguments]
    if uv is None or subprocess.call(command, cwd=ROOT) != 0:
        install_with_pip(arguments)


def install_with_pip(arguments: list[str]) -> None:
    """Install with the environment's own pip, else with the machine's pip told to work in there."""
    inside = subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    if not inside and importlib.util.find_spec("pip") is None:
        give_up("Neither .venv nor this Python has pip. Remove .venv, then install python3-venv or uv.")
    pip = [str(PYTHON), "-m", "pip"] if inside else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if subprocess.call([*pip, "install", "-q", *arguments], cwd=ROOT) != 0:
        give_up("Installing failed (see above). Is the package registry reachable from here?")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let only one dev.py touch .venv; where the system knows no file locks, trust people."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (ROOT / ".venv.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


# --- the rest ---------------------------------------------------------------------------------------------


def lock() -> int:
    """Write the three lock files anew; nothing of this machine (hosts, folders) may get into them."""
    uv = shutil.which("uv") or give_up("Pinning needs uv on the path.")
    how = "--universal --python-version 3.11 --upgrade --generate-hashes --quiet"
    nothing_local = "--no-header --no-annotate --no-emit-index-url --no-emit-find-links"
    for name, choice in {
        "requirements.lock": "--extra build",
        "requirements-dev.lock": "--extra build --extra dev -c requirements.lock",
        "requirements-bench.lock": "--extra bench --extra matching -c requirements-dev.lock",
    }.items():
        command = [
            uv,
            "pip",
            "compile",
            "pyproject.toml",
            *f"{how} {nothing_local} {choice} -o {name}".split(),
        ]
        if code := subprocess.call(command, cwd=ROOT):
            return code
    return 0


def program(name: str) -> Path:
    return BIN / (name + ".exe" if os.name == "nt" else name)


def hand_over(command: list[str]) -> int:
    """Become the command, so that signals and the exit code are its own."""
    whole = [str(PYTHON), *command]  # the full path as argv[0], or Python would not see the environment
    if os.name == "nt":
        return subprocess.call(whole)
    return os.execv(PYTHON, whole)


def say(text: str) -> None:
    print(f"dev.py: {text}", flush=True)


def give_up(*lines: str) -> NoReturn:
    raise SystemExit("\n".join(f"dev.py: {line}" for line in lines))


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        give_up(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    sys.exit(main(sys.argv[1:]))
