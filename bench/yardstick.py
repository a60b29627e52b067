"""What the kernel asks at least: the CPU time of one send() of a ready frame to each of N sockets.

Run as a process of its own (`python -m bench.yardstick N SIZE SECONDS`), writer and reader on a
processor each. Waiting for the reader is not counted.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import select
import socket
import struct
import subprocess
import sys
import time
from dataclasses import dataclass

from bench.hot import HOT
from bench.machine import CLIENT_CPU, SERVER_CPU, allow_many_files, pin

AHEAD = 4  # rounds that the writer may be ahead of the reader, as buffers of a server are bounded


@dataclass(frozen=True)
class Yardstick:
    """Microseconds of CPU, and of the clock, for one write to one socket."""

    cpu_us: float
    wall_us: float


def measure(count: int, size: int, seconds: float = 0.5) -> Yardstick:
    """The yardstick for a room of `count` and frames of `size` bytes, now."""
    command = [sys.executable, "-m", "bench.yardstick", str(count), str(size), str(seconds)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return Yardstick(**json.loads(told.stdout))


def _pairs(count: int) -> tuple[list[socket.socket], list[socket.socket]]:
    near, far = [], []
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as door:
        for _ in range(count):
            far.append(socket.create_connection(door.getsockname()))
            near.append(door.accept()[0])
            near[-1].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return near, far


def _read(far: list[socket.socket], got: mmap.mmap) -> None:
    """Read and count until everybody has closed; asleep whenever there is nothing to read."""
    if HOT:
        numbers = (ctypes.c_int * len(far))(*[one.fileno() for one in far])
        HOT.swallow(numbers, len(far), ctypes.byref(ctypes.c_int64.from_buffer(got)))
        return
    total, buffer = 0, bytearray(1 << 18)
    by_number = {one.fileno(): one for one in far}
    with select.epoll() as poll:
        for number in by_number:
            poll.register(number, select.EPOLLIN)
        while by_number:
            for number, _event in poll.poll():
                size = by_number[number].recv_into(buffer)
                total += size
                if not size:
                    poll.unregister(number)
                    by_number.pop(number).close()
            struct.pack_into("q", got, 0, total)


def _write_in_python(near: list[socket.socket], frame: bytes) -> int:
    began = time.thread_time_ns()
    for one in near:
        one.send(frame)
    return time.thread_time_ns() - began


def _write(near: list[socket.socket], got: mmap.mmap, size: int, seconds: float) -> Yardstick:
    frame, count = b"x" * size, len(near)
    numbers = (ctypes.c_int * count)(*[one.fileno() for one in near])
    cpu = wall = rounds = 0
    began = time.monotonic()
    while rounds < 3 or time.monotonic() - began < seconds:
        while (rounds - AHEAD) * count * size > struct.unpack_from("q", got)[0]:
            os.sched_yield()
        before = time.monotonic_ns()
        took = HOT.write_room(numbers, count, frame, size) if HOT else _write_in_python(near, frame)
        wall += time.monotonic_ns() - before
        cpu += took
        rounds += 1
    return Yardstick(cpu / rounds / count / 1000, wall / rounds / count / 1000)


def main() -> None:
    count, size, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    allow_many_files()
    near, far = _pairs(count)
    got = mmap.mmap(-1, 8)
    child = os.fork()
    if child == 0:
        pin(CLIENT_CPU)
        for one in near:
            one.close()
        _read(far, got)
        os._exit(0)
    pin(SERVER_CPU)
    for one in far:
        one.close()
    found = _write(near, got, size, seconds)
    for one in near:
        one.close()
    os.waitpid(child, 0)
    print(json.dumps(vars(found)))


if __name__ == "__main__":
    main()
