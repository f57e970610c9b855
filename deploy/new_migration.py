"""Writes the next migration of a service: what its tables lack compared with the code, for a person to read over."""

from __future__ import annotations

import re
from typing import Any, Final

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import DDL

from deploy.migrations import folder_of, history_of
from messaging.service import Service

_HEAD: Final = '''"""{words}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import messaging.clock

revision = "{revision}"
down_revision = {before}
branch_labels = None
depends_on = None


def upgrade() -> None:
'''


def write_migration(service: Service, words: str) -> str:
    """Write the migration that turns the tables of ``service`` as they are into what the code wants.

    Returns the file's name, empty where nothing differs. Constraints in plain SQL (no overlapping seats, triggers)
    are written for tables that are new.
    """
    with service.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"user_module_prefix": None})
        script = produce_migrations(context, service.wiring.metadata)
        if script.upgrade_ops is None or script.upgrade_ops.is_empty():
            return ""
        body = str(render_python_code(script.upgrade_ops, migration_context=context))
    new_tables = set(re.findall(r"create_table\(\s*['\"](\w+)['\"]", body))
    return _write(service, words, body + _plain_sql(service, new_tables))


def _plain_sql(service: Service, tables: set[str]) -> str:
    lines = []
    for table in service.wiring.metadata.sorted_tables:
        if table.name in tables:
            lines += [_guarded(ddl) for ddl in _after_create(table)]
    return "".join(lines)


def _after_create(table: Any) -> list[DDL]:
    return [each for each in table.dispatch.after_create if isinstance(each, DDL)]


def _guarded(ddl: DDL) -> str:
    only: Any = getattr(getattr(ddl, "_ddl_if", None), "dialect", None)
    statement = str(ddl.statement).replace("%%", "%").strip()
    guard = f"    if op.get_bind().dialect.name == {only!r}:\n        " if only else "    "
    return f'\n{guard}op.get_bind().exec_driver_sql(\n            """{statement}"""\n        )\n'


def _write(service: Service, words: str, body: str) -> str:
    folder = folder_of(service.name) / "versions"
    folder.mkdir(parents=True, exist_ok=True)
    before = history_of(service.name).get_current_head()
    revision = f"{len(list(folder.glob('[0-9]*.py'))) + 1:04d}"
    name = f"{revision}_{re.sub(r'[^a-z0-9]+', '_', words.lower()).strip('_')}.py"
    text = _HEAD.format(words=words, revision=revision, before=repr(before)) + body.rstrip() + "\n"
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)
