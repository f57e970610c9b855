"""The envelope: a JSON letter with CloudEvents 1.0 attribute names around one message."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

from schemas import quick, wire
from schemas.message import Message, known, owner_of

SPEC: Final = "1.0"
CONTENT_TYPE: Final = "application/cloudevents+json"
NAME: Final = re.compile(r"[a-z0-9_]{1,30}\.[a-z0-9_]{1,48}\Z")
_WRITE: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_READ: Final = json.JSONDecoder().raw_decode
LARGEST: Final = 256 * 1024
"""Bytes a letter may have; ours carry ids and dates and are about one thousand long."""


class MalformedLetter(ValueError):
    """The bytes are not a letter of ours; ``reason`` is a stable code."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Letter(NamedTuple):
    """One message on its way.

    ``id`` identifies the letter everywhere and for ever; ``subject`` the record whose letters keep their order;
    ``traceparent`` (W3C) ties it to the request that caused it; ``cause`` is the id of the letter or command before.
    """

    id: UUID
    name: str
    version: int
    source: str
    told_at: datetime
    said: Mapping[str, Any]
    subject: UUID | None = None
    traceparent: str = ""
    cause: UUID | None = None

    def to_json(self) -> str:
        """Return the CloudEvents JSON text."""
        envelope: dict[str, Any] = {
            "specversion": SPEC,
            "id": str(self.id),
            "type": self.name,
            "source": f"/ssip/{self.source}",
            "time": self.told_at.isoformat(),
            "datacontenttype": "application/json",
            "dataschema": f"urn:ssip:{self.name}:{self.version}",
            "data": self.said,
        }
        if self.subject:
            envelope["subject"] = str(self.subject)
        if self.traceparent:
            envelope["traceparent"] = self.traceparent
        if self.cause:
            envelope["causationid"] = str(self.cause)
        return _WRITE(envelope)

    def message(self) -> Message:
        """Return the message inside; raise MalformedLetter for an unknown name or version, Refused for bad fields.

        Fields a later version of the same message added are left out, so that new tellers may come before new hearers.
        """
        kind = known(self.name, self.version)
        if kind is None:
            reason = "unknown_version" if known(self.name) else "unknown_name"
            raise MalformedLetter(reason, f"{self.name} version {self.version}")
        return quick.read_letter(kind, self.said)


def letter_of(message: Message, now: datetime, *, traceparent: str = "", cause: UUID | None = None) -> Letter:
    """Return the letter that tells ``message``."""
    return Letter(
        id=uuid4(),
        name=message.said,
        version=message.version,
        source=owner_of(message.said),
        told_at=now,
        said=wire.write(message),
        subject=message.subject,
        traceparent=traceparent,
        cause=cause,
    )


def opened(body: bytes | str) -> Letter:
    """Return the letter in ``body``; raise MalformedLetter where the bytes are none."""
    if len(body) > LARGEST:
        raise MalformedLetter("too_large", f"{len(body)} bytes")
    try:
        text = body if isinstance(body, str) else body.decode()
        envelope = _parsed(text)
        if "\\" in text and "\\u" in text:
            json.dumps(envelope, ensure_ascii=False).encode()  # half a character, escaped, would break every database
    except (ValueError, RecursionError) as error:
        raise MalformedLetter("not_json", str(error)[:200]) from error
    if not isinstance(envelope, dict) or not isinstance(envelope.get("data"), dict):
        raise MalformedLetter("not_an_envelope")
    try:
        return _letter(envelope)
    except MalformedLetter:
        raise
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise MalformedLetter("not_an_envelope", repr(error)) from error


def _parsed(text: str) -> Any:
    """As ``json.loads``, which looks for spaces around a text that ours never have."""
    found, end = _READ(text) if text.startswith("{") else (None, -1)
    return found if end == len(text) else json.loads(text)


def _letter(envelope: Mapping[str, Any]) -> Letter:
    if envelope["specversion"] != SPEC:
        raise MalformedLetter("unknown_envelope", str(envelope["specversion"]))
    name, version = _kind(envelope["dataschema"], envelope["type"])
    told_at = datetime.fromisoformat(envelope["time"])
    return Letter(
        id=quick.id_of(envelope["id"]),
        name=name,
        version=version,
        source=envelope["source"].removeprefix("/ssip/"),
        told_at=told_at if told_at.tzinfo else told_at.replace(tzinfo=UTC),
        said=envelope["data"],
        subject=quick.id_of(envelope["subject"]) if envelope.get("subject") else None,
        traceparent=str(envelope.get("traceparent", "")),
        cause=quick.id_of(envelope["causationid"]) if envelope.get("causationid") else None,
    )


@lru_cache(1024)
def _kind(urn: str, name: str) -> tuple[str, int]:
    """Return wire name and version; both stand in every letter of a kind in the same words."""
    start, named, version = urn.rsplit(":", 2)
    if start != "urn:ssip" or named != name:
        raise MalformedLetter("not_an_envelope", "dataschema and type differ")
    if not NAME.match(name):
        raise MalformedLetter("not_an_envelope", "the type is no wire name")
    return name, int(version)
