"""Whatever the rules of registration and placements say can be said in French and in German."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from re import sub
from types import ModuleType

import pytest

from schemas import codes, codes_placements
from schemas.words import LANGUAGES, catalogue, facts_of, is_known
from services.registration.rules.applicant import Applicant

ROOT = Path(__file__).parents[4]
ROOMS = ("registration", "placements")
FILES = ("codes", "codes_placements", "rules_registration", "rules_placements", "fields")


@cache
def objections(room: str) -> tuple[ast.Call, ...]:
    """Return every place in a room's rules where an objection is made; read once."""
    return tuple(_objections(room))


def _objections(room: str) -> Iterator[ast.Call]:
    for path in sorted((ROOT / "services" / room / "rules").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Objection":
                yield node


def said(room: str, position: int) -> set[str]:
    """Return the constants that stand at ``position`` of every objection: 0 the code, 1 the field."""
    found = (call.args[position] for call in objections(room) if len(call.args) > position)
    return {str(each.value) for each in found if isinstance(each, ast.Constant) and each.value is not None}


def enums(module: ModuleType) -> Iterator[type[StrEnum]]:
    """Yield the code lists of a module."""
    for found in vars(module).values():
        if isinstance(found, type) and issubclass(found, StrEnum) and found.__module__ == module.__name__:
            yield found


def snake(name: str) -> str:
    """Return a class name as it stands in the catalogue."""
    return sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("room", ROOMS)
def test_every_code_is_written_out_where_it_is_said(room: str) -> None:
    assert all(call.args and isinstance(call.args[0], ast.Constant) for call in objections(room))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_objection_has_its_words_row_38(room: str, language: str) -> None:
    assert {code for code in said(room, 0) if not is_known(f"objection.{code}", language)} == set()


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_objected_to_has_a_label_row_38(room: str, language: str) -> None:
    labels = {key.rpartition(".")[2] for key in catalogue(language) if key.startswith("field.")}
    assert said(room, 1) - labels == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_the_admission_form_has_a_label_row_38(language: str) -> None:
    assert [each.name for each in fields(Applicant) if not is_known(f"field.{each.name}", language)] == []


@pytest.mark.parametrize("module", [codes, codes_placements], ids=lambda module: module.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_list_has_its_words_row_38(module: ModuleType, language: str) -> None:
    wanted = {f"code.{snake(kind.__name__)}.{each.value}" for kind in enums(module) for each in kind}
    assert wanted
    assert {key for key in wanted if not is_known(key, language)} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_use_the_same_facts_row_38(room: str) -> None:
    french, german = catalogue("fr"), catalogue("de")
    keys = {f"objection.{code}" for code in said(room, 0)} & french.keys() & german.keys()
    assert [key for key in sorted(keys) if facts_of(french[key]) != facts_of(german[key])] == []


@pytest.mark.parametrize("name", FILES)
def test_the_words_are_written_the_swiss_way_row_38(name: str) -> None:
    for language in LANGUAGES:
        text = (ROOT / "schemas" / "words" / language / f"{name}.toml").read_text(encoding="utf-8")
        assert not set("ß'„“") & set(text)
