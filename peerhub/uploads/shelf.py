"""Where the bytes lie: `data_dir/uploads/<2 signs>/<id>`, the thumbnail beside it as `<id>.small`.

A file is there whole or not at all, and on the disk before its row is written.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from peerhub.core.config import Config
from peerhub.core.errors import Unavailable

FOLDER = "uploads"
SMALL = ".small"


def path_of(config: Config, upload_id: str, *, small: bool = False) -> Path:
    return config.data_dir / FOLDER / upload_id[:2] / (upload_id + (SMALL if small else ""))


def write(config: Config, upload_id: str, content: bytes, small: bytes) -> None:
    """Unavailable where the disk is full; then nothing of it stays."""
    try:
        _put(path_of(config, upload_id), content)
        if small:
            _put(path_of(config, upload_id, small=True), small)
    except OSError as error:
        with contextlib.suppress(OSError):
            remove(config, upload_id)
        raise Unavailable("uploads") from error


def _put(path: Path, content: bytes) -> None:
    """Under a temporary name first, which a backup and a reader pass over."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name too, or a power cut takes it
    finally:
        os.close(folder)


def remove(config: Config, upload_id: str) -> None:
    """Safe to repeat."""
    for small in (False, True):
        path_of(config, upload_id, small=small).unlink(missing_ok=True)
