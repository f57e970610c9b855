"""Golden letters for every name and version, and an AsyncAPI document that is valid and complete."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from deploy.contracts.asyncapi import document, travelling
from deploy.contracts.samples import sample, sample_letter
from deploy.house import wirings
from messaging.letter import opened
from schemas.message import Message

HOME = Path(__file__).parent
GOLDEN = HOME / "golden"
TRAVELLING = travelling(wirings())


def name_of(kind: type[Message]) -> str:
    return f"{kind.said}.v{kind.version}"


def test_row_40_every_letter_that_travels_has_a_golden_one() -> None:
    wanted = {f"{name_of(each)}.json" for each in TRAVELLING}
    found = {path.name for path in GOLDEN.glob("*.v*.json")}
    assert sorted(wanted - found) == [], "write them with: ssip contracts --into tests/contracts/golden"
    assert sorted(found - wanted) == [], "a letter somebody may still hold can no longer be read"


@pytest.mark.parametrize("kind", TRAVELLING, ids=name_of)
def test_row_40_golden_letters_are_still_read_and_written_the_same(kind: type[Message]) -> None:
    golden = (GOLDEN / f"{name_of(kind)}.json").read_text(encoding="utf-8").strip()
    letter = opened(golden)
    assert letter.message() == sample(kind)
    assert json.loads(sample_letter(kind).to_json()) == json.loads(golden)


@pytest.mark.parametrize("kind", TRAVELLING, ids=name_of)
def test_letters_are_cloud_events_for_others_too(kind: type[Message]) -> None:
    event = JSONFormat().read(CloudEvent, sample_letter(kind).to_json())
    assert event.get_type() == kind.said
    assert event.get_source().startswith("/ssip/")


def described() -> dict[str, Any]:
    return document(wirings())


@pytest.mark.slow
def test_the_asyncapi_document_is_valid() -> None:
    schema = json.loads((HOME / "asyncapi-3.0.0.json").read_text(encoding="utf-8"))
    errors = list(jsonschema.Draft7Validator(schema).iter_errors(described()))
    assert [error.message[:200] for error in errors] == []


def test_the_asyncapi_document_in_the_tree_is_the_one_of_the_messages() -> None:
    written = json.loads((GOLDEN / "asyncapi.json").read_text(encoding="utf-8"))
    assert written == described(), "write it with: ssip contracts --into tests/contracts/golden"


def test_every_sample_fits_its_own_schema() -> None:
    for name, message in described()["components"]["messages"].items():
        validator = jsonschema.Draft202012Validator(message["payload"])
        assert list(validator.iter_errors(message["examples"][0]["payload"])) == [], name
