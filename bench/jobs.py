"""The jobs of the bench, each a function that yields its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench import machine, served
from bench.crowd import gather, hush
from bench.fanout import ROOM, SENDERS, Room, compare, rows
from bench.lists import lists
from bench.pages import pages
from bench.pump import Plan, Sender, pump
from bench.search import search
from bench.storm import storm
from bench.table import Goal, Row

NONE_LOST = Goal(0)


@dataclass(frozen=True)
class Size:
    """How much of everything; `members` are of the large rooms."""

    runs: int
    seconds: float
    members: tuple[int, ...]
    most: int
    rooms: int
    idle: int
    storm: int
    posts: int


FULL = Size(
    runs=3,
    seconds=3,
    members=(10, 100, 1_000),
    most=5_000,
    rooms=200,
    idle=1_000,
    storm=1_000,
    posts=200_000,
)
QUICK = Size(runs=1, seconds=0.5, members=(10,), most=0, rooms=4, idle=20, storm=20, posts=2_000)


def fan_out(size: Size) -> Iterator[Row]:
    broadcast, naive = (
        f"times the deliveries of {name} for the same CPU" for name in ("broadcast", "naive")
    )
    closed = {
        10: {naive: Goal(5, at_least=True)},
        1_000: {"× yardstick": Goal(0.3), broadcast: Goal(5, at_least=True)},
    }
    steady = {
        1_000: {
            "× yardstick": Goal(1.7),
            broadcast: Goal(1, at_least=True),
            "p99 ÷ that of broadcast": Goal(1.5),
        }
    }
    names = ("peerhub", "broadcast", "naive")
    for members in size.members:
        runs = compare(members, names, 0, size.runs, size.seconds)
        goals = {"deliveries lost": NONE_LOST}
        yield from rows(f"{members:,} members, 16 in flight", runs, goals | closed.get(members, {}))
        runs = compare(members, names, 50, size.runs, size.seconds)
        yield from rows(f"{members:,} members, 50 a second", runs, goals | steady.get(members, {}))


def large_room(size: Size) -> Iterator[Row]:
    members = min(size.most, (machine.allow_many_files() - 500) // 2)
    if members < 1_000:
        return
    runs = compare(members, ("peerhub", "broadcast"), 2, size.runs, size.seconds)
    goals = {"deliveries lost": NONE_LOST, "p99 ÷ writing the room once": Goal(1.6)}
    yield from rows(f"{members:,} members, 2 a second", runs, goals)


def posting(size: Size) -> Iterator[Row]:
    """How many messages are stored, synced and answered a second; ten hear them."""
    for window in (16, 64):
        with served.peerhub([ROOM]) as server:
            room = Room(server, 10)
            room.closed(size.seconds / 3, window)
            found = [room.closed(size.seconds, window) for _ in range(size.runs)]
            room.close()
        job = f"posting, 10 members, {window} in flight"
        yield Row(job, "messages stored a second", [one.per_second for one in found])
        yield Row(job, "CPU of a message, µs", [one.cpu / one.tally.sent * 1e6 for one in found])


def many_rooms(size: Size) -> Iterator[Row]:
    """Rooms of 50, a message a second in each; every client is in five of them."""
    slugs = [f"bench-{n}" for n in range(size.rooms)]
    each = min(5, size.rooms)
    clients = size.rooms * 50 // each
    with served.peerhub(slugs) as server:
        blocks = [slugs[n : n + each] for n in range(0, size.rooms, each)]
        entrances = [server.speech.entrance(n, blocks[n // 50]) for n in range(clients)]
        crowd = gather(server.port, entrances)
        hush(crowd.sockets)
        senders = [
            Sender(crowd.sockets[(n // each) * 50 + n % 50], server.speech.message(slug))
            for n, slug in enumerate(slugs)
        ]
        plan = Plan(50, size.seconds, rate=float(size.rooms))
        pump(crowd.sockets, senders, Plan(50, 1, rate=float(size.rooms)))
        cores, lost = [], []
        for _ in range(size.runs):
            before = server.cpu()
            tally = pump(crowd.sockets, senders, plan)
            cores.append((server.cpu() - before) / tally.span)
            lost.append(float(tally.lost))
        crowd.close()
    job = f"{size.rooms} rooms × 50 members, a message a second in each"
    yield Row(job, "deliveries lost", lost, NONE_LOST)
    yield Row(job, "processors used", cores, Goal(0.5))


def stalled(size: Size) -> Iterator[Row]:
    """Two of fifty stop reading: what the others notice, and what the server keeps for the two."""
    kept, grown, lost = [], [], []
    for _ in range(size.runs):
        with served.peerhub([ROOM]) as server:
            room = Room(server, 50)
            room.closed(size.seconds / 2)
            all_read = room.closed(size.seconds)
            before = server.memory()
            some_read = room.closed(size.seconds, stalled=2)
            grown.append((server.memory() - before) / 2 / 2**20)
            kept.append(some_read.per_second / all_read.per_second)
            lost.append(float(some_read.tally.lost))
            room.close()
    job = "2 of 50 members stop reading"
    yield Row(job, "deliveries lost to the others", lost, NONE_LOST)
    yield Row(job, "throughput of the others, part of before", kept, Goal(0.9, at_least=True))
    yield Row(job, "memory for each that stalls, MiB", grown, Goal(2))


def idle(size: Size) -> Iterator[Row]:
    """Memory of connections that are in a room and silent, beyond a server that was warmed up."""
    found = []
    for _ in range(size.runs):
        with served.peerhub([ROOM]) as server:
            entrances = [server.speech.entrance(n, [ROOM]) for n in range(size.idle)]
            warm = gather(server.port, entrances[:SENDERS])
            before = server.memory()
            crowd = gather(server.port, entrances)
            hush(crowd.sockets)
            found.append((server.memory() - before) / size.idle / 1024)
            warm.close()
            crowd.close()
    yield Row(f"{size.idle:,} idle connections", "memory of one, KiB", found, Goal(36))


def returning(size: Size) -> Iterator[Row]:
    yield from storm(size.storm, size.runs)


def searching(size: Size) -> Iterator[Row]:
    yield from search(size.posts, size.runs)


def many_listed(size: Size) -> Iterator[Row]:
    """Twice as many meetups as organisations; a twentieth of the posts."""
    organisations = max(size.posts // 20, 5)
    yield from lists(organisations, 2 * organisations, size.runs)


def thread_pages(size: Size) -> Iterator[Row]:
    yield from pages(size.posts, size.runs)


JOBS: dict[str, Callable[[Size], Iterator[Row]]] = {
    "fanout": fan_out,
    "large": large_room,
    "posting": posting,
    "rooms": many_rooms,
    "stalled": stalled,
    "idle": idle,
    "storm": returning,
    "search": searching,
    "pages": thread_pages,
    "lists": many_listed,
}
