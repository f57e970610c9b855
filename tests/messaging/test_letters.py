"""Letters are read fast and tolerantly, yet never differently from what the schemas say."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.letter import LARGEST, MalformedLetter, letter_of, opened
from schemas import quick, wire
from schemas.fields import code, line, percent
from schemas.message import Event
from schemas.refusal import Refused
from tests.messaging.toy import CountedUp, CountUp, Toys, Watch, on_sqlite


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    on: date
    share: int = percent()


class Everything(Event, said="toykinds.everything"):
    an_id: UUID
    colour: Colour
    day: date
    moment: datetime
    share: int = percent()
    words: str = line()
    key: str = code(default="")
    maybe: UUID | None = None
    flag: bool = False
    parts: tuple[Part, ...] = ()
    ids: frozenset[UUID] = frozenset()


GOOD: dict[str, Any] = {
    "an_id": str(uuid4()),
    "colour": "red",
    "day": "2026-11-22",
    "moment": "2026-11-22T09:00:00+00:00",
    "share": 50,
    "words": "Biel/Bienne",
    "parts": [{"on": "2026-01-01", "share": 10}],
    "ids": [str(uuid4())],
}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 200),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(["red", "2026-11-22", "20261122", "2026-W47-7", " padded ", "2026-11-22T09:00:00", "\x00", "a\nb"]),
    st.sampled_from([GOOD["an_id"], GOOD["an_id"].replace("-", ""), [], {}, [{"on": "2026-01-01", "share": 500}], [1]]),
)


def outcome(read: Any, values: dict[str, Any]) -> object:
    try:
        return read(Everything, values)
    except Refused as refused:
        return {(each.field, each.code) for each in refused.objections}


@given(st.dictionaries(st.sampled_from(sorted(Everything.__dataclass_fields__)), ODD, max_size=3))
def test_the_quick_reader_and_the_schema_never_disagree(changed: dict[str, Any]) -> None:
    values = GOOD | changed
    assert outcome(quick.read_letter, values) == outcome(wire.read, values)


def test_fields_a_later_version_added_are_left_out_also_inside_parts() -> None:
    later = GOOD | {"new": 1, "parts": [{"on": "2026-01-01", "share": 10, "newer": 2}]}
    assert quick.read_letter(Everything, later) == wire.read(Everything, GOOD)
    assert quick.read_letter(Everything, later | {"share": 101 - 1}).share == 100
    with pytest.raises(Refused):
        quick.read_letter(Everything, later | {"share": 101})


def test_a_letter_comes_out_as_it_went_in() -> None:
    message = quick.read_letter(Everything, GOOD)
    letter = letter_of(message, datetime.now(UTC), traceparent=f"00-{'a' * 32}-{'b' * 16}-01", cause=uuid4())
    assert opened(letter.to_json()) == letter
    assert opened(letter.to_json().encode()).message() == message


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_bytes_arrive_the_answer_is_a_letter_or_a_reason(body: bytes) -> None:
    with pytest.raises(MalformedLetter):
        opened(body)


@pytest.mark.parametrize("field", ["id", "type", "source", "time", "dataschema", "data", "specversion"])
@given(odd=ODD)
def test_an_envelope_with_one_odd_field_never_raises_anything_else(field: str, odd: Any) -> None:
    envelope = json.loads(letter_of(CountedUp(counter_id=uuid4(), value=1), datetime.now(UTC)).to_json())
    with suppress(MalformedLetter):
        assert opened(json.dumps(envelope | {field: odd})).name == CountedUp.said


def test_a_letter_too_large_to_be_heard_is_never_told(tmp_path: Any) -> None:
    toys: Toys = on_sqlite(tmp_path, Watch())
    huge = letter_of(CountUp(counter_id=uuid4()), toys.counter.clock())
    with pytest.raises(ValueError, match="too large"):
        toys.tell_letter(huge._replace(said={"filler": "x" * LARGEST}))
    toys.close()
