"""The accounts on database and broker really keep the services apart, and a backup really comes back."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pika
import psycopg
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import ChannelClosedByBroker, ProbableAccessDeniedError, ProbableAuthenticationError

from tests.servers.postgres import PrivatePostgres, binaries
from tests.servers.rabbit import PrivateRabbit

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def tool(server: PrivatePostgres, *command: str) -> str:
    """Run one of PostgreSQL's own tools, or a script of ours, as administrator of this server."""
    place = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "postgres"}
    env = os.environ | place | {"PATH": f"{binaries()}:{os.environ['PATH']}"}
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_accounts(server: PrivatePostgres) -> None:
    """Run accounts.sql twice: it may be run as often as one likes."""
    for _ in range(2):
        tool(server, "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(DEPLOY / "postgres/accounts.sql"))


def enter(server: PrivatePostgres, service: str) -> psycopg.Connection[tuple[object, ...]]:
    """Sign in as one service; the test's server asks for no password."""
    url = f"postgresql://ssip_{service}@127.0.0.1:{server.port}/ssip"
    return psycopg.connect(url, autocommit=True)


def test_each_service_is_at_home_in_its_schema_and_nowhere_else(private_postgres: PrivatePostgres) -> None:
    make_accounts(private_postgres)
    with enter(private_postgres, "registration") as home:
        home.execute("create table person (name text, during daterange, exclude using gist (during with &&))")
        home.execute("create index on person using gin (name gin_trgm_ops)")
        place = "select schemaname from pg_tables where tablename = 'person'"
        assert home.execute(place).fetchone() == ("ssip_registration",)
        assert home.execute("show timezone").fetchone() == ("UTC",)
    with enter(private_postgres, "placements") as stranger:
        for forbidden in (
            "select * from ssip_registration.person",
            "create table ssip_registration.spy (name text)",
            "create table public.spy (name text)",
            "create schema spy",
            "set role ssip_registration",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                stranger.execute(forbidden)


def test_the_passwords_of_a_pgpass_file_are_set(private_postgres: PrivatePostgres, tmp_path: Path) -> None:
    make_accounts(private_postgres)
    (tmp_path / "pgpass").write_text("h:5432:ssip:ssip_billing:abc123\nh:5432:ssip:ssip_casework:def456\n")
    tool(private_postgres, str(DEPLOY / "postgres/passwords.sh"), str(tmp_path / "pgpass"))
    question = "select rolname from pg_authid where rolpassword like 'SCRAM-SHA-256%' order by 1"
    with psycopg.connect(private_postgres.url) as admin:
        assert admin.execute(question).fetchall() == [("ssip_billing",), ("ssip_casework",)]


def test_a_backup_comes_back_whole(private_postgres: PrivatePostgres, tmp_path: Path) -> None:
    make_accounts(private_postgres)
    with enter(private_postgres, "billing") as billing:
        billing.execute("create table invoice (number int primary key, centimes int)")
        billing.execute("insert into invoice select n, n * 100 from generate_series(1, 1000) n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/letter.pdf").write_text("%PDF")
    tool(private_postgres, str(DEPLOY / "backup/ssip-backup"), str(tmp_path / "kept"), str(tmp_path / "data"))
    (kept,) = (tmp_path / "kept").iterdir()
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=kept).returncode == 0
    assert "letter.pdf" in subprocess.run(["tar", "tf", kept / "documents.tar"], capture_output=True, text=True).stdout

    tool(private_postgres, "dropdb", "ssip")
    make_accounts(private_postgres)
    back = ["pg_restore", "--exit-on-error", "--clean", "--if-exists", "--dbname=ssip", str(kept / "database.dump")]
    tool(private_postgres, *back)
    with enter(private_postgres, "billing") as billing:
        assert billing.execute("select count(*), sum(centimes) from invoice").fetchone() == (1000, 50050000)
    with enter(private_postgres, "casework") as stranger, pytest.raises(psycopg.errors.InsufficientPrivilege):
        stranger.execute("select * from ssip_billing.invoice")


def channel(broker: PrivateRabbit, part: str) -> BlockingChannel:
    """Sign in at the broker as one part of the portal."""
    url = f"amqp://ssip_{part}:ssip_{part}!@127.0.0.1:{broker.port}/ssip"
    return pika.BlockingConnection(pika.URLParameters(url)).channel()


def is_refused(broker: PrivateRabbit, part: str, act: Callable[[BlockingChannel], object]) -> bool:
    """Whether the broker answers this act with 403."""
    room = channel(broker, part)
    try:
        act(room)
    except ChannelClosedByBroker as refusal:
        return bool(refusal.reply_code == 403)
    finally:
        room.connection.close()
    return False


def test_each_part_may_post_and_hear_only_its_own(rabbit_folder: Path, tmp_path: Path) -> None:
    definitions = json.loads((DEPLOY / "rabbitmq/definitions.json").read_text())
    for user in definitions["users"]:
        user["password"] = user["name"] + "!"
    (tmp_path / "definitions.json").write_text(json.dumps(definitions))
    broker = PrivateRabbit(rabbit_folder)
    broker.more_config = f"load_definitions = {tmp_path / 'definitions.json'}\n"
    with broker:
        setup = channel(broker, "setup")
        setup.exchange_declare("ssip", "direct", durable=True)
        for service in ("billing", "casework"):
            setup.queue_declare(f"ssip.{service}", durable=True, arguments={"x-queue-type": "quorum"})
            setup.queue_bind(f"ssip.{service}", "ssip", f"{service}.tell")
        setup.connection.close()

        scheduler = channel(broker, "scheduler")
        scheduler.confirm_delivery()
        scheduler.basic_publish("ssip", "billing.tell", b"tick", mandatory=True)
        scheduler.connection.close()
        billing = channel(broker, "billing")
        assert billing.basic_get("ssip.billing", auto_ack=True)[2] == b"tick"
        billing.connection.close()

        assert is_refused(broker, "billing", lambda room: room.basic_get("ssip.casework"))
        assert is_refused(broker, "billing", lambda room: room.queue_declare("ssip.mine"))
        assert is_refused(broker, "portal", lambda room: room.basic_get("ssip.billing"))
        with pytest.raises((ProbableAuthenticationError, ProbableAccessDeniedError)):
            pika.BlockingConnection(pika.URLParameters(broker.url))  # there is no guest
