"""Whose alerts are whose: the one condition every query and handler narrows by."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from schemas.actor import Actor
from services.notifications.model import Alert


def is_mine(actor: Actor) -> ColumnElement[bool]:
    """The alerts meant for the actor in the role and organisation of now."""
    in_organisation = or_(Alert.for_organisation_id.is_(None), Alert.for_organisation_id == actor.organisation_id)
    to_account = and_(Alert.for_account_id == actor.account_id, in_organisation)
    to_role = and_(Alert.for_account_id.is_(None), Alert.for_role == actor.role, in_organisation)
    return or_(to_account, to_role)
