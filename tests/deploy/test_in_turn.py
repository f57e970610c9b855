"""Pages of the one process are made one after the other, in order, and nobody waits long for a long one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Any

import pytest

from deploy import in_turn
from deploy.in_turn import InTurn

SOON = 5.0


def _ask(app: Any, name: str) -> Thread:
    asked = Thread(target=app, args=({"name": name}, lambda *_: None), daemon=True)
    asked.start()
    return asked


def _until(is_so: Callable[[], bool]) -> None:
    before = monotonic()
    while not is_so():
        assert monotonic() - before < SOON
        sleep(0.001)


def test_pages_are_made_one_at_a_time_in_the_order_in_which_they_were_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(in_turn, "LONGEST", SOON)
    made: list[str] = []
    at_work, go_on = Lock(), Event()

    def page(environ: dict[str, Any], _: Any) -> Iterable[bytes]:
        assert at_work.acquire(blocking=False)
        made.append(environ["name"])
        go_on.wait(SOON)
        at_work.release()
        return []

    app = InTurn(page)
    people = []
    for place in range(6):
        people.append(_ask(app, str(place)))
        _until(lambda expected=place: len(made) + len(app._waiting) == expected + 1)  # type: ignore[misc]
    assert made == ["0"]
    go_on.set()
    for each in people:
        each.join(SOON)
    assert made == list("012345")


def test_a_long_page_keeps_the_next_ones_only_for_a_moment_and_they_keep_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(in_turn, "LONGEST", 0.5)
    made: list[str] = []
    go_on = Event()

    def page(environ: dict[str, Any], _: Any) -> Iterable[bytes]:
        if environ["name"] == "long":
            go_on.wait(SOON)
        made.append(environ["name"])
        return []

    app = InTurn(page)
    long = _ask(app, "long")
    people = []
    for place in range(3):
        people.append(_ask(app, str(place)))
        _until(lambda expected=place: len(app._waiting) == expected + 1)  # type: ignore[misc]
    for each in people:
        each.join(SOON)
    assert made == ["0", "1", "2"]
    go_on.set()
    long.join(SOON)
    _ask(app, "after").join(SOON)
    assert made == ["0", "1", "2", "long", "after"]


def test_a_page_that_breaks_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "LONGEST", SOON)

    def page(environ: dict[str, Any], _: Any) -> Iterable[bytes]:
        if environ["name"] == "broken":
            raise ValueError(environ["name"])
        return [b"whole"]

    app = InTurn(page)
    with pytest.raises(ValueError, match="broken"):
        app({"name": "broken"}, None)
    before = monotonic()
    assert app({"name": "next"}, None) == [b"whole"]
    assert monotonic() - before < in_turn.LONGEST
