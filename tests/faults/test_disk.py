"""R2, R3, R10: an ack is on the disk; any cut of the files is a valid past; a full disk loses nothing."""

import asyncio
import errno
import random
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.faults.conftest import Storm, make_storm
from tests.faults.load import settled_log
from tests.faults.sizes import size
from tests.support.listener import Listener, listen
from tests.support.machine import find_root, find_strace, leave_out
from tests.support.server import Server

POSTS, CUTS = size(20, 500), size(20, 500)
PATIENCE = 20.0


async def posted(storm: Storm, listener: Listener, first: int, count: int) -> list[str]:
    """Post one after the other; the client ids that were acked."""
    acked = []
    for n in range(first, first + count):
        answer = await listener.post(storm.room, f"d{n}", "Line " * 200)
        if answer["type"] == "ack":
            acked.append(f"d{n}")
        else:
            assert answer["code"] == "unavailable"
            assert answer["retry_after"] > 0
            assert answer["detail"].endswith(".")
    return acked


async def test_every_ack_is_synced_before_it_is_sent(storm: Storm) -> None:
    if find_strace() is None:
        leave_out("strace")
    assert storm.server.process is not None
    trace = storm.server.data_dir / "trace"
    watch = ["strace", "-f", "-e", "trace=fdatasync,fsync,write,sendto,sendmsg,writev", "-s", "80"]
    with subprocess.Popen(
        [*watch, "-o", str(trace), "-p", str(storm.server.process.pid)], stderr=subprocess.PIPE
    ) as tracer:
        assert tracer.stderr is not None
        tracer.stderr.readline()  # it says that it is attached
        listener = await listen(storm.server.address, storm.tokens[0])
        await posted(storm, listener, 0, POSTS)
        await listener.close()
        tracer.terminate()
    assert early_acks(trace.read_text()) == (POSTS, 0)


def early_acks(trace: str) -> tuple[int, int]:
    """(acks, those sent without a sync that succeeded since the ack before)."""
    acks = early = 0
    synced = False
    for line in trace.splitlines():
        if re.search(r"(fdatasync|fsync)(\(| resumed).*= 0$", line):
            synced = True
        elif '\\"type\\":\\"ack\\"' in line:
            acks += 1
            early += not synced
            synced = False
    return acks, early


def test_the_reading_of_a_trace_sees_an_early_ack() -> None:
    sync = "1 fdatasync(9) = 0"
    ack = '1 write(7, "\\201~{\\"type\\":\\"ack\\",\\"ref", 80) = 80'
    assert early_acks("\n".join([sync, ack, ack])) == (2, 1)


async def test_any_cut_of_the_files_is_a_valid_past(storm: Storm, tmp_path: Path) -> None:
    listener = await listen(storm.server.address, storm.tokens[0])
    acked = await posted(storm, listener, 0, 50)
    await listener.close()
    storm.server.kill()
    database = storm.server.data_dir / "peerhub.sqlite3"
    wal = Path(f"{database}-wal").read_bytes()
    cutter = random.Random(3)
    for n in range(CUTS):
        folder = tmp_path / f"cut{n}"
        folder.mkdir()
        shutil.copy(database, folder / "db")
        (folder / "db-wal").write_bytes(wal[: cutter.randrange(len(wal) + 1)])
        check_valid_past(folder / "db", acked)


def check_valid_past(path: Path, acked: list[str]) -> None:
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rooms = [row[0] for row in db.execute("SELECT seq FROM rooms WHERE slug = 'storm'")]
        said = db.execute("SELECT seq, client_id FROM messages ORDER BY seq").fetchall()
    finally:
        db.close()
    assert [seq for seq, _ in said] == list(range(1, len(said) + 1)), "distinct and without a hole"
    assert [one for _, one in said] == acked[: len(said)], "a beginning of what was acked"
    if rooms:
        assert len(said) == rooms[0], "none above the room's counter, none missing below"


@pytest.fixture
def small_disk(tmp_path: Path) -> object:
    """A disk of 24 MiB that can be filled."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if find_root() is None:
        leave_out("root")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", folder], check=True)
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


async def test_a_full_disk_stops_writing_and_nothing_else(small_disk: Path) -> None:
    server = Server(small_disk)
    storm = await make_storm(server)
    server.start()
    try:
        listener = await listen(server.address, storm.tokens[0])
        await listener.join(storm.room, after=0)
        acked = await posted(storm, listener, 0, 20)
        filler = small_disk / "filler"
        fill(filler)
        during = await posted(storm, listener, 100, 300)
        assert len(during) < 300, "the disk was not full"
        status, page = storm.api().get(f"/rooms/{storm.room}/messages?limit=5")
        assert (status, len(page["items"])) == (200, 5), "reading goes on"
        filler.unlink()
        async with asyncio.timeout(PATIENCE):
            after: list[str] = []
            while not after:
                after = await posted(storm, listener, 1_000, 1)
        await listener.close()
        log = settled_log(server.address, storm.room, storm.tokens[0])
        assert sorted(log.values()) == sorted([*acked, *during, *after])
        server.kill()
        db = sqlite3.connect(small_disk / "peerhub.sqlite3")
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()
    finally:
        server.kill()


def fill(path: Path) -> None:
    """Take what is left of the disk."""
    with path.open("wb", buffering=0) as file:
        block = b"\0" * 4096
        try:
            while True:
                file.write(block)
        except OSError as error:
            assert error.errno == errno.ENOSPC
