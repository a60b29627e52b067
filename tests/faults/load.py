"""Writers and readers that go on whatever happens to the server, and keep a history of it all."""

import asyncio
import contextlib
import json
import random
from typing import Any

import websockets

from tests.support.api_client import ApiClient
from tests.support.listener import Listener, listen

COMING_BACK = 0.05


class Load:
    """`writers` post under ids of their own, some twice; `readers` follow; sockets are cut at random."""

    def __init__(
        self,
        address: str,
        room: str,
        tokens: list[str],
        *,
        seed: int = 1,
        lives: tuple[int, int] = (20, 400),
    ) -> None:
        self.address, self.room, self.tokens = address, room, tokens
        self.lives = lives  # a connection is cut after so many messages
        self.history: list[dict[str, Any]] = []
        self.random = random.Random(seed)
        self.writing = True
        self.acked: set[str] = set()
        self.after: dict[str, int] = {}
        self.expected: int | None = None

    def note(self, who: str, f: str, **more: Any) -> None:
        self.history.append({"who": who, "f": f, **more})

    @property
    def settled(self) -> bool:
        """Whether everything that was sent is acked."""
        return all(e["id"] in self.acked for e in self.history if e["f"] == "send")

    def say_where(self) -> str:
        """For the sentence of a test that waited in vain."""
        return f"{len(self.acked)} acked; readers hold {self.after} of {self.expected}"

    async def connect(self, who: str) -> Listener:
        """Come back as often as it takes."""
        while True:
            try:
                token = self.tokens[hash(who) % len(self.tokens)]
                return await listen(self.address, token)
            except (OSError, TimeoutError, websockets.WebSocketException):
                await asyncio.sleep(COMING_BACK * self.random.random() * 2)

    async def write(self, who: str, *, pace: float = 0.0) -> None:
        """Post one after the other; what was not answered is sent again under the same id."""
        count = 0
        pending: str | None = None
        while self.writing or pending:
            listener = await self.connect(who)
            life = self.random.randint(*self.lives)
            with contextlib.suppress(websockets.ConnectionClosed, TimeoutError):
                while self.writing or pending:
                    if pending is None:
                        count += 1
                        pending = f"{who}-{count}"
                        self.note(who, "send", id=pending)
                    await self._send(listener, pending)
                    life -= 1
                    if life < 0:
                        break  # cut before the answer came
                    answer = await listener.until("ack", ref=pending)
                    if pending not in self.acked:
                        self.acked.add(pending)
                        self.note(who, "ack", id=pending, seq=answer["seq"])
                    pending = None
                    if pace:
                        await asyncio.sleep(pace)
            await listener.cut()

    async def _send(self, listener: Listener, one: str) -> None:
        times = 2 if self.random.random() < 0.1 else 1
        for _ in range(times):
            await listener.say(type="post", ref=one, room=self.room, id=one, body=f"Line {one}")

    async def read(self, who: str, *, cuts: bool = True) -> None:
        """Follow the room; after each cut come back with `after`."""
        while self.expected is None or self.after.get(who, 0) < self.expected:
            listener = await self.connect(who)
            with contextlib.suppress(websockets.ConnectionClosed, TimeoutError):
                await self._follow(who, listener, cuts=cuts)
            self.note(who, "cut")
            await listener.cut()
        self.note(who, "join", of=self.after.get(who, 0))  # connected to the end, as far as it came

    async def _follow(self, who: str, listener: Listener, *, cuts: bool) -> None:
        after = self.after.get(who, 0)
        await listener.say(type="join", ref=who, room=self.room, after=after)
        await listener.until("joined", ref=who)
        self.note(who, "join", of=after)
        frames = [f for f in listener.heard if f["type"] == "message"]
        life = self.random.randint(*self.lives) if cuts else 10**9
        while life and (self.expected is None or self.after.get(who, 0) < self.expected):
            frame = frames.pop(0) if frames else await self._next(listener)
            if frame["type"] == "message":
                self._see(who, frame)
                life -= 1
            elif frame["type"] == "gap":
                await self._page_through(who, frame["seq"])

    async def _next(self, listener: Listener) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await asyncio.wait_for(listener.socket.recv(), 2))
        return frame

    def _see(self, who: str, message: dict[str, Any]) -> None:
        self.after[who] = message["seq"]
        self.note(who, "see", id=message["client_id"], seq=message["seq"])

    async def _page_through(self, who: str, seq: int) -> None:
        """More than 500 were missed: fetch them over HTTP, up to where the live frames go on."""
        api = ApiClient(self.address, self.tokens[0])
        while self.after.get(who, 0) < seq:
            path = f"/rooms/{self.room}/messages?limit=100&after={self.after.get(who, 0)}"
            _status, page = await asyncio.to_thread(api.get, path)
            for message in page["items"]:
                if message["seq"] <= seq:
                    self._see(who, message)


def settled_log(address: str, room: str, token: str) -> dict[int, str]:
    """The room's whole log at the end, seq to client id, as the repair door tells it."""
    api, log, page = ApiClient(address, token), {}, [{"seq": 0}]
    while page:
        path = f"/rooms/{room}/messages?limit=100&after={page[-1]['seq']}"
        _status, answer = api.get(path)
        page = answer["items"]
        log.update({message["seq"]: message["client_id"] for message in page})
    return log
