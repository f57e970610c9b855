"""What a killed benchmark left behind is taken away by the next one; nothing else is, and nothing that still runs."""

from __future__ import annotations

import time

import psycopg
import pytest
from psycopg import sql

from deploy.benches import leftovers
from deploy.benches.leftovers import OLD, left_behind, new_name, tidy

NOW = 0x6B000000


def test_only_names_of_ours_that_are_old_are_taken_away() -> None:
    old, young = f"ssip_bench_{NOW - OLD - 1:08x}0a1b", f"ssip_bench_{NOW - OLD + 1:08x}0a1b"
    others = ["ssip", "ssip_bench_11e67c6c", "ssip_bench_mine", f"{old}_TOY", f"my_{old}", "/", "postgres"]
    assert list(left_behind([old, f"{old}_toyteller", young, f"{young}_toyteller", *others], NOW)) == [
        old,
        f"{old}_toyteller",
    ]


@pytest.mark.postgres
def test_the_next_benchmark_drops_old_databases_and_leaves_running_ones(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = list[str]()
    monkeypatch.setattr(leftovers, "POSTGRES", postgres_url)
    monkeypatch.setattr(leftovers, "asked_of_broker", lambda *_: f"{old}\n{young}\nssip\n")
    monkeypatch.setattr(leftovers, "rabbitmqctl", lambda _, name: gone.append(name))
    old, young = f"ssip_bench_{int(time.time()) - OLD - 9:08x}0000", new_name()
    with psycopg.connect(postgres_url, autocommit=True) as line:
        for each in (old, young):
            line.execute(sql.SQL("create database {}").format(sql.Identifier(f"{each}_toyteller")))
        tidy()
        found = {name for (name,) in line.execute("select datname from pg_database")}
        line.execute(sql.SQL("drop database {}").format(sql.Identifier(f"{young}_toyteller")))
    assert f"{old}_toyteller" not in found
    assert f"{young}_toyteller" in found
    assert gone == [old]
