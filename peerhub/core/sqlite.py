"""Our SQLite connection: as few ways to its thread as can be.

aiosqlite sends each call to a thread and waits for it, 100 to 150 µs of processor time, four times
for one SELECT: cursor, execute, fetchall, close. That was nine tenths of what a message cost
(docs/performance.md). Here a statement and its rows are one way. Where the caller says that its
statements are quick, they are none: they run at once on the loop's own thread, and only what waits
for the disk or for another process (COMMIT, and BEGIN IMMEDIATE where one is writing) goes there.

Never say so of a statement that looks through a table: nobody is served while it runs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import aiosqlite
from sqlalchemy.exc import DBAPIError

PATIENT = "PRAGMA busy_timeout=5000"  # a command line beside a server waits this long
BEGIN_READING = "BEGIN"
BEGIN_WRITING = "BEGIN IMMEDIATE"


class OurCursor(aiosqlite.Cursor):
    """Brings the rows along with the statement."""

    _conn: OurConnection
    _rows: list[Any] | None = None

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> OurCursor:
        if sql == BEGIN_WRITING and self._conn.begin_now():
            return self
        run = self._run_at_once if self._conn.is_quick(sql) else self._run_over_there
        self._rows = await run(sql, parameters or ())
        return self

    async def _run_at_once(self, sql: str, parameters: Iterable[Any]) -> list[Any] | None:
        return self._run(sql, parameters)

    async def _run_over_there(self, sql: str, parameters: Iterable[Any]) -> list[Any] | None:
        rows: list[Any] | None = await self._execute(self._run, sql, parameters)  # type: ignore[no-untyped-call]
        return rows

    def _run(self, sql: str, parameters: Iterable[Any]) -> list[Any] | None:
        self._cursor.execute(sql, parameters)  # type: ignore[arg-type]
        return self._cursor.fetchall() if self._cursor.description else None

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> OurCursor:
        if self._conn.quick:
            self._cursor.executemany(sql, parameters)  # type: ignore[arg-type]
        else:
            await self._execute(self._cursor.executemany, sql, parameters)  # type: ignore[no-untyped-call]
        return self

    async def fetchall(self) -> Iterable[sqlite3.Row]:
        rows, self._rows = self._rows or [], None
        return rows

    async def close(self) -> None:
        self._cursor.close()


class _told:
    """Errors as SQLAlchemy tells them, without the values: those are people's words."""

    def __init__(self, sql: str) -> None:
        self.sql = sql

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, sqlite3.Error):
            raise DBAPIError.instance(
                self.sql, None, error, sqlite3.Error, hide_parameters=True
            ) from error


class OurConnection(aiosqlite.Connection):
    """`quick` is set for one transaction or reading at a time, by Database."""

    quick = False

    def is_quick(self, sql: str) -> bool:
        return self.quick and sql != BEGIN_WRITING

    def begin_now(self) -> bool:
        """Begin to write where nobody else does; where somebody does, the thread waits for them."""
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            self._conn.execute(BEGIN_WRITING)
        except sqlite3.OperationalError:
            return False
        finally:
            self._conn.execute(PATIENT)
        return True

    def cursor(self) -> OurCursor:  # type: ignore[override]
        return OurCursor(self, self._conn.cursor())

    def run_now(self, sql: str, parameters: Iterable[Any] = ()) -> list[Any]:
        """A quick statement and its rows, past SQLAlchemy; for core/prepared.py alone."""
        with _told(sql):
            return self._conn.execute(sql, parameters).fetchall()  # type: ignore[arg-type]

    async def run_there(self, sql: str, parameters: Iterable[Any]) -> list[Any]:
        """The same on the connection's thread, for what is not quick."""
        found: list[Any] = await self._execute(self.run_now, sql, parameters)  # type: ignore[no-untyped-call]
        return found

    def run_many_now(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        with _told(sql):
            self._conn.executemany(sql, rows)  # type: ignore[arg-type]

    async def rollback(self) -> None:
        if self.quick:
            self._conn.rollback()
        else:
            await super().rollback()


def connector(path: str) -> Callable[[], OurConnection]:
    """What SQLAlchemy's `async_creator` asks for; `path` may be a file: address."""

    def open_file() -> sqlite3.Connection:
        # Two threads use it, never at once: each call is awaited before the next.
        return sqlite3.connect(path, uri=path.startswith("file:"), check_same_thread=False)

    def make() -> OurConnection:
        connection = OurConnection(open_file, iter_chunk_size=64)
        connection._thread.daemon = True  # as SQLAlchemy does: a stuck disk must not keep us alive
        return connection

    return make
