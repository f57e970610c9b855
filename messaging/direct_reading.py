"""Questions of every page, handed straight to the database: unpacking an answer otherwise takes longer than getting it.

Values come back as their columns say, in plain tuples; whoever listens to the statements of an engine hears these too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import Any, Final
from uuid import UUID, SafeUUID

from sqlalchemy import Dialect, Enum, Select, Uuid
from sqlalchemy.orm import Session

from messaging.direct import POSTGRES, SQLITE, error_told, is_postgres
from messaging.reading_lines import LateSession

Row = tuple[Any, ...]
Step = Callable[[Any], Any]
_new_id: Final = UUID.__new__
_put: Final = object.__setattr__


class DirectQuestion:
    """One question, made once for each kind of database; what changes from time to time has a name.

    Where nothing changes, all values stand in the text itself: the server then plans it once, and nothing travels.
    """

    def __init__(self, asked: Select[*tuple[Any, ...]]) -> None:
        self._asked = asked

    def rows(self, session: Session, **values: Any) -> list[Row]:
        """Return every row of the answer. Raises the errors SQLAlchemy would."""
        if isinstance(session, LateSession):
            return (self._postgres if session.is_postgres else self._sqlite).rows(session.answer, values)
        spoken = self._postgres if is_postgres(session) else self._sqlite
        return spoken.rows(partial(_answer, session.connection()), values)

    @cached_property
    def _postgres(self) -> _Asked:
        return _Asked(self._asked, POSTGRES)

    @cached_property
    def _sqlite(self) -> _Asked:
        return _Asked(self._asked, SQLITE)


class _Asked:
    """A question as one kind of database understands it."""

    def __init__(self, asked: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        made: Any = asked.compile(dialect=dialect)
        open_ones = {each.key: None for each in made.binds.values() if each.required}
        if not open_ones:
            made = asked.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        state = made.construct_expanded_state(open_ones)
        into: dict[str, Step] = {**made._bind_processors, **state.processors}
        fixed = {name: value for name, value in state.parameters.items() if name not in open_ones}
        self._text = str(state.statement)
        self._order: Sequence[str] | None = state.positiontup
        self._fixed = {name: into[name](value) if name in into else value for name, value in fixed.items()}
        self._into = {name: each for name, each in into.items() if name in open_ones}
        self._out = _steps(made, dialect)

    def rows(self, ask: Callable[[str, Any], list[Row]], values: dict[str, Any]) -> list[Row]:
        given = {**self._fixed, **values} if self._fixed else values
        for name, into in self._into.items():
            given[name] = into(given[name])
        found = ask(self._text, given if self._order is None else tuple(given[name] for name in self._order))
        return self._read(found) if self._out else found

    def _read(self, found: list[Row]) -> list[Row]:
        columns: list[Iterable[Any]] = list(zip(*found, strict=True))
        for place, step in self._out if found else ():
            columns[place] = map(step, columns[place])
        return list(zip(*columns, strict=True))


def _answer(line: Any, text: str, sent: Any) -> list[Row]:
    """Ask on a session's own connection, in its transaction."""
    error_of_driver: Any = line.dialect.loaded_dbapi.Error
    raw: Any = None
    try:
        raw = line.connection.dbapi_connection
        cursor = raw.cursor()
        if line._has_events or line.engine._has_events:
            for hear in line.dispatch.before_cursor_execute:
                hear(line, cursor, text, sent, None, False)
        found: list[Row] = cursor.execute(text, sent).fetchall()
    except error_of_driver as error:
        raise error_told(text, line, raw, error, error_of_driver) from error
    return found


def _steps(made: Any, dialect: Dialect) -> list[tuple[int, Step]]:
    """Return what has to be done to which column of an answer before it is what its type says."""
    steps = [_step(each.type, dialect) for each in made._result_columns]
    return [(place, step) for place, step in enumerate(steps) if step is not None]


def _step(kind: Any, dialect: Dialect) -> Step | None:
    if isinstance(kind, Uuid) and kind.as_uuid and not dialect.supports_native_uuid:
        return _id
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return {None: None, **kind._object_lookup}.__getitem__
    found: Step | None = kind._cached_result_processor(dialect, None)
    return found


def _id(written: str | None) -> UUID | None:
    """Return an id from its 32 digits; ``UUID`` itself takes twice as long to look at every other way to write one."""
    if written is None:
        return None
    made = _new_id(UUID)
    _put(made, "int", int(written, 16))
    _put(made, "is_safe", SafeUUID.unknown)
    return made
