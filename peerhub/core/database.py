"""Reading and writing: one writer on SQLite, many on PostgreSQL. Commits whole intentions only."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from peerhub.core.config import Config
from peerhub.core.errors import StartError, Unavailable
from peerhub.core.sqlite import BEGIN_READING, BEGIN_WRITING, PATIENT, OurConnection, connector

READERS = 4
FULL_DISK = ("database or disk is full", "disk I/O error", "readonly database", "unable to open")


class Database:
    """Two engines over one database: `reading()` sees a snapshot, `writing()` is one transaction."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, *, on_sqlite: bool) -> None:
        self.writer = writer
        self.reader = reader
        self.on_sqlite = on_sqlite
        self._turn = asyncio.Lock()
        self._version: int | None = None

    @asynccontextmanager
    async def reading(self, *, quick: bool = False) -> AsyncIterator[AsyncConnection]:
        """A connection that cannot write; Unavailable where the database is away.

        `quick`: a few rows by index, many times a second; see core/sqlite.py.
        """
        with _told():
            async with self.reader.connect() as db:
                if self.on_sqlite:
                    driver = _driver(db)
                    driver.quick = quick
                    if quick:
                        driver.run_now(BEGIN_READING)
                yield db

    @asynccontextmanager
    async def writing(self, *, quick: bool = False) -> AsyncIterator[AsyncConnection]:
        """One transaction: it commits where the block ends well, else nothing of it remains."""
        with _told():
            if not self.on_sqlite:
                async with self.writer.begin() as db:
                    yield db
                return
            async with self._turn, self.writer.begin() as db:
                driver = _driver(db)
                driver.quick = quick
                try:
                    yield db
                finally:
                    driver.quick = False

    async def changed_outside(self) -> bool:
        """Whether another process committed since the last question (SQLite's data_version)."""
        if not self.on_sqlite:
            return False
        async with self._turn, self.writer.connect() as db:
            version = await _data_version(db)
        before, self._version = self._version, version
        return before is not None and before != version

    async def close(self) -> None:
        """Readers first: a reader that closes last would take the WAL with it."""
        await self.reader.dispose()
        await self.writer.dispose()


def _driver(db: AsyncConnection) -> OurConnection:
    found: Any = db.sync_connection
    driver: OurConnection = found.connection.driver_connection
    return driver


@contextmanager
def at_leisure(db: AsyncConnection) -> Iterator[None]:
    """For a statement that looks through much, in a reading that is quick but for it."""
    driver: Any = db.sync_connection.connection.driver_connection if db.sync_connection else None
    quick = getattr(driver, "quick", False)
    if quick:
        driver.quick = False
    try:
        yield
    finally:
        if quick:
            driver.quick = True


async def _data_version(db: AsyncConnection) -> int:
    raw = await db.get_raw_connection()
    cursor = await raw.driver_connection.execute("PRAGMA data_version")  # type: ignore[union-attr]
    row = await cursor.fetchone()
    await cursor.close()
    return int(row[0])


class _told:
    """Turns 'the disk is full' and 'the database is away' into Unavailable; the rest is our fault."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, DBAPIError) and cannot_serve(error):
            raise Unavailable(type(error.orig).__name__) from error


def cannot_serve(error: DBAPIError) -> bool:
    """Whether the database cannot serve now, as opposed to a statement that is wrong."""
    said = str(error.orig)
    if isinstance(error.orig, sqlite3.Error):
        return any(words in said for words in (*FULL_DISK, "database is locked"))
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state[:2] in ("08", "53", "57")


def open_database(config: Config, *, checkpoints: bool = True) -> Database:
    """The database of the settings; no table is read yet."""
    if not config.on_sqlite:
        writer = create_async_engine(
            config.database, pool_size=5, max_overflow=5, pool_pre_ping=True, hide_parameters=True
        )
        # A snapshot, as SQLite gives: two statements of one reading must see the same past, else a
        # catch-up hands out a message beyond the seq that it then says it reached.
        reader = writer.execution_options(
            postgresql_readonly=True, isolation_level="REPEATABLE READ"
        )
        return Database(writer, reader, on_sqlite=False)
    path = config.data_dir / "peerhub.sqlite3"
    check_writable(config.data_dir, path)
    return open_sqlite(path, checkpoints=checkpoints)


def open_sqlite(path: Path, *, checkpoints: bool = True) -> Database:
    """One writer and read-only readers; command-line verbs beside a server never checkpoint."""
    writer = create_async_engine(
        f"sqlite+aiosqlite:///{path}",
        async_creator=connector(str(path)),
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # an error never says the values: those are people's words
    )
    event.listen(writer.sync_engine, "connect", _writer_pragmas if checkpoints else _beside_pragmas)
    event.listen(writer.sync_engine, "begin", _begin_immediate)
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    reader = create_async_engine(
        f"sqlite+aiosqlite:///{path}",
        async_creator=connector(address),
        pool_size=READERS,
        max_overflow=READERS,
        hide_parameters=True,
        pool_use_lifo=True,  # the last one used has the pages that are asked for most
    )
    event.listen(reader.sync_engine, "connect", _reader_pragmas)
    event.listen(reader.sync_engine, "begin", _begin_deferred)
    return Database(writer, reader, on_sqlite=True)


def check_writable(folder: Path, path: Path) -> None:
    """StartError in one line where the data directory cannot serve."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".probe"
        probe.write_text("")
        probe.unlink()
        if path.exists():
            with path.open("r+b"):
                return
    except OSError as error:
        raise StartError(
            f"The data directory {folder} cannot be written: {error.strerror}. "
            "Give it to the account that runs the hub, or set PEERHUB_DATA_DIR."
        ) from error


def _pragmas(connection: Any, *lines: str) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for line in lines:
        cursor.execute(line)
    cursor.close()


def _writer_pragmas(connection: Any, _record: Any) -> None:
    # FULL: an ack must survive a power cut, and in WAL mode NORMAL does not sync (promise R2).
    _pragmas(
        connection,
        PATIENT,
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA secure_delete=ON",
    )


def _beside_pragmas(connection: Any, _record: Any) -> None:
    # Two checkpointers at once meet the WAL-reset bug of SQLite before 3.51.3.
    _writer_pragmas(connection, _record)
    _pragmas(connection, "PRAGMA wal_autocheckpoint=0")


def _reader_pragmas(connection: Any, _record: Any) -> None:
    _pragmas(connection, PATIENT, "PRAGMA wal_autocheckpoint=0")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql(BEGIN_WRITING)


def _begin_deferred(connection: Any) -> None:
    if not connection.connection.driver_connection.in_transaction:  # a quick reading has begun
        connection.exec_driver_sql(BEGIN_READING)


async def ping(database: Database) -> None:
    """Proves that the database answers and can be written; Unavailable where not."""
    async with database.writing() as db:
        await db.execute(text("UPDATE facts SET value = value WHERE name = 'epoch'"))
