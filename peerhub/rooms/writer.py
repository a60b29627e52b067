"""Group commit: one writer takes whatever waits into one transaction while the next lot gathers.

An answer is given only after the commit: an `ack` means stored (promise R2).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import structlog

from peerhub.core.errors import HubError, Unavailable
from peerhub.core.hub import Hub
from peerhub.core.tasks import end_task
from peerhub.core.transaction import Transaction
from peerhub.rooms.models import Answer, NewChange, NewMessage, NewRead
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.post import post_messages
from peerhub.rooms.service.read import mark_read

MOST_IN_GROUP = 64  # larger groups hold the writer too long for everybody else
MOST_WAITING = 1_024
WAIT_SECONDS = 5.0
MOST_PAUSE = 0.005
Write = NewMessage | NewChange | NewRead
Outcome = Answer | HubError | None  # None: done, and nothing to tell
Told = Callable[[Outcome], None]
log = structlog.get_logger("writer")


@dataclass(frozen=True, slots=True)
class _Waiting:
    draft: Write
    told: Told


class Writer:
    """Takes drafts from every door of this process; tells each its answer, in order."""

    def __init__(self, hub: Hub, fanout_seconds: Callable[[], float] = lambda: 0.0) -> None:
        self.hub = hub
        self._fanout_seconds = fanout_seconds
        self.stopping = False
        self._queue: deque[_Waiting] = deque()
        self._filled = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="writer")

    async def stop(self) -> None:
        """Take nothing new, store what waits, tell its authors, end."""
        self.stopping = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(WAIT_SECONDS):
                await self._idle.wait()
        if self._task:
            await end_task(self._task)

    async def put(self, draft: Write, told: Told) -> None:
        """Hand a draft in; waits up to 5 s for a place, so a full queue slows the reader (back-pressure)."""
        if len(self._queue) >= MOST_WAITING:
            self._room.clear()
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    await self._room.wait()
            except TimeoutError:
                told(Unavailable("queue", retry_after=5))
                return
        if self.stopping:
            told(Unavailable("stopping", retry_after=2))
            return
        self._queue.append(_Waiting(draft, told))
        self._idle.clear()
        self._filled.set()

    async def write(self, draft: NewMessage | NewChange) -> Answer:
        """The same for doors that wait for their answer; raises what was refused."""
        answer = await self._done(draft)
        if answer is None:
            raise AssertionError("a message or a change has an answer")
        return answer

    async def read(self, mark: NewRead) -> None:
        """Move a read mark; raises what was refused."""
        await self._done(mark)

    async def _done(self, draft: Write) -> Answer | None:
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

        def told(outcome: Outcome) -> None:
            if not future.done():
                future.set_result(outcome)

        await self.put(draft, told)
        outcome = await future
        if isinstance(outcome, HubError):
            raise outcome
        return outcome

    async def _run(self) -> None:
        pause = 0.0
        while True:
            await self._filled.wait()
            self._filled.clear()
            while self._queue:
                await asyncio.sleep(pause)  # what has arrived meanwhile is read, and comes along
                count = min(len(self._queue), MOST_IN_GROUP)
                group = [self._queue.popleft() for _ in range(count)]
                self._room.set()
                for kind in (NewMessage, NewChange, NewRead):
                    await self._store([one for one in group if isinstance(one.draft, kind)])
                pause = self._pause(count)
            self._idle.set()

    def _pause(self, count: int) -> float:
        """How long to gather after a group of `count`, in seconds; after a lone message never.

        A write to a thousand members takes 10 ms, and the answers to it come just after: taken at
        once they make two groups that leap over each other, each half of what is in flight. A
        quarter of that time brings them together, and halves the processor time of a delivery.
        """
        return min(self._fanout_seconds() / 4, MOST_PAUSE) if count > 1 else 0.0

    async def _store(self, group: list[_Waiting]) -> None:
        """One transaction for all; where that fails, each alone, so one bad draft fails nobody else."""
        if not group:
            return
        answers: Sequence[Outcome]
        try:
            async with self.hub.transaction(quick=True) as tx:
                answers = await _carry_out(tx, [waiting.draft for waiting in group])
        except Unavailable as error:
            answers = [error] * len(group)
        except Exception as error:
            if len(group) == 1:
                log.error("post failed", kind=type(error).__name__)
                answers = [Unavailable("fault", retry_after=5)]
            else:
                for waiting in group:
                    await self._store([waiting])
                return
        for waiting, answer in zip(group, answers, strict=True):
            waiting.told(answer)


async def _carry_out(tx: Transaction, drafts: Sequence[Write]) -> Sequence[Outcome]:
    """A group is of one kind: messages together, changes together, read marks together."""
    if isinstance(drafts[0], NewMessage):
        return await post_messages(tx, cast(Sequence[NewMessage], drafts))
    if isinstance(drafts[0], NewChange):
        return await change_messages(tx, cast(Sequence[NewChange], drafts))
    return await mark_read(tx, cast(Sequence[NewRead], drafts))
