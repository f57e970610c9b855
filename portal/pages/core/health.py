"""Whether the portal can work; for whoever watches over it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, jsonify

from portal.doors import desks
from portal.marks import public, unattended

blueprint: Final = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
@unattended
def healthz() -> Response:
    """Answer 200 while every desk's database answers, 503 otherwise; says no more than which one does not."""
    up = {name: desk.database.is_up() for name, desk in desks().items()}
    answer = jsonify(status="ok" if all(up.values()) else "down", desks=up)
    answer.status_code = 200 if all(up.values()) else 503
    return answer
