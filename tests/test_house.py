"""The house test: names whatever was forgotten when something was added."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from deploy.house import wirings
from schemas import words
from schemas.message import Command, Event, all_of, owner_of
from schemas.wire import without_none
from tests.for_the_record import FOR_THE_RECORD
from workflow.table import Workflow

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("schemas", "messaging", "workflow", "services", "portal", "scheduler", "deploy")
ROOMS = ("model", "rules", "permissions", "handlers", "listeners", "queries", "service")
SERVICES = ("registration", "placements", "casework", "billing", "notifications", "steering")


def sources(*floors: str) -> Iterator[Path]:
    for floor in floors or FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules() -> Iterator[Any]:
    for floor in FLOORS:
        package = import_module(floor)
        for found in walk_packages(package.__path__, f"{floor}."):
            if ".migrations" not in found.name and not found.name.endswith("__main__"):
                yield import_module(found.name)


def messages() -> list[type[Any]]:
    list(wirings())
    return [*all_of(Command), *all_of(Event)]


def ours(found: list[type[Any]]) -> list[type[Any]]:
    return [each for each in found if not owner_of(each.said).startswith("toy")]


def workflows() -> Mapping[str, Workflow]:
    found = {}
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, Workflow):
                found[value.name] = value
    return found


def test_every_package_has_a_door_plate() -> None:
    bare = [path for path in sources() if path.name == "__init__.py" and not ast.get_docstring(tree_of(path))]
    assert bare == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in sources() if not ast.get_docstring(tree_of(path))]
    assert silent == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_rooms(service: str) -> None:
    home = ROOT / "services" / service
    missing = [room for room in ROOMS if not (home / room).is_dir() and not (home / f"{room}.py").is_file()]
    assert missing == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_migrations_of_a_service_stand_in_one_row(service: str) -> None:
    home = ROOT / "services" / service / "migrations" / "versions"
    steps = [
        re.findall(r'^(?:down_)?revision = (?:"(\d{4})"|None)', path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in sorted(home.glob("[0-9]*.py"))
    ]
    numbers = [f"{each:04}" for each in range(1, len(steps) + 1)]
    assert steps == [[number, before] for number, before in zip(numbers, ["", *numbers], strict=False)]


def test_every_command_is_handled_by_its_owner_and_has_a_permission_row() -> None:
    forgotten = []
    for command in ours(list(all_of(Command))):
        wiring = wirings().get(owner_of(command.said))
        if wiring is None or command not in wiring.commands:
            forgotten.append(f"{command.said}: no handler")
        elif command not in wiring.permissions:
            forgotten.append(f"{command.said}: no permission")
    assert forgotten == []


def test_every_query_has_a_permission_row() -> None:
    forgotten = []
    for name, wiring in wirings().items():
        base = "portal.accounts.queries" if name == "accounts" else f"services.{name}.queries"
        for module in modules():
            if module.__name__ != base and not module.__name__.startswith(f"{base}."):
                continue
            for value in vars(module).values():
                is_ours = inspect.isfunction(value) and value.__module__ == module.__name__
                if is_ours and _is_query(value) and value not in wiring.permissions:
                    forgotten.append(f"{module.__name__}.{value.__name__}")
    assert forgotten == []


def _is_query(function: Any) -> bool:
    """A query takes the reading first and everything else by name; helpers of queries take more by position."""
    parameters = list(inspect.signature(function).parameters.values())
    if function.__name__.startswith("_") or not parameters or parameters[0].name != "reading":
        return False
    return all(each.kind is inspect.Parameter.KEYWORD_ONLY for each in parameters[1:])


def test_every_event_is_heard_by_somebody_or_listed_for_the_record() -> None:
    heard = {event for wiring in wirings().values() for event in wiring.listeners}
    unheard = {event.said for event in ours(list(all_of(Event))) if event not in heard}
    assert sorted(unheard - set(FOR_THE_RECORD)) == []
    assert sorted(set(FOR_THE_RECORD) - unheard) == [], "no longer unheard: take it off the list"


def test_every_tick_is_a_command_its_service_handles_and_the_house_may_say() -> None:
    from schemas.actor import Role

    for wiring in wirings().values():
        for tick in wiring.ticks:
            assert tick in wiring.commands, tick.said
            assert Role.SYSTEM in wiring.permissions[tick].roles, tick.said
            assert fields(tick) == (), f"{tick.said}: a tick carries nothing"


def test_events_carry_only_ids_days_numbers_and_codes() -> None:
    wrong = [
        f"{event.said}.{each.name}"
        for event in ours(list(all_of(Event)))
        for each in fields(event)
        if not _may_travel(get_type_hints(event)[each.name], each.metadata)
    ]
    assert wrong == []


def _may_travel(hint: Any, metadata: Mapping[str, Any]) -> bool:
    inner, _ = without_none(hint)
    if get_origin(inner) in (tuple, frozenset):
        return all(_may_travel(each, metadata) for each in get_args(inner) if each is not Ellipsis)
    if inner is str:
        return bool(metadata.get("code"))
    if is_dataclass(inner):
        hints = get_type_hints(inner)
        return all(_may_travel(hints[each.name], each.metadata) for each in fields(inner))
    return inner in (UUID, int, bool, date, datetime) or (isinstance(inner, type) and issubclass(inner, Enum))


def test_row_38_both_languages_have_the_same_words_with_the_same_facts() -> None:
    french, german = words.catalogue("fr"), words.catalogue("de")
    assert sorted(set(french) ^ set(german)) == []
    differing = [key for key in french if words.facts_of(french[key]) != words.facts_of(german[key])]
    assert differing == []


def test_row_38_german_is_written_the_swiss_way() -> None:
    assert [key for key, text in words.catalogue("de").items() if "ß" in text] == []


def test_row_38_every_objection_has_its_words() -> None:
    codes = set()
    for path in sources("services", "workflow", "portal", "messaging", "schemas"):
        text = path.read_text(encoding="utf-8")
        codes |= set(re.findall(r"Objection\(\s*(?:code=)?\"([a-z_0-9]+)\"", text))
        codes |= set(re.findall(r"Conflict\(\s*(?:code=)?\"([a-z_0-9]+)\"", text))
    codes |= {code for wiring in wirings().values() for code in wiring.guards.values()}
    assert sorted(each for each in codes if not words.is_known(f"objection.{each}")) == []


def test_row_38_every_field_people_fill_in_has_a_label() -> None:
    silent = set()
    for command in ours(list(all_of(Command))):
        for each in fields(command):
            shown = each.metadata.get("widget", "choice") != "hidden" and each.metadata
            keys = (f"field.{each.name}", f"field.{command.said}.{each.name}")
            if shown and not any(words.is_known(key) for key in keys):
                silent.add(f"{each.name} ({command.said})")
    assert sorted(silent) == []


def test_row_17_every_waiting_state_has_a_timer() -> None:
    untimed = {name: sorted(each.untimed()) for name, each in workflows().items() if each.untimed()}
    assert untimed == {}
    assert len(workflows()) > 5


def test_row_17_no_timer_and_no_reason_can_be_taken_from_a_table_unnoticed() -> None:
    for each in workflows().values():
        waiting = {str(state) for state in each.states} - {str(state) for state in each.ends}
        bare = replace(each, timers=(), resting=())
        assert bare.untimed() == waiting, each.name
        for timer in each.timers:
            others = tuple(other for other in each.timers if other.state != timer.state)
            lamed = replace(each, timers=others)
            rests = {state for state, _ in each.resting}
            assert lamed.untimed() == {timer.state} - rests - each.ends, f"{each.name}: {timer.kind}"


def test_row_38_every_state_step_and_deadline_has_its_words() -> None:
    silent = []
    for name, each in workflows().items():
        enum = re.sub(r"(?<!^)(?=[A-Z])", "_", each.states.__name__).lower()
        silent += [f"code.{enum}.{state}" for state in each.states if not words.is_known(f"code.{enum}.{state}")]
        silent += [
            f"step.{name}.{step.name}"
            for step in each.transitions
            if step.roles
            and not words.is_known(f"step.{name}.{step.name}")
            and not words.is_known(f"act.{step.command}.label")
        ]
        silent += [f"deadline.{t.kind}" for t in each.timers if not words.is_known(f"deadline.{t.kind}")]
    assert silent == []


def test_every_transition_with_a_command_names_one_that_exists() -> None:
    known = {each.said for each in all_of(Command)}
    wrong = [
        step.command for each in workflows().values() for step in each.transitions if step.command not in known | {""}
    ]
    assert wrong == []


def test_nobody_but_messaging_commits() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sources("schemas", "workflow", "services", "portal", "scheduler", "deploy")
        if re.search(r"\.commit\(|\.rollback\(", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nobody_but_deploy_looks_at_the_clock() -> None:
    pattern = re.compile(r"datetime\.now\(|datetime\.utcnow\(|date\.today\(|time\.time\(\)|func\.now\(|current_date")
    found = [
        str(path.relative_to(ROOT))
        for path in sources("schemas", "messaging", "workflow", "services", "portal", "scheduler")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nobody_but_the_engine_factory_makes_an_engine() -> None:
    pattern = re.compile(r"create_engine\(")
    found = [str(path.relative_to(ROOT)) for path in sources() if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == ["messaging/database.py"]


def test_no_room_is_too_large_to_know_by_heart() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in sources())
    assert lengths[-1] <= 400
    assert lengths[len(lengths) // 2] <= 80
    assert lengths[int(len(lengths) * 0.95)] <= 250


def test_no_function_is_longer_than_a_page() -> None:
    sizes = []
    for path in sources():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                sizes.append(((node.end_lineno or 0) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}"))
    sizes.sort()
    assert [each for each in sizes if each[0] > 50] == []
    assert sizes[len(sizes) // 2][0] <= 8
    assert sizes[int(len(sizes) * 0.95)][0] <= 25


def test_no_open_end_without_an_issue() -> None:
    pattern = re.compile(r"#.*\b(TODO|FIXME|XXX)\b")
    assert [str(path) for path in sources() if pattern.search(path.read_text(encoding="utf-8"))] == []


SEARCHES = {
    "operations/trace.html": "shows one chain of letters, asked for by its number",
    "admin/audit.html": "is a Listing, read by number instead of by page",
}
"""Pages with a search box or pages of their own that are no plain lists, and why."""


def test_row_25_every_list_page_has_exports() -> None:
    home = ROOT / "portal" / "templates" / "pages"
    bare = []
    for path in sorted(home.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        is_list = re.search(r"ui\.(filter_bar|pagination|pager)\(|ui\.table\([^)]*say\(.menu\.", text)
        name = path.relative_to(home).as_posix()
        if is_list and name not in SEARCHES:
            bare.append(f"{name}: say it as a Listing (portal/lists.py), write ui.listing(listing)")
    assert bare == []
