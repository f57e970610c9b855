"""What all that is said has in common: compared and counted by its values, shown without secrets, never changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from uuid import UUID

import pytest

from schemas.accounts import ChangePassword, DisableAccount, EnableAccount

ONE, OTHER = UUID(int=1), UUID(int=2)


def test_messages_are_equal_and_counted_by_kind_and_values() -> None:
    assert DisableAccount(account_id=ONE, row_version=3) == DisableAccount(row_version=3, account_id=ONE)
    assert DisableAccount(account_id=ONE, row_version=3) != DisableAccount(account_id=OTHER, row_version=3)
    assert DisableAccount(account_id=ONE, row_version=3) != EnableAccount(account_id=ONE, row_version=3)
    assert len({DisableAccount(account_id=each, row_version=3) for each in (ONE, ONE, OTHER)}) == 2


def test_a_message_shows_its_values_but_no_secret() -> None:
    shown = repr(DisableAccount(account_id=ONE, row_version=3))
    assert shown == f"DisableAccount(account_id={ONE!r}, row_version=3)"
    new = {"new_password": "new-2", "new_password_again": "new-2"}
    secret = ChangePassword(attempt_id=ONE, session_id=OTHER, old_password="old-1", **new)
    assert "old-1" not in repr(secret)
    assert "new-2" not in repr(secret)


def test_a_message_is_never_changed() -> None:
    said = DisableAccount(account_id=ONE, row_version=3)
    with pytest.raises(FrozenInstanceError):
        said.account_id = OTHER  # type: ignore[misc]
