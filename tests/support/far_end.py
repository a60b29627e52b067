"""The client's end of a line within this process: keeps the frames that were written; may be slow."""

import asyncio
import json
from typing import Any

PATIENCE = 5.0


class FarEnd:
    """What a Line writes to, in the place of a socket's protocol."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []
        self.is_open = True
        self.slow = False
        self.closed: int | None = None

    def write(self, framed: bytes) -> bool:
        if not self.is_open or self.slow:
            return False
        while framed:
            size, start = framed[1], 2
            if size == 126:
                size, start = int.from_bytes(framed[2:4], "big"), 4
            self.frames.append(json.loads(framed[start : start + size]))
            framed = framed[start + size :]
        return True

    def let_go(self, code: int) -> None:
        self.is_open, self.closed = False, code

    @property
    def seqs(self) -> list[int]:
        return [frame["seq"] for frame in self.frames if frame["type"] == "message"]

    async def until(self, count: int) -> list[int]:
        """The seqs of the messages, once there are so many."""
        async with asyncio.timeout(PATIENCE):
            while len(self.seqs) < count:
                await asyncio.sleep(0)
        return self.seqs
