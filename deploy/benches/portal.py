"""Pages of the portal under load: gunicorn with two workers on PostgreSQL, beside a bare Flask page and bare SQL."""

from __future__ import annotations

import logging
import os
import pickle
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.cookiejar import CookieJar
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import structlog

from deploy import house
from deploy.benches import crowd, django_page, embedded_pages, peers, scans
from deploy.benches.data import Say, databases, listening
from deploy.benches.driver import drive
from deploy.benches.furniture import furnish
from deploy.benches.machine import POSTGRES
from deploy.benches.seeding import seed
from deploy.benches.visits import Visitor
from deploy.demo.people import PASSWORD
from deploy.processes import application_of
from deploy.settings import Settings, from_environment
from messaging.service import Service
from services.registration.queries.lists import MandateFilter, mandates

MANDATES, QUICK_MANDATES = 50_000, 6_000
SECONDS, QUICK_SECONDS = 8.0, 0.8
QUICK_PAGES: Final = ("list", "detail")
WHO: Final = "coordination"
CONNECTIONS: Final = 8
PEOPLE, READING, CROWD_SECONDS = 5_000, 25.0, 35.0
THERE: Final = 2_810.0
"""Bare statements a second on the machine where the goal for 5,000 readers was found; a slower one carries fewer."""
REGION: Final = "region"
AROUND: Final = "around.html"
COLD_LIMIT: Final = 150_000
READY_SECONDS: Final = 180
LEAVING_SECONDS: Final = 30


