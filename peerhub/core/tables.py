"""The one MetaData, its naming convention and time type, and the ground's own tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.compiler import DDLCompiler

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Times are UTC and aware on both databases; SQLite alone would give them back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


FTS5 = "fts5"  # the key of Table.info under which a table says what it is on SQLite


@compiles(CreateTable, "sqlite")
def _create_table(create: CreateTable, compiler: DDLCompiler, **more: Any) -> str:
    """A table whose `info` has an FTS5 line is a virtual one on SQLite, made of that line."""
    table = create.element
    line = table.info.get(FTS5)
    if line is None:
        plain: Any = compiler
        return str(plain.visit_create_table(create, **more))
    return f"\nCREATE VIRTUAL TABLE {compiler.preparer.format_table(table)} USING fts5({line})\n\n"


duties = Table(
    "duties",
    metadata,
    Column(
        "duty_id", Integer, primary_key=True, comment="never reused: mail bears it as Message-ID"
    ),
    Column("event", String(64), nullable=False, comment="a class of core/events.py"),
    Column("handler", String(128), nullable=False, comment="who has to act on it"),
    Column("fields", JSON, nullable=False, comment="the event's fields: ids, never people's words"),
    Column("due_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime, comment="a worker has it until then"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("urgent", Boolean, nullable=False, server_default=false(), comment="never parked"),
    Column("fault", String(200), comment="the class of the last error, never its text"),
    Column("done_at", UtcDateTime, comment="done duties are deleted after 7 days"),
    Column("parked_at", UtcDateTime, comment="given up after eight tries; doctor shows it"),
    Index("ix_duties_waiting", "urgent", "due_at", "done_at", "parked_at"),
    comment="What must happen after a commit and must not be lost (the outbox).",
    sqlite_autoincrement=True,
)

receipts = Table(
    "receipts",
    metadata,
    Column("key", String(64), primary_key=True, comment="keyed hash of person and client id"),
    Column("body_hash", String(64), nullable=False, comment="tells a retry from a conflict"),
    Column("answer", JSON, nullable=False, comment="the first answer: ids, seq, time"),
    Column("at", UtcDateTime, nullable=False),
    comment="What each write was answered, so that a retry is the same write. Outlives retention.",
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    comment="A few facts about this database: whether it is a demo, its epoch, its set-up address.",
)
