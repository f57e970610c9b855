"""Whatever the rules of casework, billing and steering say no with can be said in French and in German."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from re import sub

import pytest

from schemas.words import LANGUAGES, catalogue, facts_of, is_known

ROOT = Path(__file__).parents[2]
SERVICES = ("casework", "billing", "steering")
SAYERS = {"Objection", "_objection", "_finding", "_warning"}


@cache
def codes_said(service: str) -> frozenset[str]:
    """Return every code ``service`` writes down as the first argument of an objection; read once."""
    return frozenset(_codes_said(service))


def _codes_said(service: str) -> Iterator[str]:
    for path in sorted((ROOT / "services" / service).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYERS:
                yield from (str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant))


def enums_of(service: str) -> Iterator[type[StrEnum]]:
    """Yield the code lists ``service`` puts on the wire."""
    module = import_module(f"schemas.codes_{service}")
    for found in vars(module).values():
        if isinstance(found, type) and issubclass(found, StrEnum) and found.__module__ == module.__name__:
            yield found


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_objection_of_the_rules_has_its_words(service: str, language: str) -> None:
    codes = codes_said(service)
    assert codes
    assert {code for code in codes if not is_known(f"objection.{code}", language)} == set()


@pytest.mark.parametrize("service", [*SERVICES, "calendar"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_list_has_its_words(service: str, language: str) -> None:
    wanted = {f"code.{_snake(kind)}.{each.value}" for kind in enums_of(service) for each in kind}
    assert {key for key in wanted if not is_known(key, language)} == set()


@pytest.mark.parametrize("service", SERVICES)
def test_both_languages_use_the_same_facts(service: str) -> None:
    french, german = catalogue("fr"), catalogue("de")
    keys = {f"objection.{code}" for code in codes_said(service)} & french.keys() & german.keys()
    assert [key for key in sorted(keys) if facts_of(french[key]) != facts_of(german[key])] == []


@pytest.mark.parametrize("service", SERVICES)
def test_german_is_written_the_swiss_way(service: str) -> None:
    for path in (ROOT / "schemas" / "words" / "de").glob(f"*_{service}.toml"):
        assert "ß" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("service", SERVICES)
def test_no_words_are_left_over_from_codes_nobody_says(service: str) -> None:
    said = codes_said(service)
    written = _written(service)
    assert {code for code in written if code not in said} == set()


def _written(service: str) -> set[str]:
    texts = (ROOT / "schemas" / "words" / "fr" / f"rules_{service}.toml").read_text(encoding="utf-8")
    section = texts.partition("[objection]")[2].partition("\n[")[0]
    return {line.partition(" =")[0].partition(".")[0] for line in section.splitlines() if " = " in line}


def _snake(kind: type[StrEnum]) -> str:
    return sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()
