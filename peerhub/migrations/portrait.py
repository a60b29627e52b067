"""schema.sql, the portrait of the tables: SQLite's words, in order of dependency, with their comments."""

from __future__ import annotations

import textwrap

from sqlalchemy import Column, Index, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from peerhub.core.tables import metadata

HEAD = """\
-- The whole database of peerhub on one page.
-- Rendered by `peerhub schema` from the tables.py files; a test compares the two. Never edit it.
"""
WIDTH = 98


def render_schema() -> str:
    """The CREATE statements of every table, each with why it exists and how long things are kept."""
    parts = [HEAD]
    for table in metadata.sorted_tables:
        parts.append(_table(table))
        here = [index for index in table.indexes if not _is_postgresqls(index)]
        parts += [_line(CreateIndex(index)) for index in sorted(here, key=lambda i: i.name or "")]
    return "\n".join(parts) + "\n"


def _is_postgresqls(index: Index) -> bool:
    """Whether an index is of a kind that SQLite has not."""
    return bool(index.dialect_options["postgresql"]["using"] == "gin")


def _line(statement: CreateIndex) -> str:
    return str(statement.compile(dialect=sqlite.dialect())).strip() + ";"


def _table(table: Table) -> str:
    text = str(CreateTable(table).compile(dialect=sqlite.dialect())).strip()
    lines = []
    for line in text.splitlines():
        name = line.strip().split(" ", 1)[0].strip('"')
        column = table.columns.get(name) if line.startswith("\t") else None
        lines.append(line.replace("\t", "  ").rstrip() + _comment(column))
    about = textwrap.wrap(table.comment or "", WIDTH - 3)
    return "\n".join(["", *(f"-- {part}" for part in about), *lines]) + ";"


def _comment(column: Column[object] | None) -> str:
    return f"  -- {column.comment}" if column is not None and column.comment else ""
