"""Statements that go to the database on the session's own connection with nothing in between.

SQLAlchemy takes longer to hand over a statement than the database to carry it out; the few that every act and every
letter need are made once and handed over directly. Errors look as they always do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ClauseElement,
    Connection,
    Dialect,
    String,
    Table,
    Text,
    Uuid,
    bindparam,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

POSTGRES: Final = psycopg.dialect()  # type: ignore[no-untyped-call]
SQLITE: Final = pysqlite.dialect()


def is_postgres(session: Session) -> bool:
    """Whether the session speaks with PostgreSQL, not with SQLite."""
    return session.get_bind().dialect.name == "postgresql"


class Direct:
    """One statement, made once for each kind of database; its parameters are named."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def run(self, session: Session, values: dict[str, Any]) -> Any:
        """Run it in the session's transaction; return the driver's cursor. Raises the errors SQLAlchemy would."""
        spoken = self._postgres if is_postgres(session) else self._sqlite
        return spoken.run(session.connection(), values)

    @cached_property
    def _postgres(self) -> _Spoken:
        return _Spoken(self._statement, POSTGRES)

    @cached_property
    def _sqlite(self) -> _Spoken:
        return _Spoken(self._statement, SQLITE)


class _Spoken:
    """A statement as one kind of database understands it."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        made: Any = statement.compile(dialect=dialect)
        self._text = str(made)
        self._order: Sequence[str] | None = made.positiontup
        into: dict[str, Any] = dict(made._bind_processors) | dict(_arrays(made.binds))
        fixed = {name: value for name, value in made.params.items() if not made.binds[name].required}
        self._fixed = {name: into[name](value) if name in into else value for name, value in fixed.items()}
        self._into = {name: each for name, each in into.items() if name not in fixed}

    def run(self, line: Connection, values: dict[str, Any]) -> Any:
        given = self._fixed | values
        for name, into in self._into.items():
            given[name] = into(given[name])
        error_of_driver: Any = line.dialect.loaded_dbapi.Error
        raw: Any = None
        try:
            raw = line.connection.dbapi_connection
            ordered = given if self._order is None else [given[name] for name in self._order]
            return raw.cursor().execute(self._text, ordered)
        except error_of_driver as error:
            raise error_told(self._text, line, raw, error, error_of_driver) from error


def error_told(text: str, line: Connection, raw: Any, error: Exception, base: type[Exception]) -> BaseException:
    """Return a driver's error as SQLAlchemy tells it; a connection that broke is not used again."""
    is_lost = raw is None or bool(getattr(raw, "closed", False))
    if is_lost and not line.invalidated:
        line.invalidate(error)
    return told(text, error, base, is_lost=is_lost)


def told(text: str, error: Exception, base: type[Exception], *, is_lost: bool) -> BaseException:
    """Return a driver's error as SQLAlchemy tells it."""
    return DBAPIError.instance(text, None, error, base, hide_parameters=True, connection_invalidated=is_lost)


def _arrays(binds: Mapping[str, BindParameter[Any]]) -> Iterator[tuple[str, Callable[[Any], str]]]:
    """Yield how arrays of ids and of texts are written out, which takes the driver longer than all else together."""
    for name, bound in binds.items():
        write = _WRITTEN.get(type(bound.type.item_type)) if isinstance(bound.type, ARRAY) else None
        if write is not None:
            yield name, write


def _ids(values: Sequence[UUID | None]) -> str:
    return f"{{{','.join(['null' if each is None else f'{each.int:032x}' for each in values])}}}"


def _texts(values: Sequence[str | None]) -> str:
    return f"{{{','.join(['null' if each is None else _quoted(each) for each in values])}}}"


def _quoted(text: str) -> str:
    if "\\" in text or '"' in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


_WRITTEN: Final[Mapping[type, Callable[[Any], str]]] = {Uuid: _ids, String: _texts, Text: _texts}


@cache
def inserting_row(table: Table, names: Sequence[str]) -> Direct:
    """Return the insert of one row; the database fills the columns that are not among ``names``, Python none."""
    given = [bindparam(name, type_=table.c[name].type) for name in names]
    return Direct(insert(table).from_select(list(names), select(*given), include_defaults=False))
