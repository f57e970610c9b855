"""A crowd: so many people who are signed in, each opens a page, reads for a while, and opens the next."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert

from deploy.benches.driver import OK, Load
from deploy.demo.people import members
from messaging.clock import day_of
from messaging.service import Service
from portal.accounts.model import Account, Membership, SignedInSession
from portal.accounts.rules.signing_in import TOUCH_EVERY
from schemas.actor import Role

MIX: Final = (*[Role.CASE_WORKER] * 7, *[Role.PROVIDER] * 2, Role.SSIP_COORDINATOR)
"""Out of ten people who work with the portal, so many in each role."""
PATIENCE: Final = 30.0


def sign_in(app: Flask, accounts: Service, count: int) -> list[str]:
    """Make so many people of the demonstration's organisations with a session each; return their cookie headers."""
    now, signer = accounts.clock(), _signer(app)
    tokens = [secrets.token_urlsafe(16) for _ in range(count)]
    rows: dict[Any, list[dict[str, Any]]] = {Account: [], Membership: [], SignedInSession: []}
    for place, (token, like) in enumerate(zip(tokens, _likes(count), strict=True)):
        person, role = uuid4(), uuid4()
        named = {"sign_in_name": f"crowd.{token}", "display_name": like.display_name, "email": "crowd@example.ch"}
        said = {"language": like.language, "password_hash": "", "must_change_password": False}
        rows[Account].append({"id": person, "password_set_at": now, "created_at": now, **named, **said})
        where = {"organisation_kind": like.kind, "organisation_id": like.organisation_id}
        since = day_of(now - timedelta(days=30))
        rows[Membership].append({"id": role, "account_id": person, "role": like.role, "valid_from": since, **where})
        seen = {"opened_at": now - TOUCH_EVERY, "seen_at": now - TOUCH_EVERY * place / count}
        hashed = sha256(token.encode()).hexdigest()
        rows[SignedInSession].append({"account_id": person, "membership_id": role, "token_hash": hashed, **seen})
    with accounts.database.writing() as session:
        for table, lines in rows.items():
            session.execute(insert(table), lines)
    name = app.config["SESSION_COOKIE_NAME"]
    form = secrets.token_hex(20)
    kept = [{"_user_id": token, "_fresh": True, "csrf_token": form} for token in tokens]
    return [f"{name}={signer.dumps(each)}" for each in kept]


def _likes(count: int) -> list[Any]:
    known = {role: cycle([each for each in members() if each.role is role]) for role in set(MIX)}
    return [next(known[role]) for role in islice(cycle(MIX), count)]


def _signer(app: Flask) -> Any:
    kept: Any = app.session_interface
    return kept.get_signing_serializer(app)


@dataclass(frozen=True)
class Habit:
    """How people go about it: which page, how long they read, and how long it goes on once everybody has come."""

    address: str
    reading: float
    seconds: float


def gather(cookies: Sequence[str], habit: Habit) -> Load:
    """Let everybody open the page once in each time of reading, evenly spread; times count until the last byte.

    During the first time of reading people arrive. Their times do not count, only what went wrong for them: as with
    every page here, the server is measured when it runs, and that it runs with everybody there is the question.
    """
    load = Load(lasted=habit.seconds)
    asyncio.run(_gather(cookies, habit, load))
    return load


async def _gather(cookies: Sequence[str], habit: Habit, load: Load) -> None:
    began = asyncio.get_running_loop().time()
    spread = habit.reading / len(cookies)
    people = [_Person(each, began + place * spread, habit, load) for place, each in enumerate(cookies)]
    counts_from = began + habit.reading
    await asyncio.gather(*(each.live(counts_from, counts_from + habit.seconds) for each in people))


class _Person:
    """Somebody with a browser that keeps its connection as long as the server does."""

    def __init__(self, cookie: str, begins: float, habit: Habit, load: Load) -> None:
        parts = urlsplit(habit.address)
        self._where, self._begins, self._reading, self._load = parts, begins, habit.reading, load
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
        head = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: gzip\r\nCookie: {cookie}\r\n\r\n"
        self._asked = head.encode()
        self._line: _Line | None = None

    async def live(self, counts_from: float, until: float) -> None:
        loop, due = asyncio.get_running_loop(), self._begins
        while due < until:
            await asyncio.sleep(max(0.0, due - loop.time()))
            try:
                async with asyncio.timeout(PATIENCE):
                    is_good = await self._open()
            except (OSError, ValueError, TimeoutError):
                is_good = False
            self._load.asked += 1
            if due >= counts_from:
                self._load.seconds.append(loop.time() - due)
            self._load.errors += not is_good
            due += self._reading
        self._shut()

    async def _open(self) -> bool:
        """Ask for the page; a connection the server has closed meanwhile is opened anew, as browsers do."""
        if self._line is not None and not self._line.is_closed:
            try:
                return await self._ask(self._line)
            except OSError:
                pass
        self._shut()
        loop = asyncio.get_running_loop()
        _, self._line = await loop.create_connection(_Line, str(self._where.hostname), self._where.port or 80)
        return await self._ask(self._line)

    async def _ask(self, line: _Line) -> bool:
        status, self._load.size = await line.ask(self._asked)
        return OK in status

    def _shut(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


class _Line(asyncio.Protocol):
    """One connection of a browser, with as little between it and the socket as can be: it is not what is measured."""

    def __init__(self) -> None:
        self.is_closed = True
        self._to: asyncio.Transport | None = None
        self._got, self._wanted = bytearray(), 0
        self._answer: asyncio.Future[tuple[bytes, int]] | None = None

    def ask(self, asked: bytes) -> asyncio.Future[tuple[bytes, int]]:
        """Send a request; what comes back is the first line of the answer and how long its body is."""
        self._got, self._wanted = bytearray(), 0
        self._answer = asyncio.get_running_loop().create_future()
        if self._to is not None:
            self._to.write(asked)
        return self._answer

    def close(self) -> None:
        """Close the connection."""
        if self._to is not None:
            self._to.close()

    def connection_made(self, transport: Any) -> None:
        """Keep the way to the socket."""
        self._to, self.is_closed = transport, False

    def data_received(self, data: bytes) -> None:
        """Collect the answer until all of it is there."""
        self._got += data
        if not self._wanted and (end := self._got.find(b"\r\n\r\n")) >= 0:
            said = bytes(self._got[:end]).lower()
            self._wanted = end + 4 + int(said.partition(b"content-length:")[2].partition(b"\r\n")[0])
        if self._wanted and len(self._got) >= self._wanted and self._answer is not None and not self._answer.done():
            head, _, body = self._got.partition(b"\r\n\r\n")
            self._answer.set_result((bytes(head.partition(b"\r\n")[0]), len(body)))

    def connection_lost(self, error: Exception | None) -> None:
        """Tell whoever waits that nothing more comes."""
        self.is_closed = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError("the server closed the connection"))


def memory_megabytes(pid: int) -> float | None:
    """Return what a process and its children hold, shared pages counted once; None where the system does not say."""
    try:
        held = [_held(each) for each in (pid, *_children(pid))]
    except (OSError, StopIteration):
        return None
    return round(sum(held), 1)


def _held(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("Pss:")) / 1024


def processor_seconds(pid: int) -> float:
    """Return the processor time a process and its children have taken; it hardly depends on what else is running."""
    return sum(_spent(each) for each in (pid, *_children(pid))) / os.sysconf("SC_CLK_TCK")


def _spent(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
