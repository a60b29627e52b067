"""`peerhub export` and `peerhub import export`, as an operator types them."""

import errno
import json
import os
from pathlib import Path

import pytest
from sqlalchemy import select, text

from peerhub.core.errors import StartError
from peerhub.core.hub import Hub
from peerhub.export.service.leave import export_hub
from peerhub.moderation.tables import log_entries
from tests.export.world import World
from tests.support.factories import make_person
from tests.support.server import Server


async def entries(hub: Hub) -> list[tuple[str, str]]:
    async with hub.reading() as db:
        query = select(log_entries.c.action, log_entries.c.detail)
        where = log_entries.c.action.like("hub.%")
        return [(row.action, row.detail) for row in await db.execute(query.where(where))]


async def test_out_and_in_again_with_words_at_the_end(
    world: World, elsewhere: Hub, commands: Server, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    done = commands.run("export", str(target))
    assert done.returncode == 0, done.stderr
    assert "Exported Fairer Test Hub" in done.stdout
    for words in ("  posts: ", "Not in it:", "private, confidential and direct", "Keep it where"):
        assert words in done.stdout, words
    other = Server(elsewhere.config.data_dir)
    tried = other.run("import", "export", str(target), "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "would be brought" in tried.stdout and "Nothing was changed." in tried.stdout
    assert await entries(elsewhere) == []
    brought = other.run("import", "export", str(target))
    assert brought.returncode == 0, brought.stderr
    assert "posts: " in brought.stdout and "peerhub person address" in brought.stdout
    again = other.run("import", "export", str(target))
    assert " 0 brought" in again.stdout and "here already" in again.stdout
    assert [action for action, _detail in await entries(elsewhere)] == ["hub.imported"] * 2


async def test_it_is_for_its_owner_alone(world: World, commands: Server, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert commands.run("export", str(tmp_path / "out")).returncode == 0
    finally:
        os.umask(before)
    found = [tmp_path / "out", *(tmp_path / "out").rglob("*")]
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in found}
    assert modes == {(True, 0o700), (False, 0o600)}


async def test_a_folder_that_is_not_empty_is_left_alone(
    hub: Hub, commands: Server, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/dear").write_text("dear")
    (tmp_path / "file").write_text("dear")
    (tmp_path / "empty").mkdir()
    for name in ("full", "file", "no/where"):
        done = commands.run("export", str(tmp_path / name))
        assert done.returncode != 0
        assert len(done.stderr.strip().splitlines()) <= 2, done.stderr  # one names the work
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["dear"]
    assert commands.run("export", str(tmp_path / "empty")).returncode == 0
    assert (tmp_path / "empty/index.html").is_file()
    assert await entries(hub) == [("hub.exported", "")]


async def test_beyond_what_members_read_it_wants_a_reason_and_writes_it_down(
    hub: Hub, commands: Server, tmp_path: Path
) -> None:
    for option in ("--with-secret", "--with-addresses"):
        done = commands.run("export", str(tmp_path / "out"), option)
        assert done.returncode != 0 and "--reason" in done.stderr
        assert not (tmp_path / "out").exists()
    assert await entries(hub) == []
    done = commands.run(
        "export", str(tmp_path / "out"), "--with-secret", "--with-addresses", "--reason", "We move"
    )
    assert done.returncode == 0, done.stderr
    assert await entries(hub) == [("hub.exported", "secret places and addresses; We move")]
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["with_secret"] and manifest["with_addresses"]


async def test_nothing_is_written_where_the_audit_trail_cannot_be(
    world: World, tmp_path: Path
) -> None:
    async with world.hub.transaction() as tx:
        await tx.db.execute(text("DROP TABLE log_heads"))
    with pytest.raises(Exception, match="log_heads"):
        await export_hub(world.hub, tmp_path / "out", secret=True, reason="We move")
    assert not [path.name for path in tmp_path.iterdir() if "out" in path.name]


async def test_a_name_that_cannot_be_is_one_sentence(
    hub: Hub, commands: Server, tmp_path: Path
) -> None:
    done = commands.run("export", str(tmp_path / ("x" * 300)))
    assert done.returncode != 0
    assert "cannot be written: File name too long" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_disk_that_fills_up_leaves_nothing(world: World, tmp_path: Path) -> None:
    def full(_done: int, _of: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StartError, match="No space left on device"):
        await export_hub(world.hub, tmp_path / "out", tell=full)
    assert not [path.name for path in tmp_path.iterdir() if "out" in path.name]


async def test_an_address_is_given_once(hub: Hub, commands: Server) -> None:
    amina = await make_person(hub, "Amina")
    async with hub.transaction() as tx:
        await tx.db.execute(text("UPDATE people SET email = NULL WHERE handle = 'amina'"))
    assert "@amina\tmember" in commands.run("person", "list").stdout
    assert commands.run("person", "address", "nobody", "a@example.org").returncode != 0
    assert commands.run("person", "address", "amina", "nonsense").returncode != 0
    done = commands.run("person", "address", "@Amina", "Amina@example.org")
    assert done.returncode == 0, done.stderr
    taken = commands.run("person", "address", "amina", "other@example.org")
    assert taken.returncode != 0 and "already" in taken.stderr
    async with hub.reading() as db:
        query = select(log_entries.c.subject).where(log_entries.c.action == "person.address_given")
        assert list((await db.execute(query)).scalars()) == [f"person:{amina.person_id}"]
