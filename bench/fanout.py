"""Fan-out: one room, everybody hears everybody, against the yardstick and both baselines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench import served
from bench.crowd import Crowd, gather, hush
from bench.pump import Plan, Sender, Tally, pump
from bench.served import Served
from bench.table import Goal, Row, percentile
from bench.yardstick import Yardstick, measure

ROOM = "bench-0"
SENDERS = 20
WINDOW = 16


@dataclass
class Found:
    """One run of one server."""

    tally: Tally
    cpu: float

    @property
    def cpu_us(self) -> float:
        """Of the server, for one delivery."""
        return self.cpu / max(1, self.tally.delivered) * 1e6

    @property
    def size(self) -> int:
        return round(self.tally.bytes / max(1, self.tally.delivered))

    @property
    def p99(self) -> float:
        return percentile(self.tally.waits, 0.99)

    @property
    def per_second(self) -> float:
        return self.tally.sent / max(self.tally.span, 1e-9)


class Room:
    """Members of one room of one server, joined and warmed up."""

    def __init__(self, server: Served, members: int) -> None:
        self.server, self.members = server, members
        entrances = [server.speech.entrance(n, [ROOM]) for n in range(members)]
        self.crowd: Crowd = gather(server.port, entrances)
        hush(self.crowd.sockets)
        said = server.speech.message(ROOM)
        self.senders = [Sender(one, said) for one in self.crowd.sockets[:SENDERS]]

    def run(self, plan: Plan, stalled: int = 0) -> Found:
        before = self.server.cpu()
        tally = pump(self.crowd.sockets[: self.members - stalled], self.senders, plan)
        return Found(tally, self.server.cpu() - before)

    def closed(self, seconds: float, window: int = WINDOW, stalled: int = 0) -> Found:
        return self.run(Plan(self.members - stalled, seconds, window=window), stalled)

    def steady(self, seconds: float, rate: float) -> Found:
        return self.run(Plan(self.members, seconds, rate=rate))

    def close(self) -> None:
        self.crowd.close()


Runs = list[tuple[Yardstick, dict[str, Found]]]


def compare(members: int, names: Sequence[str], rate: float, runs: int, seconds: float) -> Runs:
    """Each run: the yardstick, then every server, so that all meet the same weather.

    `rate` 0 is the closed loop.
    """
    found: Runs = []
    with ExitStack() as stack:
        rooms = []
        for name in names:
            begun = served.peerhub([ROOM]) if name == "peerhub" else served.baseline(name)
            rooms.append(Room(stack.enter_context(begun), members))
            stack.callback(rooms[-1].close)
        warm = [room.closed(0.5) for room in rooms]
        for _ in range(runs):
            yard = measure(members, warm[0].size)
            took = {
                room.server.name: room.steady(seconds, rate) if rate else room.closed(seconds)
                for room in rooms
            }
            found.append((yard, took))
    return found


def rows(job: str, runs: Runs, goals: dict[str, Goal]) -> Iterator[Row]:
    """The same figures for every fan-out; `goals` by figure."""

    def row(what: str, values: list[float]) -> Row:
        return Row(job, what, values, goals.get(what))

    hub = [took["peerhub"] for _, took in runs]
    yards = [yard for yard, _ in runs]
    yield row("deliveries lost", [float(one.tally.lost) for one in hub])
    yield row("messages a second", [one.per_second for one in hub])
    yield row("CPU of a delivery, µs", [one.cpu_us for one in hub])
    yield row("× yardstick", [one.cpu_us / y.cpu_us for one, y in zip(hub, yards, strict=True)])
    for name in runs[0][1]:
        if name != "peerhub":
            pairs = [(took["peerhub"], took[name]) for _, took in runs]
            yield row(f"times the deliveries of {name} for the same CPU", _cheaper(pairs))
    yield row("p99, ms", [one.p99 / 1000 for one in hub])
    if "p99 ÷ that of broadcast" in goals:
        later = [took["peerhub"].p99 / max(1, took["broadcast"].p99) for _, took in runs]
        yield row("p99 ÷ that of broadcast", later)
    if "p99 ÷ writing the room once" in goals:
        members = hub[0].tally.delivered / max(1, hub[0].tally.sent)
        whole = [one.p99 / (y.wall_us * members) for one, y in zip(hub, yards, strict=True)]
        yield row("p99 ÷ writing the room once", whole)


def _cheaper(pairs: list[tuple[Found, Found]]) -> list[float]:
    return [other.cpu_us / hub.cpu_us for hub, other in pairs]
