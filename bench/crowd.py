"""Many clients that come in, a bounded number at a time, and then listen."""

from __future__ import annotations

import contextlib
import select
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.speech import Entrance

PATIENCE = 120.0


class NotLetIn(RuntimeError):
    """A server that closed, refused or never answered."""


@dataclass
class _Coming:
    socket: socket.socket
    entrance: Entrance
    began: float
    upgraded: bool = False
    heard: int = 0
    tail: bytes = b""

    def hear(self, text: bytes) -> bool:
        """True when this client is in."""
        text = self.tail + text
        if not self.upgraded:
            head, end, text = text.partition(b"\r\n\r\n")
            if not end:
                self.tail = head
                return False
            if b" 101 " not in head.split(b"\r\n", 1)[0] + b" ":
                raise NotLetIn(head[:200].decode(errors="replace"))
            self.upgraded = True
            self.socket.sendall(self.entrance.then)
        self.heard += text.count(self.entrance.ready)
        keep = len(self.entrance.ready) - 1
        self.tail = text[-keep:]
        return self.heard >= self.entrance.times


@dataclass
class Crowd:
    """Who is in, in the order of asking, and how long each took."""

    sockets: list[socket.socket] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def close(self) -> None:
        for one in self.sockets:
            one.close()


def gather(port: int, entrances: Sequence[Entrance], *, at_once: int = 50) -> Crowd:
    """Let them in; NotLetIn where one is refused. Frames that come meanwhile are thrown away."""
    crowd = Crowd([], [])
    order: dict[int, int] = {}
    coming: dict[int, _Coming] = {}
    waiting = iter(enumerate(entrances))
    places: list[socket.socket | None] = [None] * len(entrances)
    ended = time.monotonic() + PATIENCE
    with select.epoll() as poll:
        while len(crowd.seconds) < len(entrances):
            _start(port, waiting, at_once, coming, order, poll)
            if time.monotonic() > ended:
                raise NotLetIn(f"{len(crowd.seconds)} of {len(entrances)} came in")
            for number, _event in poll.poll(1.0):
                one = coming[number]
                text = one.socket.recv(1 << 20)
                if not text:
                    raise NotLetIn("closed")
                if one.hear(text):
                    crowd.seconds.append(time.monotonic() - one.began)
                    places[order[number]] = one.socket
                    poll.unregister(number)
                    del coming[number]
    crowd.sockets = [one for one in places if one is not None]
    return crowd


def _start(
    port: int,
    waiting: Iterator[tuple[int, Entrance]],
    at_once: int,
    coming: dict[int, _Coming],
    order: dict[int, int],
    poll: select.epoll,
) -> None:
    while len(coming) < at_once:
        index, entrance = next(waiting, (-1, None))
        if entrance is None:
            return
        one = socket.create_connection(("127.0.0.1", port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one.sendall(entrance.first)
        coming[one.fileno()] = _Coming(one, entrance, time.monotonic())
        order[one.fileno()] = index
        poll.register(one.fileno(), select.EPOLLIN)


def hush(sockets: Sequence[socket.socket], quiet: float = 0.3) -> None:
    """Read what still comes until nothing has come for a while."""
    with select.epoll() as poll:
        by_number = {one.fileno(): one for one in sockets}
        for number in by_number:
            poll.register(number, select.EPOLLIN)
        while found := poll.poll(quiet):
            for number, _event in found:
                with contextlib.suppress(BlockingIOError):
                    if not by_number[number].recv(1 << 20):
                        poll.unregister(number)
