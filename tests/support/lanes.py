"""Which tests share a worker, when a run has several (`make test`: one for each of two processors).

All browser tests share one served community and one Chromium, so they stay together; elsewhere the
tests of a file do, for what a module makes once.
"""

import pytest

__all__ = ["pytest_collection_modifyitems"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Names each test's lane; without workers it changes nothing."""
    for item in items:
        lane = "browser" if item.get_closest_marker("browser") else item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group(lane))
