"""Whose alerts are whose: the one condition every query and handler narrows by."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from schemas.actor import Actor
from services.notifications.model import Alert
from services.notifications.rules.notice import audiences_of


def is_mine(actor: Actor) -> ColumnElement[bool]:
    """The alerts meant for the actor in the role and organisation of now."""
    return Alert.audience.in_(audiences_of(actor.role, actor.organisation_id, actor.account_id))
