"""Backup while it runs, restore elsewhere: whole, without the keys, with a new epoch, or not at all."""

import gzip
import io
import shutil
import tarfile
from pathlib import Path

import pytest

from peerhub.uploads.shelf import path_of
from tests.faults.conftest import Storm, make_storm
from tests.faults.load import settled_log
from tests.rooms.conftest import beside
from tests.support.factories import make_person, make_picture
from tests.support.listener import listen
from tests.support.server import Server


@pytest.fixture
async def storm(server: Server) -> Storm:
    storm = await make_storm(server)
    server.start()
    return storm


async def speak(storm: Storm, first: int, count: int) -> str:
    """Post; the room's epoch."""
    listener = await listen(storm.server.address, storm.tokens[0])
    for n in range(first, first + count):
        assert (await listener.post(storm.room, f"b{n}", f"Line {n}"))["type"] == "ack"
    joined = await listener.join(storm.room)
    await listener.close()
    return str(joined["epoch"])


async def test_a_restored_hub_has_what_was_acked_before_and_another_epoch(
    storm: Storm, tmp_path: Path
) -> None:
    server, file = storm.server, tmp_path / "hub.tar.gz"
    await speak(storm, 0, 20)
    done = server.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o077 == 0
    epoch = await speak(storm, 20, 5)
    refused = server.run("restore", str(file), "--yes")
    assert refused.returncode != 0
    assert "A server runs" in refused.stderr
    server.stop()
    restored = server.run("restore", str(file), "--yes")
    assert restored.returncode == 0, restored.stderr
    server.start()
    log = settled_log(server.address, storm.room, storm.tokens[0])
    assert sorted(log) == list(range(1, 21)), "rewound to the backup"
    assert await speak(storm, 100, 1) != epoch, "so no client trusts an old `after`"


async def test_a_backup_restores_on_another_machine(storm: Storm, tmp_path: Path) -> None:
    await speak(storm, 0, 10)
    file = tmp_path / "hub.tar.gz"
    assert storm.server.run("backup", str(file)).returncode == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    other = Server(elsewhere)
    done = other.run("restore", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    other.start()
    try:
        assert len(settled_log(other.address, storm.room, storm.tokens[0])) == 10
    finally:
        other.kill()


async def test_the_keys_are_not_in_it(storm: Storm, tmp_path: Path) -> None:
    file = tmp_path / "hub.tar.gz"
    storm.server.run("backup", str(file))
    with tarfile.open(file) as tar:
        assert not [name for name in tar.getnames() if name.endswith(".key")]
    content = gzip.decompress(file.read_bytes())
    for name in ("secret.key", "records.key"):
        assert (storm.server.data_dir / name).read_bytes().strip() not in content


async def test_a_backup_overwrites_nothing(storm: Storm, tmp_path: Path) -> None:
    file = tmp_path / "there"
    file.write_text("something dear")
    done = storm.server.run("backup", str(file))
    assert done.returncode != 0
    assert file.read_text() == "something dear"


async def test_a_cut_or_changed_file_is_refused_and_changes_nothing(
    storm: Storm, tmp_path: Path
) -> None:
    await speak(storm, 0, 5)
    whole = tmp_path / "hub.tar.gz"
    storm.server.run("backup", str(whole))
    storm.server.stop()
    content = whole.read_bytes()
    before = (storm.server.data_dir / "peerhub.sqlite3").read_bytes()
    for share in (0.0, 0.3, 0.7, 0.99):
        cut = tmp_path / "cut.tar.gz"
        cut.write_bytes(content[: int(len(content) * share)])
        done = storm.server.run("restore", str(cut), "--yes")
        assert done.returncode != 0
        assert "Nothing was changed" in done.stderr
        assert (storm.server.data_dir / "peerhub.sqlite3").read_bytes() == before
    shutil.rmtree(storm.server.data_dir / "outbox", ignore_errors=True)


async def test_files_come_back_and_a_changed_one_is_noticed(storm: Storm, tmp_path: Path) -> None:
    server, file = storm.server, tmp_path / "hub.tar.gz"
    async with beside(server) as hub:
        person = await make_person(hub, "Zora")
        upload = await make_picture(hub, person)
        picture = path_of(hub.config, upload)
    content = picture.read_bytes()
    (picture.parent / ".half.part").write_bytes(b"half written")
    assert server.run("backup", str(file)).returncode == 0
    server.stop()
    picture.write_bytes(b"later")
    other = picture.with_name("later")
    other.write_bytes(b"later")
    restored = server.run("restore", str(file), "--yes")
    assert restored.returncode == 0, restored.stderr
    assert picture.read_bytes() == content
    assert picture.stat().st_mode & 0o777 == 0o600
    assert not other.exists() and not (picture.parent / ".half.part").exists()
    damaged = tmp_path / "damaged.tar.gz"
    with tarfile.open(file) as source, tarfile.open(damaged, "w:gz") as target:
        for member in source.getmembers():
            read = source.extractfile(member)
            if member.name.endswith(upload):
                member.size, read = 4, io.BytesIO(b"else")
            target.addfile(member, read)
    refused = server.run("restore", str(damaged), "--yes")
    assert refused.returncode != 0
    assert "Nothing was changed" in refused.stderr
    assert picture.read_bytes() == content
