"""Walks a database to the newest schema, checks where it stands, and refuses one from the future."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from peerhub.core.config import Config
from peerhub.core.errors import StartError

HERE = Path(__file__).parent


def alembic_config(connection: Connection, **attributes: Any) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(HERE))
    config.attributes.update(connection=connection, **attributes)
    return config


def sync_url(config: Config) -> str:
    return config.database.replace("sqlite+aiosqlite", "sqlite")


def newest() -> str:
    """The revision that this program knows as the last."""
    script = AlembicConfig()
    script.set_main_option("script_location", str(HERE))
    return ScriptDirectory.from_config(script).get_current_head() or ""


def migrate(config: Config) -> None:
    """Bring the database to the newest schema; StartError where it is newer or cannot be reached.

    On SQLite foreign keys are off meanwhile: rebuilding a parent table would delete its
    children. They are checked before the commit.
    """
    engine = create_engine(sync_url(config))
    if config.on_sqlite:
        event.listen(engine, "connect", _keys_off)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            _walk(connection)
    except DBAPIError as error:
        raise StartError(
            f"The database does not open: {type(error.orig).__name__}. "
            "Run 'peerhub doctor' to see what is wrong with it."
        ) from error
    finally:
        engine.dispose()


def _walk(connection: Connection) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current == newest():
        return
    _check_known(current)
    command.upgrade(alembic_config(connection), "head")
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if broken:
            raise StartError(
                "The migration would break references between rows; nothing was changed."
            )


def known_revisions() -> set[str]:
    """Every revision that this program can walk."""
    script = AlembicConfig()
    script.set_main_option("script_location", str(HERE))
    return {one.revision for one in ScriptDirectory.from_config(script).walk_revisions()}


def _check_known(current: str | None) -> None:
    if current is not None and current not in known_revisions():
        raise StartError(
            "This database was made by a newer peerhub. Install that version, or restore a backup."
        )


def _keys_off(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=5000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=OFF")


def current_revision(config: Config) -> str | None:
    """Where the database stands; None for an empty one."""
    engine = create_engine(sync_url(config))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
