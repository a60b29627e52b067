"""A hub's data directory and the verbs of its command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Not started: `server.run("backup", …)` runs one verb on it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    server = Server(folder)
    yield server
    server.kill()
