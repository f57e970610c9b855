"""What mapped rows of all services share: portable types, constraint names, and a version that grows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Enum, Integer, MetaData, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from messaging.clock import Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> MetaData:
    """Return metadata with stable constraint names; no schema name ever stands in the code."""
    return MetaData(naming_convention=NAMES)


class Rows(DeclarativeBase):
    """The base of every service's ``Base``; give each one ``metadata = new_metadata()``."""

    __abstract__ = True
    metadata = new_metadata()
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Uuid, datetime: Instant, str: String(200)}


class Identified:
    """A row with a random id."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class Versioned(Identified):
    """A row people edit: its version grows with every change, and a stale write raises Conflict."""

    row_version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  # SQLAlchemy calls it on the class
        return {"version_id_col": cls.row_version}


def code_column(kind: type[Any]) -> Enum:
    """Return the type of a column that holds a StrEnum by its value, as plain text in every database."""
    return Enum(kind, native_enum=False, create_constraint=False, length=60, values_callable=_values)


def _values(kind: Any) -> list[str]:
    return [each.value for each in kind]
