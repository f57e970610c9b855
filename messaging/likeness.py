"""Whether a text has a word in it, capitals or not, as each database finds out soonest."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_ESCAPE: Final = "\\"


class _Has(FunctionElement[bool]):
    """A column and the pattern it is compared with."""

    name = "has_word"
    type = Boolean()
    inherit_cache = True


def has(column: Any, pattern: Any) -> ColumnElement[bool]:
    """Return the SQL condition that ``column`` has what ``around`` made of a word, be it a value or a parameter."""
    return _Has(column, pattern)


def around(word: str) -> str:
    """Return the pattern that finds a word anywhere in a text; signs of patterns in it stand for themselves."""
    return "%" + word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"


@compiles(_Has)
def _ilike(element: _Has, compiler: Any, **more: Any) -> str:
    column, pattern = element.clauses
    written: str = compiler.process(column.ilike(pattern, escape=_ESCAPE), **more)
    return written


@compiles(_Has, "sqlite")
def _like(element: _Has, compiler: Any, **more: Any) -> str:
    """SQLite's own LIKE takes capitals for small letters; making both small first takes it three times as long."""
    column, pattern = element.clauses
    written: str = compiler.process(column.like(pattern, escape=_ESCAPE), **more)
    return written
