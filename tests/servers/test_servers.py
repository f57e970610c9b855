"""Proof that each server can be found or started, killed and brought back, before other tests rely on it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pika
import psycopg
import pytest

from tests.servers.postgres import PrivatePostgres
from tests.servers.processes import is_alive
from tests.servers.rabbit import PrivateRabbit, answers, cluster

if TYPE_CHECKING:
    from playwright.sync_api import Page


def publish(url: str, queue: str, body: bytes) -> None:
    """Leave one durable, confirmed message in a durable queue."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.queue_declare(queue, durable=True)
    channel.basic_publish("", queue, body, pika.BasicProperties(delivery_mode=2), mandatory=True)
    connection.close()


def take(url: str, queue: str) -> bytes | None:
    """Take one message from a queue, or None if it is empty."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    _, _, body = connection.channel().basic_get(queue, auto_ack=True)
    connection.close()
    return bytes(body) if body is not None else None


@pytest.mark.parametrize("time", [1, 2])
def test_a_fresh_database_is_empty_and_its_own(fresh_database: str, time: int) -> None:
    with psycopg.connect(fresh_database) as connection:
        connection.execute("create table note (words text)")
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("select count(*) from note").fetchone() == (0,)


def test_a_killed_postgres_keeps_what_was_committed(private_postgres: PrivatePostgres) -> None:
    with psycopg.connect(private_postgres.url) as connection:
        connection.execute("create table note (words text)")
        connection.execute("insert into note values ('kept')")
    pid = private_postgres.pid
    private_postgres.kill()
    assert pid is not None
    assert not is_alive(pid)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(private_postgres.url, connect_timeout=2)
    private_postgres.start()
    private_postgres.restart()
    with psycopg.connect(private_postgres.url) as connection:
        assert connection.execute("select words from note").fetchall() == [("kept",)]


@pytest.mark.parametrize("time", [1, 2])
def test_a_fresh_vhost_is_empty_and_its_own(fresh_vhost: str, time: int) -> None:
    publish(fresh_vhost, "letters", b"hello")
    assert take(fresh_vhost, "letters") == b"hello"
    assert take(fresh_vhost, "letters") is None


def test_a_killed_broker_keeps_what_it_confirmed(private_rabbit: PrivateRabbit) -> None:
    publish(private_rabbit.url, "letters", b"kept")
    private_rabbit.kill()
    assert not answers(private_rabbit.url)
    private_rabbit.start()
    assert take(private_rabbit.url, "letters") == b"kept"


def test_a_frozen_broker_says_nothing_until_it_goes_on(private_rabbit: PrivateRabbit) -> None:
    private_rabbit.pause()
    thaw = threading.Timer(4, private_rabbit.resume)
    thaw.start()
    assert not answers(private_rabbit.url)
    thaw.join()
    assert answers(private_rabbit.url)


@pytest.mark.slow
def test_brokers_join_to_a_cluster_that_survives_one_of_them(rabbit_folder: Path) -> None:
    with cluster(rabbit_folder, size=2) as (first, second):
        assert second.node in first.control("cluster_status")
        second.kill()
        publish(first.url, "letters", b"hello")
        second.start()
        assert take(second.url, "letters") == b"hello"


def test_chromium_opens_a_page(page: Page) -> None:
    page.goto("data:text/html,<html lang=fr><title>Seeland</title><h1>Bonjour</h1>")
    assert page.title() == "Seeland"
    assert page.evaluate("navigator.language") == "fr-CH"
