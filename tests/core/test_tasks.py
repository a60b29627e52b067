"""A server's own tasks end when it stops, even one that has lost a cancellation."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import pytest

from peerhub.core import tasks


async def until_cancelled() -> None:
    await asyncio.Event().wait()


async def loses_the_first_cancellation() -> None:
    with suppress(asyncio.CancelledError):
        await asyncio.Event().wait()
    await asyncio.Event().wait()


async def fails_when_cancelled() -> None:
    try:
        await asyncio.Event().wait()
    finally:
        raise ValueError("the connection was gone")


@pytest.mark.parametrize(
    "work", [until_cancelled, loses_the_first_cancellation, fails_when_cancelled]
)
async def test_it_ends(
    work: Callable[[], "asyncio.Future[None]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "AGAIN_SECONDS", 0.01)
    task = asyncio.ensure_future(work())
    await asyncio.sleep(0)  # it begins
    async with asyncio.timeout(5):
        await tasks.end_task(task)  # type: ignore[arg-type]
    assert task.done()
    if not task.cancelled():
        assert isinstance(task.exception(), ValueError)
