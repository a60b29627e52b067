"""Every job of the bench runs to its end on real servers, with a handful of members."""

import os
from collections.abc import Iterator

import pytest

from bench.jobs import JOBS, Size
from bench.yardstick import measure

TINY = Size(runs=1, seconds=0.2, members=(3,), most=0, rooms=2, idle=3, storm=3, posts=100)


@pytest.fixture(autouse=True)
def _where_it_was() -> Iterator[None]:
    """The bench pins its servers; whoever runs the tests keeps their processors."""
    cpus = os.sched_getaffinity(0)
    yield
    assert os.sched_getaffinity(0) == cpus


@pytest.mark.parametrize("name", sorted(JOBS))
def test_a_job_counts_everything_and_loses_nothing(name: str) -> None:
    rows = list(JOBS[name](TINY))
    assert bool(rows) is (name != "large")  # there is no large room in a tiny bench
    for row in rows:
        assert len(row.values) == TINY.runs
        assert all(value == 0 for value in row.values if "lost" in row.what)
        if row.what in ("messages a second", "messages stored a second"):
            assert row.value > 10


def test_the_yardstick_measures_a_write() -> None:
    found = measure(5, 500, seconds=0.02)
    assert 0.1 < found.cpu_us < 1_000
    assert 0.1 < found.wall_us < 100_000
