"""The orderly end of a task that runs for as long as the server does."""

from __future__ import annotations

import asyncio
from typing import Any

AGAIN_SECONDS = 1.0


async def end_task(task: asyncio.Task[Any]) -> None:
    """Cancel it until it has ended, whatever it ended with.

    Once is not enough: a time-out that runs out in the same moment can swallow a cancellation
    (Python 3.11), and a server that waits for such a task would never stop.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=AGAIN_SECONDS)
