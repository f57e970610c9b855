"""``ssip trace``: the chain of one request: who said what, when, heard by whom, with what effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import click
from sqlalchemy import select

from deploy.commands import pass_settings
from deploy.commands.data import opened
from deploy.settings import Settings
from messaging.service import Service


@dataclass(frozen=True)
class Link:
    """One line of the chain."""

    at: datetime
    service: str
    what: str


def chain(services: Mapping[str, Service], trace: str) -> list[Link]:
    """Return everything done, told and heard under one trace id, in the order of time."""
    found: list[Link] = []
    letters: dict[UUID, str] = {}
    for name, each in services.items():
        found += _done(name, each, trace)
        for row in _told(each, trace):
            letters[row.message_id] = row.name
            found.append(Link(row.told_at, name, f"told {row.name} {row.message_id}{_unsent(row)}"))
    for name, each in services.items():
        found += _heard(name, each, letters)
    return sorted(found, key=lambda link: link.at)


def _unsent(row: Any) -> str:
    return "" if row.sent_at else f" (not sent yet, {row.attempts} tries: {row.last_error or 'waiting'})"


def _done(name: str, service: Service, trace: str) -> list[Link]:
    audit = service.wiring.ledger.audit
    with service.database.reading() as session:
        rows = session.execute(select(audit).where(audit.c.trace_id == trace)).all()
    return [Link(row.at, name, f"did {row.act} as {row.role}: {row.outcome}") for row in rows]


def _told(service: Service, trace: str) -> list[Any]:
    outbox = service.wiring.ledger.outbox
    with service.database.reading() as session:
        return list(session.execute(select(outbox).where(outbox.c.trace_id == trace)).all())


def _heard(name: str, service: Service, letters: Mapping[UUID, str]) -> list[Link]:
    inbox = service.wiring.ledger.inbox
    with service.database.reading() as session:
        rows = session.execute(select(inbox).where(inbox.c.message_id.in_(letters))).all() if letters else []
    return [Link(row.heard_at, name, f"heard {row.name} {row.message_id}: {row.effect}") for row in rows]


@click.command()
@click.argument("trace_id")
@pass_settings
def trace(settings: Settings, trace_id: str) -> None:
    """Follow one request through every service; the id stands in the logs and in the answer's traceparent header."""
    wanted = trace_id.split("-")[1] if trace_id.startswith("00-") else trace_id
    with opened(settings) as services:
        links = chain(services, wanted)
    for link in links:
        click.echo(f"{link.at:%d.%m.%Y %H:%M:%S.%f}  {link.service:14} {link.what}")
    if not links:
        raise click.ClickException(f"nothing is known of trace {wanted}")


COMMANDS: Final = (trace,)
