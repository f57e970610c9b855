"""The AsyncAPI 3.0 document of the bus: every letter, who tells it and who hears it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from deploy.contracts.json_schemas import json_schema
from deploy.contracts.samples import sample_letter
from messaging.letter import CONTENT_TYPE
from messaging.transports.rabbitmq import EXCHANGE, queue_of
from messaging.wiring import Wiring
from schemas.message import Event, Message, all_of, owner_of

_ENVELOPE: Final = {
    "specversion": {"const": "1.0"},
    "id": {"type": "string", "format": "uuid"},
    "source": {"type": "string", "format": "uri-reference"},
    "subject": {"type": "string", "format": "uuid"},
    "time": {"type": "string", "format": "date-time"},
    "datacontenttype": {"const": "application/json"},
    "traceparent": {"type": "string"},
    "causationid": {"type": "string", "format": "uuid"},
}
_ABOUT: Final = (
    "A direct exchange; the routing key is the letter's name. Letters are CloudEvents 1.0 in JSON. They carry ids, "
    "days, numbers and codes: no name, no AVS number, no health detail. Heard at least once on the wire; drop what "
    "you have heard before by its id. A new optional field keeps the version in dataschema; anything else is a new one."
)


def travelling(wirings: Mapping[str, Wiring]) -> tuple[type[Message], ...]:
    """Return every message that travels on the bus: all events, and the ticks."""
    ticks = [tick for wiring in wirings.values() for tick in wiring.ticks]
    events = [event for event in all_of(Event) if owner_of(event.said) in wirings]
    return tuple(sorted((*events, *ticks), key=lambda each: (each.said, each.version)))


def document(wirings: Mapping[str, Wiring]) -> dict[str, Any]:
    """Return the whole document."""
    messages = travelling(wirings)
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "SSIP Seeland: letters between services", "version": "1.0.0", "description": _ABOUT},
        "defaultContentType": CONTENT_TYPE,
        "channels": {each.said: _channel(each) for each in messages},
        "operations": dict(_operations(wirings, messages)),
        "components": {"messages": {_key(each): _message(each) for each in messages}},
    }


def _key(kind: type[Message]) -> str:
    return f"{kind.said}.v{kind.version}"


def _channel(kind: type[Message]) -> dict[str, Any]:
    exchange = {"name": EXCHANGE, "type": "direct", "durable": True, "autoDelete": False}
    return {
        "address": kind.said,
        "messages": {_key(kind): {"$ref": f"#/components/messages/{_key(kind)}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _message(kind: type[Message]) -> dict[str, Any]:
    envelope = dict(_ENVELOPE) | {
        "type": {"const": kind.said},
        "dataschema": {"const": f"urn:ssip:{kind.said}:{kind.version}"},
        "data": json_schema(kind),
    }
    needed = ["specversion", "id", "source", "type", "time", "dataschema", "data"]
    letter = sample_letter(kind)
    return {
        "name": kind.said,
        "title": kind.__name__,
        "summary": _summary(kind),
        "contentType": CONTENT_TYPE,
        "payload": {"type": "object", "properties": envelope, "required": needed},
        "examples": [{"name": "sample", "payload": json.loads(letter.to_json())}],
    }


def _summary(kind: type[Message]) -> str:
    first = (kind.__doc__ or "").strip().split("\n")[0]
    return kind.__name__ if not first or first.startswith(f"{kind.__name__}(") else first


def _operations(wirings: Mapping[str, Wiring], messages: tuple[type[Message], ...]) -> Iterator[tuple[str, Any]]:
    for kind in messages:
        channel = {"$ref": f"#/channels/{kind.said}"}
        if issubclass(kind, Event):
            yield f"tell.{kind.said}", {"action": "send", "channel": channel, "summary": f"{owner_of(kind.said)} tells"}
        for name, wiring in wirings.items():
            if kind.said in wiring.hears:
                heard = {"action": "receive", "channel": channel, "summary": f"{name} hears, queue {queue_of(name)}"}
                yield f"hear.{name}.{kind.said}", heard
