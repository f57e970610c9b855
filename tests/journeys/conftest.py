"""A database as an administrator prepares it: one role and one schema per service."""

from __future__ import annotations

import pytest

from tests.deploy.test_accounts import make_accounts
from tests.servers.postgres import PrivatePostgres


@pytest.fixture
def service_databases(private_postgres: PrivatePostgres) -> str:
    """The database URL with ``{service}`` in it."""
    make_accounts(private_postgres)
    return f"postgresql://ssip_{{service}}@127.0.0.1:{private_postgres.port}/ssip"
