"""The load: messages sent by a rate or by a window, every delivery counted and timed.

In C where there is a compiler, else in Python with the same meaning, which `LANGUAGE` says.
"""

from __future__ import annotations

import array
import ctypes
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench import markers
from bench.hot import HOT

KEPT = 1 << 21  # waits kept of a run
NEXT_RUN = iter(range(1, 1 << 30))
LANGUAGE = "C" if HOT else "Python"


@dataclass(frozen=True)
class Sender:
    """Who says what: the exact bytes of one message, with a marker of zeros in it."""

    socket: socket.socket
    text: bytes


@dataclass(frozen=True)
class Plan:
    """Open loop with `rate` messages a second, or closed with `window` in flight; `fan` readers each."""

    fan: int
    seconds: float
    rate: float = 0.0
    window: int = 0
    patience: float = 10.0


@dataclass
class Tally:
    """What came of it; waits in microseconds from send to receive."""

    sent: int = 0
    delivered: int = 0
    bytes: int = 0
    closed: int = 0
    cut: int = 0
    span: float = 0.0
    waits: Sequence[int] = ()
    lost: int = 0


class _Plan(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int32) for name in ("readers", "senders", "window", "run", "fan")]
    _fields_ += [(name, ctypes.c_double) for name in ("rate", "seconds", "patience")]


class _Tally(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_int64)
        for name in ("sent", "delivered", "bytes", "closed", "cut", "recorded")
    ]
    _fields_ += [("span", ctypes.c_double)]


def pump(readers: Sequence[socket.socket], senders: Sequence[Sender], plan: Plan) -> Tally:
    """Run the load to its end, or until `patience` is over."""
    for reader in readers:
        reader.setblocking(False)
    for sender in senders:
        sender.socket.setblocking(True)
    run = next(NEXT_RUN) % markers.RUNS
    load = _in_c if HOT else _in_python
    tally = load(readers, senders, plan, run)
    tally.lost = tally.sent * plan.fan - tally.delivered
    return tally


def _in_c(
    readers: Sequence[socket.socket], senders: Sequence[Sender], plan: Plan, run: int
) -> Tally:
    texts = [ctypes.create_string_buffer(s.text, len(s.text)) for s in senders]
    count, many = len(senders), len(readers)
    told = _Plan(many, count, plan.window, run, plan.fan, plan.rate, plan.seconds, plan.patience)
    waits, tally = (ctypes.c_uint32 * KEPT)(), _Tally()
    HOT.pump(  # type: ignore[union-attr]
        (ctypes.c_int * many)(*[r.fileno() for r in readers]),
        (ctypes.c_int * count)(*[s.socket.fileno() for s in senders]),
        (ctypes.c_void_p * count)(*[ctypes.addressof(text) for text in texts]),
        (ctypes.c_int * count)(*[len(s.text) for s in senders]),
        (ctypes.c_int * count)(*[s.text.index(b"~") for s in senders]),
        ctypes.byref(told),
        waits,
        ctypes.c_int64(KEPT),
        ctypes.byref(tally),
    )
    kept = array.array("I", memoryview(waits).cast("B")[: 4 * min(tally.recorded, KEPT)].tobytes())
    names = ("sent", "delivered", "bytes", "closed", "cut", "span")
    return Tally(**{name: getattr(tally, name) for name in names}, waits=kept)


class _Load:
    """The same in Python."""

    def __init__(self, senders: Sequence[Sender], plan: Plan, run: int) -> None:
        self.senders, self.plan, self.run = senders, plan, run
        self.tally, self.waits = Tally(), array.array("I")
        self.began = self.last = time.monotonic_ns()

    def due(self, passed: float) -> int:
        if self.plan.rate:
            return int(passed * self.plan.rate) + 1 - self.tally.sent
        return self.plan.window - (self.tally.sent - self.tally.delivered // self.plan.fan)

    def say(self) -> None:
        sender = self.senders[self.tally.sent % len(self.senders)]
        at = sender.text.index(b"~")
        mark = markers.marker(self.run, self.tally.sent, time.monotonic_ns())
        sender.socket.sendall(sender.text[:at] + mark + sender.text[at + markers.SIZE :])
        self.tally.sent += 1

    def hear(self, text: bytes) -> bytes:
        sent, tail = markers.find_markers(text, self.run)
        if sent:
            self.last = time.monotonic_ns()
            self.waits.extend((self.last - then) // 1000 for then in sent)
            self.tally.delivered += len(sent)
        return tail

    def is_over(self, passed: float) -> bool:
        done = self.tally.delivered >= self.tally.sent * self.plan.fan
        since = passed - self.plan.seconds
        return since >= self.plan.patience or (since >= 0 and done)


def _in_python(
    readers: Sequence[socket.socket], senders: Sequence[Sender], plan: Plan, run: int
) -> Tally:
    load, tails = _Load(senders, plan, run), [b""] * len(readers)
    by_number = {reader.fileno(): n for n, reader in enumerate(readers)}
    with select.epoll() as poll:
        for number in by_number:
            poll.register(number, select.EPOLLIN)
        while not load.is_over(passed := (time.monotonic_ns() - load.began) / 1e9):
            if passed < plan.seconds:
                for _ in range(load.due(passed)):
                    load.say()
            for number, _event in poll.poll(0.001):
                n = by_number[number]
                text = readers[n].recv(1 << 18)
                load.tally.bytes += len(text)
                tails[n] = load.hear(tails[n] + text)
                if not text:
                    load.tally.closed += 1
                    poll.unregister(number)
    load.tally.span = (load.last - load.began) / 1e9
    load.tally.waits = load.waits
    return load.tally
