"""A database that is thrown away, in a folder of its own beside the hub's."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from peerhub.core.database import Database, open_sqlite
from peerhub.export import store

PREFIX = ".import-"
NAME = "trial.sqlite3"
OURS = {NAME, f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-journal"}


@asynccontextmanager
async def trial_beside(data_dir: Path) -> AsyncIterator[Database]:
    """Empty, of all tables, gone with the block; so are those of runs that were killed before."""
    with _own_folder(data_dir) as folder:
        trial = open_sqlite(folder / NAME)
        try:
            async with trial.writing() as db:
                await store.make_tables(db)
            yield trial
        finally:
            await trial.close()


@contextmanager
def _own_folder(data_dir: Path) -> Iterator[Path]:
    """Held by a lock, which ends with its process however that ends."""
    with _locked(data_dir):  # else another run could clear a folder before it is held
        _clear(data_dir)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=data_dir))
        held = _hold(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _clear(data_dir: Path) -> None:
    """Folders that runs left which were killed: no process holds them, and no file is another's."""
    for folder in data_dir.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):  # a run that ends well clears its own meanwhile
            _clear_one(folder)


def _clear_one(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    if not {path.name for path in folder.iterdir()} <= OURS:
        return
    held = _hold(folder)
    if held is not None:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _hold(folder: Path) -> int | None:
    """What must be closed in the end; None where another process holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time, for a moment."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
