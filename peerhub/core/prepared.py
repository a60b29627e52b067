"""Statements that are run many times a second: built and compiled once, and given to the driver.

SQLAlchemy asks 70 to 200 µs of processor time for each execution, SQLite itself 5 to 15; a message
needs ten statements and a page thirty (docs/performance.md). A Prepared is an ordinary statement of
Core with named parameters. It goes straight to the driver with the same types in and out; on SQLite
at once in a transaction or reading that is `quick`, else on the connection's thread, and by
SQLAlchemy where nothing has begun yet, which is its part there.

Never for a statement that changes its shape from call to call, save for the length of an IN.
"""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Insert, Select, Update
from sqlalchemy.dialects.postgresql.psycopg import dialect as postgres_dialect
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.sqlite import OurConnection

SQLITE: Dialect = sqlite_dialect(paramstyle="qmark")
POSTGRES: Dialect = postgres_dialect()  # type: ignore[no-untyped-call]
IN = re.compile(r" (NOT )?IN \(__\[POSTCOMPILE_(\w+)\]\)")
Change = Callable[[Any], Any]


class Prepared:
    """One statement; `columns` are those of an INSERT, one row of them for each in `many`.

    `plan_anew`: PostgreSQL plans it for these values each time, where a plan for any values at all
    (its own from the tenth time on) can be many times as slow.
    """

    def __init__(
        self,
        statement: Select[Any] | Update | Insert,
        columns: Sequence[str] | None = None,
        *,
        plan_anew: bool = False,
    ) -> None:
        self.statement = statement
        self.columns = columns
        self.plan_anew = plan_anew

    async def all(self, db: AsyncConnection, **values: Any) -> Sequence[Any]:
        """Its rows, by attribute; a parameter of an IN is a list."""
        driver = _driver(db)
        if not isinstance(driver, OurConnection):
            return await self._for_postgres.read(driver, values, plan_anew=self.plan_anew)
        if driver.quick:
            return self.for_sqlite.read(driver, values)
        if driver.in_transaction:
            made = self.for_sqlite
            return made.rows(await driver.run_there(*made.said(values)))
        return (await db.execute(self.statement, values)).all()

    async def one(self, db: AsyncConnection, **values: Any) -> Any:
        """Its first row, or None."""
        rows = await self.all(db, **values)
        return rows[0] if rows else None

    async def many(self, db: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write all these rows, or none where there are none."""
        if not rows:
            return
        driver = _driver(db)
        if isinstance(driver, OurConnection) and driver.quick:
            self.for_sqlite.write(driver, rows)
        else:
            await db.execute(self.statement, rows)

    @cached_property
    def for_sqlite(self) -> _ForSqlite:
        return _ForSqlite(self.statement, self.columns, SQLITE)

    @cached_property
    def _for_postgres(self) -> _ForPostgres:
        return _ForPostgres(self.statement, self.columns, POSTGRES)


def _driver(db: AsyncConnection) -> Any:
    found: Any = db.sync_connection
    return found.connection.driver_connection


class _Compiled:
    """What a driver is given: its text, and how each value is changed on its way in and out."""

    def __init__(
        self,
        statement: Select[Any] | Update | Insert,
        columns: Sequence[str] | None,
        dialect: Dialect,
    ) -> None:
        made: Any = statement.compile(
            dialect=dialect, column_keys=list(columns) if columns else None
        )
        self.text: str = str(made.string)
        self.order: list[str] = list(made.positiontup or dict.fromkeys(made.bind_names.values()))
        self.lists = [n for n in dict.fromkeys(self.order) if made.binds[n].expanding]
        self.fixed = {
            n: b.value for n, b in made.binds.items() if not b.required and b.value is not None
        }
        self.inward = {
            n: change
            for n, b in made.binds.items()
            if (change := _inward(b.type, dialect)) is not None
        }
        out = [(str(c.key), _outward(c.type, dialect)) for c in statement.exported_columns]
        self.row = namedtuple("Row", [name for name, _ in out], rename=True)  # type: ignore[misc]
        self.outward = [(n, change) for n, (_, change) in enumerate(out) if change is not None]

    def rows(self, found: Iterable[Sequence[Any]]) -> Sequence[Any]:
        """With the types of their columns."""
        if self.outward:
            return [self._row(row) for row in found]
        return [self.row(*row) for row in found]

    def bound(self, name: str, values: Mapping[str, Any]) -> Any:
        """What the driver gets for this place: for an IN a list."""
        value = values[name] if name in values else self.fixed[name]
        change = self.inward.get(name)
        if name in self.lists:
            return [change(one) for one in value] if change else list(value)
        return change(value) if change else value

    def _row(self, found: Sequence[Any]) -> Any:
        fields = list(found)
        for n, change in self.outward:
            fields[n] = change(fields[n])
        return self.row(*fields)


class _ForSqlite(_Compiled):
    """A question mark for each value, and as many in an IN as there are values."""

    def __init__(self, *made: Any) -> None:
        super().__init__(*made)
        self.texts: dict[tuple[int, ...], str] = {}

    def read(self, driver: OurConnection, values: Mapping[str, Any]) -> Sequence[Any]:
        return self.rows(driver.run_now(*self.said(values)))

    def said(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The text and its values in order."""
        bound: list[Any] = []
        for name in self.order:
            value = self.bound(name, values)
            bound += value if name in self.lists else [value]
        return self._text(values), bound

    def write(self, driver: OurConnection, rows: Iterable[Mapping[str, Any]]) -> None:
        plan = [(name, self.inward.get(name)) for name in self.order]
        bound = [[change(row[n]) if change else row[n] for n, change in plan] for row in rows]
        driver.run_many_now(self.text, bound)

    def _text(self, values: Mapping[str, Any]) -> str:
        """The statement with as many places in each IN as there are values; none is `IN (NULL)`."""
        if not self.lists:
            return self.text
        counts = tuple(len(self.bound(name, values)) for name in self.lists)
        text = self.texts.get(counts)
        if text is None:
            text = self.text
            for name, count in zip(self.lists, counts, strict=True):
                places = ", ".join("?" * count) or "NULL"
                text = text.replace(f"(__[POSTCOMPILE_{name}])", f"({places})")
            self.texts[counts] = text
        return text


class _ForPostgres(_Compiled):
    """An IN is one array, so that the text, and with it the server's plan, is always the same."""

    def __init__(self, *made: Any) -> None:
        super().__init__(*made)
        self.text = IN.sub(_one_array, self.text)

    async def read(
        self, driver: Any, values: Mapping[str, Any], *, plan_anew: bool = False
    ) -> Sequence[Any]:
        bound = {name: self.bound(name, values) for name in self.order}
        try:
            cursor = await driver.execute(self.text, bound, prepare=False if plan_anew else None)
            return self.rows(await cursor.fetchall())
        except POSTGRES.import_dbapi().Error as error:
            # As SQLAlchemy tells it, without the values: those are people's words.
            kind = POSTGRES.import_dbapi().Error
            raise DBAPIError.instance(self.text, None, error, kind, hide_parameters=True) from error


def _one_array(found: re.Match[str]) -> str:
    how = "<> ALL" if found[1] else "= ANY"
    return f" {how}(%({found[2]})s)"


def _inward(kind: Any, dialect: Dialect) -> Change | None:
    change: Change | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return change


def _outward(kind: Any, dialect: Dialect) -> Change | None:
    change: Change | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return change
