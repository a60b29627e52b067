"""This machine: its processors, its limits, and what a process has used of it. Linux only."""

from __future__ import annotations

import contextlib
import os
import platform
import resource
import time
from pathlib import Path

CPUS = sorted(os.sched_getaffinity(0))
SERVER_CPU, CLIENT_CPU = CPUS[0], CPUS[-1]


def pin(cpu: int) -> None:
    os.sched_setaffinity(0, {cpu})


def allow_many_files() -> int:
    """Raise the limit of open files as far as we may; what it is then."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def tree(pid: int) -> list[int]:
    """A process and everything it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += tree(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """What the tree has used so far, by the processes' own clocks (all threads, nanoseconds)."""
    total = 0.0
    for one in tree(pid):
        with contextlib.suppress(OSError):
            total += time.clock_gettime((~one << 3) | 2)
    return total


def memory_bytes(pid: int) -> int:
    """Resident memory of the tree."""
    total = 0
    for one in tree(pid):
        with contextlib.suppress(OSError):
            pages = int(Path(f"/proc/{one}/statm").read_text().split()[1])
            total += pages * resource.getpagesize()
    return total


def about() -> str:
    """The kind of machine, in a sentence of numbers; no name of it."""
    info = Path("/proc/cpuinfo").read_text()
    models = {line.split(":")[1].strip() for line in info.splitlines() if "model name" in line}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{len(CPUS)} processors ({', '.join(sorted(models)) or platform.machine()}), "
        f"{memory:.0f} GiB, Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}"
    )
