"""Rows of any table in pieces: out in the order of its key, and in once. No table is held whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Select, Table, UniqueConstraint, func, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import Leaving, Record, Records
from peerhub.core.tables import metadata
from peerhub.export.models import AT_ONCE


async def count_rows(db: AsyncConnection, records: Records, leaving: Leaving) -> int:
    query = select(func.count()).select_from(records.table).where(records.only(leaving))
    return int(await db.scalar(query) or 0)


def page_of(records: Records, leaving: Leaving) -> Select[Any]:
    """The first rows of a kind by rising primary key."""
    key = list(records.table.primary_key)
    return select(records.table).where(records.only(leaving)).order_by(*key).limit(AT_ONCE)


async def list_pieces(
    db: AsyncConnection, records: Records, leaving: Leaving
) -> AsyncIterator[list[Record]]:
    """Rows of a kind by rising primary key, at most AT_ONCE of them at a time."""
    key = list(records.table.primary_key)
    query = page_of(records, leaving)
    after: tuple[Any, ...] | None = None
    while True:
        page = query if after is None else query.where(tuple_(*key) > after)
        rows = [dict(row) for row in (await db.execute(page)).mappings()]
        if not rows:
            return
        yield rows
        after = tuple(rows[-1][column.name] for column in key)


async def list_known(
    db: AsyncConnection, table: Table, key: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> set[tuple[Any, ...]]:
    """Which of these rows are there already, by `key`."""
    wanted = {tuple(row[name] for name in key) for row in rows}
    wanted = {values for values in wanted if None not in values}
    if not wanted:
        return set()
    columns = [table.c[name] for name in key]
    where = (
        columns[0].in_([values[0] for values in wanted])
        if len(columns) == 1
        else tuple_(*columns).in_(list(wanted))
    )
    return {tuple(row) for row in await db.execute(select(*columns).where(where))}


def unique_keys(table: Table) -> list[tuple[str, ...]]:
    """What no two rows of a table may have alike, beside its primary key."""
    return sorted(
        tuple(column.name for column in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    )


async def insert_rows(db: AsyncConnection, table: Table, rows: Sequence[Record]) -> None:
    """All of them; what a record has beside columns is left, what it has not is the table's own."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for row in rows:
        groups.setdefault(_columns_of(table, row), []).append(row)
    for names, alike in groups.items():
        await db.execute(insert(table), [{name: row[name] for name in names} for row in alike])


def _columns_of(table: Table, row: Record) -> tuple[str, ...]:
    """Without JSON that is nothing: it would be written as the word `null`."""
    return tuple(
        column.name
        for column in table.columns
        if column.name in row and not (row[column.name] is None and isinstance(column.type, JSON))
    )


async def make_tables(db: AsyncConnection) -> None:
    """All of the house, in an empty database, for a trial."""
    await db.run_sync(metadata.create_all)
