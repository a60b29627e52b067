"""Which tests share a worker, when a run has several (`make test`: one for each of two processors).

All browser tests share one served community and one Chromium, so they stay together; elsewhere the
tests of a file do, for what a module makes once.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

__all__ = ["pytest_xdist_make_scheduler"]


class Lanes(LoadScopeScheduling):  # type: ignore[misc]
    """The longest first, so that no worker is left alone with one at the end."""

    def _split_scope(self, nodeid: str) -> str:
        """Its documented point of extension. (xdist 3.8 marks no groups under pytest 9.2.)"""
        path = nodeid.split("::", maxsplit=1)[0]
        return "browser" if path.startswith("tests/browser/") else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Lanes:
    return Lanes(config, log)