def run(*, quick: bool, say: Say) -> dict[str, Any]:
    """Measure and return the report; in words where no PostgreSQL answers."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with TemporaryDirectory() as folder, databases() as name:
        if name is None:
            return {"portal": "not measured: no PostgreSQL answers on its usual port"}
        base = POSTGRES.rsplit("/", 1)[0]
        variables = {"SSIP_DATABASE_URL": f"{base}/{name}_{{service}}", "SSIP_LOG_LEVEL": "error"}
        settings = from_environment(variables, data_dir=Path(folder))
        services = house.build(settings)
        try:
            furnish(services)
            count = QUICK_MANDATES if quick else MANDATES
            seed(services, 1, embedded_pages.MANDATES, say)
            if not quick:
                embedded_pages.copy(services, settings.data_dir / REGION)
            seed(services, embedded_pages.MANDATES + 1, count, say)
            seconds = QUICK_SECONDS if quick else SECONDS
            sizes = {"mandates": count, "seconds_each": seconds}
            return sizes | _measure(services, settings, variables, say, seconds)
        finally:
            house.close(services)


def _measure(
    services: Mapping[str, Service], settings: Settings, variables: Mapping[str, str], say: Say, seconds: float
) -> dict[str, Any]:
    visitor = Visitor(application_of(services, settings), services, WHO)
    pages = _pages(visitor)
    if seconds != SECONDS:
        pages = {name: pages[name] for name in QUICK_PAGES}
    asked, report = _statements(visitor, services, pages)
    file = settings.data_dir / "statements"
    file.write_bytes(pickle.dumps(asked))
    given = {**variables, "SSIP_DATA_DIR": str(settings.data_dir), peers.STATEMENTS: str(file)}
    port = free_port()
    say("the portal on gunicorn, two workers")
    with serving([*_web(port), "--workers", "2", "--threads", "1"], given, port) as pid:
        home = f"http://127.0.0.1:{port}"
        opener, cookie = signed_in(home)
        (settings.data_dir / AROUND).write_text(opener.open(f"{home}/mandates").read().decode(), encoding="utf-8")
        report["cold_bytes"], report["cold_bytes_limit"] = cold_bytes(opener, f"{home}/mandates"), COLD_LIMIT
        for name, path in pages.items():
            report |= _drive(name, home + path, cookie, seconds)
        if seconds == SECONDS:
            say(f"{PEOPLE} people, a page every {READING:.0f} seconds each")
            report |= _crowd(_signed_in(services, settings, PEOPLE), home, pid, "crowd")
    for peer, addresses in (("raw", {f"raw_{name}": f"/{name}" for name in pages}), ("bare", {"bare_flask": "/"})):
        say(f"{peer} on gunicorn, two workers")
        with serving([*_gunicorn(port), f"deploy.benches.peers:{peer}()"], given, port):
            for name, path in addresses.items():
                report |= _drive(name, f"http://127.0.0.1:{port}{path}", "", seconds)
    if seconds == SECONDS:
        people = min(PEOPLE, round(PEOPLE * report["raw_list_per_second"] / THERE))
        say(f"{people} people, as many as the bare statements of this machine stand for")
        with serving([*_web(port), "--workers", "2", "--threads", "1"], given, port) as pid:
            home = f"http://127.0.0.1:{port}"
            drive(f"{home}/mandates", signed_in(home)[1], seconds=seconds / 2, connections=CONNECTIONS)
            report |= _crowd(_signed_in(services, settings, people), home, pid, "crowd_in_proportion")
        say("Django on gunicorn, two workers")
        around = str(settings.data_dir / AROUND)
        report |= _django("django_list", services, port, given, seconds)
        report |= _django("django_same_work", services, port, {**given, django_page.AROUND: around}, seconds)
        report |= _embedded(settings.data_dir / REGION, port, seconds, say)
    else:
        report |= dict.fromkeys(("django_list", "crowd", "embedded"), "not measured in a quick run")
    for name in pages:
        share = report[f"{name}_per_second"] / (report[f"raw_{name}_per_second"] or 1.0)
        report[f"{name}_percent_of_raw"] = round(100 * share, 1)
    for name, other in (("list_times_django", "django_list"), ("list_times_django_same_work", "django_same_work")):
        if django := report.get(f"{other}_per_second"):
            report[name] = round(report["list_per_second"] / django, 1)
    return report


def _crowd(cookies: Sequence[str], home: str, pid: int, name: str) -> dict[str, Any]:
    """Let people with a session of their own read lists, each a new one every 25 seconds."""
    before = crowd.processor_seconds(pid)
    load = crowd.gather(cookies, crowd.Habit(f"{home}/mandates", READING, CROWD_SECONDS))
    spent = 1000 * (crowd.processor_seconds(pid) - before) / (load.asked or 1)
    goals = {f"{name}_reading_seconds": READING, f"{name}_goal_p95_ms": 50, f"{name}_goal_mb": 400}
    held = {f"{name}_memory_mb": crowd.memory_megabytes(pid), f"{name}_processor_ms_a_page": round(spent, 1)}
    return {f"{name}_people": len(cookies), **goals, **load.figures(name), **held}


def _signed_in(services: Mapping[str, Service], settings: Settings, people: int) -> list[str]:
    return crowd.sign_in(application_of(services, settings), services["accounts"], people)


def _embedded(folder: Path, port: int, seconds: float, say: Say) -> dict[str, Any]:
    say("one process on SQLite at the region's size")
    cookies = embedded_pages.signed_in(folder)
    served = ["-m", "deploy.cli", "run", "--no-demo", "--port", str(port), "--data", str(folder)]
    with serving(served, {"SSIP_LOG_LEVEL": "error"}, port) as pid:
        return embedded_pages.measure(f"http://127.0.0.1:{port}", pid, cookies, seconds)


def _web(port: int) -> list[str]:
    return ["-m", "deploy.cli", "web", "--port", str(port)]


def _django(
    name: str, services: Mapping[str, Service], port: int, given: Mapping[str, str], seconds: float
) -> dict[str, Any]:
    """Measure the same list as a Django page, where Django is installed (``requirements-bench.lock``)."""
    if find_spec("django") is None:
        return {name: "not measured: Django is not installed"}
    url = services["registration"].database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    cookie = django_page.prepare(url)
    served = [*_gunicorn(port), "deploy.benches.django_page:application()"]
    with serving(served, {**given, django_page.DATABASE: url}, port):
        return _drive(name, f"http://127.0.0.1:{port}/mandates", cookie, seconds)


def _drive(name: str, address: str, cookie: str, seconds: float) -> dict[str, Any]:
    drive(address, cookie, seconds=seconds / 4, connections=CONNECTIONS)
    return drive(address, cookie, seconds=seconds, connections=CONNECTIONS).figures(name)


def _gunicorn(port: int) -> list[str]:
    how = ["--worker-class", "gthread", "--threads", "1", "--log-level", "warning"]
    return ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", *how]


def _pages(visitor: Visitor) -> dict[str, str]:
    one = visitor.ask(mandates, narrowed=MandateFilter(), size=1).lines[0].id
    return {"list": "/mandates", "today": "/", "search": "/search?q=ahorn", "detail": f"/mandates/{one}"}


def _statements(
    visitor: Visitor, services: Mapping[str, Service], pages: Mapping[str, str]
) -> tuple[dict[str, list[peers.Asked]], dict[str, Any]]:
    """Return what each page asks of which database once it is warm, and how much that is."""
    asked: dict[str, list[peers.Asked]] = {}
    report: dict[str, Any] = {}
    for name, path in pages.items():
        visitor.open(path)
        with listening(services) as heard:
            visitor.open(path)
        asked[name] = [(_url(each), each.statement, each.parameters) for each in heard]
        report[f"{name}_statements"] = len(heard)
        report[f"{name}_scans"] = ", ".join(scans.of(heard)) or "none"
    return asked, report


def _url(asked: scans.Asked) -> str:
    return str(asked.engine.url.set(drivername="postgresql").render_as_string(hide_password=False))


# --- the server and its visitor -------------------------------------------------------------------------------


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextmanager
def serving(arguments: list[str], variables: Mapping[str, str], port: int) -> Iterator[int]:
    """Run a server meanwhile and yield its process; go on as soon as it answers."""
    command = [sys.executable, *arguments]
    running = subprocess.Popen(command, env=os.environ | variables, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        until = time.monotonic() + READY_SECONDS
        while not _answers(port):
            if running.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{' '.join(arguments)} does not answer")
            time.sleep(0.1)
        yield running.pid
    finally:
        running.terminate()
        try:
            running.wait(LEAVING_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def signed_in(home: str) -> tuple[OpenerDirector, str]:
    """Sign in over HTTP; return the browser and its cookie header."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    page = opener.open(f"{home}/sign-in").read().decode()
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    asked = {"sign_in_name": WHO, "password": PASSWORD, "csrf_token": token}
    opener.addheaders = [("Origin", home), ("Referer", f"{home}/sign-in")]
    opener.open(f"{home}/sign-in", urlencode(asked).encode()).read()
    return opener, "; ".join(f"{each.name}={each.value}" for each in jar)


def cold_bytes(opener: OpenerDirector, address: str) -> int:
    """Return the bytes of a page and of every file it and its styles name, as an empty browser would fetch them."""
    home = "/".join(address.split("/")[:3])
    opener.addheaders = [*opener.addheaders, ("Accept-Encoding", "gzip")]
    page = opener.open(address)
    body = page.read()
    sizes = len(body)
    for path in sorted(set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', _text(body)))):
        sizes += len(opener.open(home + path).read())
    return sizes


def _text(body: bytes) -> str:
    import gzip

    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
