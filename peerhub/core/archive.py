"""A consistent copy of the hub in one file, without its keys, and the way back. Never half a restore."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peerhub
from peerhub.core.clock import Clock, to_iso
from peerhub.core.config import Config
from peerhub.core.errors import StartError

MANIFEST = "manifest.json"
DATABASE = "database"
PAGES_AT_ONCE = 1_000  # of the database, between two words of how far it is
FOLDERS = ("uploads", "outbox")  # what the data directory holds besides the database and the keys


Tell = Callable[[int, int], None]  # how much is done, of how much


def nobody(_done: int, _of: int) -> None:
    """Nobody watches."""


def make_backup(
    config: Config, clock: Clock, revision: str, target: Path, *, tell: Tell = nobody
) -> dict[str, Any]:
    """Write `target` (tar.gz) while the server runs; the manifest. StartError in one line on failure.

    Not in it: the keys. Whoever finds a backup cannot open a sealed copy. `tell` hears of pages of
    the database first, then of files.
    """
    if target.exists():
        raise StartError(f"{target} exists already. Choose another name; nothing was overwritten.")
    draft = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as work:
            folder = Path(work)
            _dump(config, folder / DATABASE, tell)
            manifest: dict[str, Any] = {
                "peerhub": peerhub.__version__,
                "revision": revision,
                "kind": "sqlite" if config.on_sqlite else "postgresql",
                "made_at": to_iso(clock.now()),
                "sha256": _hash(folder / DATABASE),
                "files": {},
            }
            with _private(draft) as file, tarfile.open(fileobj=file, mode="w:gz") as tar:
                tar.add(folder / DATABASE, DATABASE)
                manifest["files"] = _add_files(tar, config.data_dir, tell)
                (folder / MANIFEST).write_text(json.dumps(manifest, indent=2))
                tar.add(folder / MANIFEST, MANIFEST)
        draft.rename(target)
        return manifest
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StartError(f"The backup could not be written: {error.strerror or error}.") from error


def _add_files(tar: tarfile.TarFile, data_dir: Path, tell: Tell) -> dict[str, str]:
    """Everything in FOLDERS, after the database was copied: `{path: hash}`.

    What goes while the server runs is passed over: its row goes too, by the same duty, once more
    where the hub is restored. What is half written has a name with a dot, and no row.
    """
    added = {}
    found = sorted(p for name in FOLDERS for p in (data_dir / name).rglob("*"))
    for number, path in enumerate(found, 1):
        tell(number, len(found))
        name = path.relative_to(data_dir).as_posix()
        if path.name.startswith("."):
            continue
        try:
            if path.is_file():
                digest = _hash(path)
                tar.add(path, name)
                added[name] = digest
        except FileNotFoundError:
            continue
    return added


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    """A new file for its owner alone, on the disk before the block ends."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _dump(config: Config, target: Path, tell: Tell) -> None:
    if config.on_sqlite:
        source = sqlite3.connect(f"file:{config.data_dir / 'peerhub.sqlite3'}?mode=ro", uri=True)
        copy = sqlite3.connect(target)
        try:
            source.backup(
                copy,
                pages=PAGES_AT_ONCE,
                progress=lambda _status, left, all_pages: tell(all_pages - left, all_pages),
            )
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
            source.close()
        return
    _run("pg_dump", "-Fc", "--no-owner", "-f", str(target), _plain(config))


def _plain(config: Config) -> str:
    return config.database.replace("postgresql+psycopg://", "postgresql://", 1)


def _run(*command: str) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise StartError(f"{command[0]} is not here. Install PostgreSQL's client programs.")
    done = subprocess.run([program, *command[1:]], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise StartError(f"{command[0]} failed with status {done.returncode}.")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened_backup(
    source: Path, beside: Path, *, tell: Tell = nobody
) -> Iterator[tuple[dict[str, Any], Path]]:
    """The manifest and a folder with the checked contents; StartError for a file that is not whole."""
    beside.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=beside, prefix=".restore-") as work:
        folder = Path(work)
        try:
            with tarfile.open(source, "r:gz") as tar:
                tar.extractall(folder, filter="data")
            manifest = json.loads((folder / MANIFEST).read_text())
            files = {DATABASE: manifest["sha256"], **manifest.get("files", {})}
            whole = True
            for number, (name, digest) in enumerate(files.items(), 1):
                whole = whole and _hash(folder / name) == digest
                tell(number, len(files))
        except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as error:
            raise StartError(
                f"{source} is no whole backup of peerhub. Nothing was changed."
            ) from error
        if not whole:
            raise StartError(f"{source} is damaged. Nothing was changed; try an older backup.")
        yield manifest, folder


def put_back(config: Config, manifest: dict[str, Any], folder: Path) -> None:
    """Set the checked contents in the place of what is there. The caller holds the data directory."""
    kind = "sqlite" if config.on_sqlite else "postgresql"
    if manifest["kind"] != kind:
        raise StartError(f"This backup is of {manifest['kind']}, this hub is on {kind}.")
    if config.on_sqlite:
        check = sqlite3.connect(folder / DATABASE)
        try:
            sound = check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        finally:
            check.close()
        if not sound:
            raise StartError("The database in this backup is damaged. Nothing was changed.")
        target = config.data_dir / "peerhub.sqlite3"
        for leftover in ("-wal", "-shm"):
            Path(f"{target}{leftover}").unlink(missing_ok=True)
        (folder / DATABASE).chmod(0o600)
        (folder / DATABASE).replace(target)
    else:
        _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
             "-d", _plain(config), str(folder / DATABASE))  # fmt: skip
    for name in FOLDERS:
        shutil.rmtree(config.data_dir / name, ignore_errors=True)
        if (folder / name).is_dir():
            (folder / name).replace(config.data_dir / name)
