"""Statements that are run many times a second: built and compiled once, and on SQLite run as they are.

SQLAlchemy asks 70 to 200 µs of processor time for each execution, SQLite itself 5 to 15; a message
needs ten statements (docs/performance.md). A Prepared is an ordinary statement of Core with named
parameters. In a transaction or reading that is `quick` on SQLite it goes straight to the driver,
with the same types in and out; anywhere else SQLAlchemy runs it as ever.

Never for a statement that changes its shape from call to call, save for the length of an IN.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Insert, Select, Update
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.sqlite import OurConnection

DIALECT = sqlite_dialect(paramstyle="qmark")
Change = Callable[[Any], Any]


class Prepared:
    """One statement; `columns` are those of an INSERT, one row of them for each in `many`."""

    def __init__(
        self, statement: Select[Any] | Update | Insert, columns: Sequence[str] | None = None
    ) -> None:
        self.statement = statement
        self.columns = columns

    async def all(self, db: AsyncConnection, **values: Any) -> Sequence[Any]:
        """Its rows, by attribute; a parameter of an IN is a list."""
        driver = _quick_driver(db)
        if driver is None:
            return (await db.execute(self.statement, values)).all()
        return self._compiled.read(driver, values)

    async def one(self, db: AsyncConnection, **values: Any) -> Any:
        """Its first row, or None."""
        rows = await self.all(db, **values)
        return rows[0] if rows else None

    async def many(self, db: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write all these rows, or none where there are none."""
        if not rows:
            return
        driver = _quick_driver(db)
        if driver is None:
            await db.execute(self.statement, rows)
        else:
            self._compiled.write(driver, rows)

    @cached_property
    def _compiled(self) -> _Compiled:
        return _Compiled(self.statement, self.columns)


def _quick_driver(db: AsyncConnection) -> OurConnection | None:
    found: Any = db.sync_connection
    driver = found.connection.driver_connection
    return driver if getattr(driver, "quick", False) else None


class _Compiled:
    """What SQLite is given: its text, and how each value is changed on its way in and out."""

    def __init__(
        self, statement: Select[Any] | Update | Insert, columns: Sequence[str] | None
    ) -> None:
        made: Any = statement.compile(
            dialect=DIALECT, column_keys=list(columns) if columns else None
        )
        self.text: str = str(made.string)
        self.order: list[str] = list(made.positiontup)
        self.lists = [n for n in dict.fromkeys(self.order) if made.binds[n].expanding]
        self.fixed = {
            n: b.value for n, b in made.binds.items() if not b.required and b.value is not None
        }
        self.inward = {
            n: change for n, b in made.binds.items() if (change := _inward(b.type)) is not None
        }
        out = [(str(c.key), _outward(c.type)) for c in statement.exported_columns]
        self.row = namedtuple("Row", [name for name, _ in out], rename=True)  # type: ignore[misc]
        self.outward = [(n, change) for n, (_, change) in enumerate(out) if change is not None]
        self.texts: dict[tuple[int, ...], str] = {}

    def read(self, driver: OurConnection, values: Mapping[str, Any]) -> Sequence[Any]:
        bound: list[Any] = []
        for name in self.order:
            value = values[name] if name in values else self.fixed[name]
            if name in self.lists:
                bound += [self._in(name, one) for one in value]
            else:
                bound.append(self._in(name, value))
        found = driver.run_now(self._text(values), bound)
        if self.outward:
            return [self._row(row) for row in found]
        return [self.row(*row) for row in found]

    def write(self, driver: OurConnection, rows: Iterable[Mapping[str, Any]]) -> None:
        plan = [(name, self.inward.get(name)) for name in self.order]
        bound = [[change(row[n]) if change else row[n] for n, change in plan] for row in rows]
        driver.run_many_now(self.text, bound)

    def _in(self, name: str, value: Any) -> Any:
        change = self.inward.get(name)
        return change(value) if change else value

    def _row(self, found: Sequence[Any]) -> Any:
        fields = list(found)
        for n, change in self.outward:
            fields[n] = change(fields[n])
        return self.row(*fields)

    def _text(self, values: Mapping[str, Any]) -> str:
        """The statement with as many places in each IN as there are values; none is `IN (NULL)`."""
        if not self.lists:
            return self.text
        counts = tuple(len(values[name]) for name in self.lists)
        text = self.texts.get(counts)
        if text is None:
            text = self.text
            for name, count in zip(self.lists, counts, strict=True):
                places = ", ".join("?" * count) or "NULL"
                text = text.replace(f"(__[POSTCOMPILE_{name}])", f"({places})")
            self.texts[counts] = text
        return text


def _inward(kind: Any) -> Change | None:
    change: Change | None = kind.dialect_impl(DIALECT).bind_processor(DIALECT)
    return change


def _outward(kind: Any) -> Change | None:
    change: Change | None = kind.dialect_impl(DIALECT).result_processor(DIALECT, None)
    return change
