"""How fast one socket may talk: 120 frames a minute besides posts, 20 bad ones before it is closed."""

from __future__ import annotations

import time
from collections import deque

from peerhub.core.errors import TooFast

WINDOW_SECONDS = 60.0
FRAMES = 120
BAD_FRAMES = 20


class Pace:
    """Counts in this process's own steady time: a wall clock may jump (promise R15)."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._frames: deque[float] = deque()
        self._bad: deque[float] = deque()

    def count_frame(self) -> None:
        """TooFast above 120 a minute."""
        now = _recent(self._frames)
        if self.on and len(self._frames) >= FRAMES:
            raise TooFast(WINDOW_SECONDS - (now - self._frames[0]))
        self._frames.append(now)

    def is_last_bad_frame(self) -> bool:
        """Count a frame that was none; True for the 20th within a minute."""
        now = _recent(self._bad)
        self._bad.append(now)
        return len(self._bad) >= BAD_FRAMES


def _recent(times: deque[float]) -> float:
    now = time.monotonic()
    while times and now - times[0] > WINDOW_SECONDS:
        times.popleft()
    return now
