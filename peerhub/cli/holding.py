"""One server a data directory: a lock that ends with its process."""

from __future__ import annotations

import fcntl
from typing import IO

from peerhub.core.config import Config
from peerhub.core.database import check_writable
from peerhub.core.errors import StartError


def hold_data_dir(config: Config) -> IO[str]:
    """One server a data directory: SQLite has one writer. The lock ends with the process."""
    check_writable(config.data_dir, config.data_dir / "peerhub.sqlite3")
    file = (config.data_dir / "server.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise StartError(
            f"A server runs on {config.data_dir} already. Stop it, or set another PEERHUB_DATA_DIR."
        ) from error
    return file
