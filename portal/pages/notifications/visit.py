"""Somebody who came through a signed link: what they are to the services, and their forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid5

from flask import g, request
from werkzeug.wrappers import Response as Answer

from messaging.work import Reading
from portal.doors import TOKEN, desks, language
from portal.forms import Form
from portal.page import leave
from schemas import wire
from schemas.actor import HOUSE, Actor
from schemas.message import Command, owner_of
from schemas.notifications import RedeemLink
from schemas.refusal import Refused
from services.notifications.queries.links import LinkView

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Visit:
    """Somebody who came through a link; acts as its organisation, and stands in the trail under the link's own id."""

    token: str
    link: LinkView

    @property
    def actor(self) -> Actor:
        """The visitor as the services know them."""
        return Actor(self.link.id, self.link.role, self.link.organisation_id, language())

    def ask(self, query: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer ``query`` of placements for the visitor."""
        return desks()["placements"].ask(query, self.actor, *args, **kwargs)

    def do(self, command: Command) -> UUID | None:
        """Carry out ``command`` for the visitor; the same form sent twice gets the first answer again."""
        desk = desks()[owner_of(command.said)]
        return desk.do(command, self.actor, key=self._key(command), traceparent=g.trace)

    def redeem(self) -> None:
        """Use the link up: what it is for is done."""
        desks()["notifications"].do(RedeemLink(token_hash=hashed(self.token)), HOUSE, traceparent=g.trace)

    def _key(self, command: Command) -> UUID | None:
        try:
            token = UUID(request.form.get(TOKEN, ""))
        except ValueError:
            return None
        content = [str(self.link.id), command.said, wire.write(command)]
        return uuid5(token, json.dumps(content, sort_keys=True))


class VisitForm(Form):
    """The form of a command that a visitor gives."""

    def __init__(self, visit: Visit, kind: type[Command], **given: Any) -> None:
        super().__init__(kind, **given)
        self._visit = visit

    def carry_out(self) -> bool:
        """Read the answers and carry the command out for the visitor."""
        command = None if not self.is_sent or self.is_review else self.read()
        if command is None:
            return False
        try:
            self.answer = self._visit.do(command)
        except Refused as refused:
            self.object(*refused.objections)
            return False
        return True


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def thank(visit: Visit) -> Answer:
    """Use the link up and say thank you."""
    visit.redeem()
    return leave("visits.done")
