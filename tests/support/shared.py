"""Real data that lies beside the project and never in it: public archives, hostile strings.

A test that uses it is left out by name where the folder is missing. Nothing of it is committed.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The path of a file of the shared data; skips the test where it is not here."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not in ../shared/data")
    return path
