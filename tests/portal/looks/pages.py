"""Which pages there are for whom, each once: two roles that get the same page are one page to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from werkzeug.routing import Rule

from tests.portal.access import Line, expected
from tests.portal.household import PEOPLE, Household

NO_PAGES = {"assets.send", "door.sign_out", "language.choose", "health.healthz", "live.counters"}
_CHANGING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[^\"]{40,}\"")
_BODY = re.compile(r"<main.*</main>", re.S)


@dataclass(frozen=True)
class Look:
    """One page somebody may open."""

    person: str
    endpoint: str
    address: str


def blueprints() -> list[str]:
    """Return the blueprints of the access table, in order; each is one test."""
    return sorted({name.partition(".")[0] for name in expected()})


def looks(house: Household, records: Mapping[str, Mapping[str, Any]], blueprint: str, language: str) -> Iterator[Look]:
    """Yield every different page of ``blueprint`` that somebody gets to see in ``language``."""
    seen: set[str] = set()
    rules = [each for each in house.app.url_map.iter_rules() if each.endpoint.partition(".")[0] == blueprint]
    for rule in rules:
        if "GET" not in (rule.methods or ()) or rule.endpoint in NO_PAGES:
            continue
        for person, address in _addresses(house, rule, records):
            client = house.as_(person).client
            client.get(f"/language/{language}")
            answer = client.get(address)
            if answer.mimetype != "text/html" or answer.status_code >= 300:
                continue
            if (mark := mark_of(answer.text, whole=rule.endpoint == "today.index")) not in seen:
                seen.add(mark)
                yield Look(person, rule.endpoint, address)


def _addresses(house: Household, rule: Rule, records: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    said = expected().get(rule.endpoint, {})
    table: Mapping[str, Line] = {"": said} if isinstance(said, Line) else said
    for action, line in table.items():
        known = {**records.get(line.own, {}), **line.given, "action": action}
        values = {name: known.get(name, uuid4()) for name in rule.arguments}
        address = str(house.app.url_map.bind("localhost").build(rule.endpoint, values))
        for person, (role, _) in PEOPLE.items():
            if role in line.roles and not person.startswith("other_"):
                yield person, address


def mark_of(html: str, *, whole: bool = False) -> str:
    """Return what makes a page a different one to look at: its main part without ids and tokens.

    The frame around it (menu, head, foot) is looked at once per role, on that role's landing page, as a ``whole``.
    """
    found = None if whole else _BODY.search(html)
    return sha256(_CHANGING.sub("", found.group() if found else html).encode()).hexdigest()
