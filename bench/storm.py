"""Everybody returns at once after a restart, each with a hundred messages to catch up on."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench import served
from bench.crowd import gather
from bench.fanout import ROOM, Room
from bench.served import Served
from bench.speech import body, client_frame
from bench.table import Goal, Row, percentile

BEHIND = 100


@dataclass
class Talker:
    """Somebody who was back first and goes on talking: are the others served meanwhile?"""

    server: Served
    waits: list[int] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def talk(self) -> None:
        """Post every tenth of a second; note how long each `ack` took, in microseconds."""
        crowd = gather(self.server.port, [self.server.speech.entrance(0, [ROOM])])
        one = crowd.sockets[0]
        while not self.over.is_set():
            began = time.monotonic()
            said = {"type": "post", "ref": "t", "room": ROOM, "id": f"t{began}", "body": body()}
            one.sendall(client_frame(json.dumps(said).encode()))
            heard = b""
            while b'"type":"ack"' not in heard:
                heard = heard[-20:] + one.recv(1 << 16)
            self.waits.append(round((time.monotonic() - began) * 1e6))
            self.over.wait(0.1)
        crowd.close()


def storm(clients: int, runs: int) -> Iterator[Row]:
    whole, waits, acks, cpu = [], [], [], []
    for _ in range(runs):
        with served.peerhub([ROOM]) as server:
            _say(server, BEHIND)
            server.end(signal.SIGKILL)
            server.start()
            talker = Talker(server)
            thread = threading.Thread(target=talker.talk)
            thread.start()
            entrances = [server.speech.entrance(n, [ROOM], after=0) for n in range(clients)]
            before, began = server.cpu(), time.monotonic()
            crowd = gather(server.port, entrances, at_once=clients)
            whole.append(time.monotonic() - began)
            cpu.append((server.cpu() - before) / clients * 1000)
            talker.over.set()
            thread.join()
            waits.append(percentile([round(s * 1e3) for s in crowd.seconds], 0.99) / 1000)
            acks.append(percentile(talker.waits, 0.99) / 1000)
            crowd.close()
    job = f"{clients:,} return at once, {BEHIND} messages behind"
    yield Row(job, "until all have caught up, s", whole, Goal(10))
    yield Row(job, "p99 of one's return, s", waits)
    yield Row(job, "CPU of one's return, ms", cpu)
    yield Row(job, "p99 of an ack meanwhile, ms", acks)


def _say(server: Served, count: int) -> None:
    room = Room(server, 1)
    while count > 0:
        count -= room.closed(0.05).tally.sent
    room.close()
