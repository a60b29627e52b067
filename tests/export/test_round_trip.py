"""Out of one hub and into another: the same records, counts, order, links, files and search."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.app import create_app
from peerhub.core.hub import Hub
from peerhub.core.tables import duties
from peerhub.export.service.arrive import bring_export
from peerhub.export.service.leave import export_hub
from peerhub.forum.importers.archive import bring_archive
from peerhub.forum.tables import posts, threads
from peerhub.notifications.tables import notices
from peerhub.people.service.address import give_address
from peerhub.polls import store as polls
from peerhub.polls.tables import poll_answers
from peerhub.rooms.models import ChangeKind
from peerhub.rooms.tables import messages, rooms
from peerhub.uploads.tables import uploads
from tests.export.folders import contents, records, rows
from tests.export.world import World, change
from tests.forum.archive import archive
from tests.forum.test_mbox_files import NOTES, PLAN, with_files
from tests.support.visitor import Visitors

EVERYTHING = {"secret": True, "addresses": True, "reason": "we move"}


async def test_what_comes_back_leaves_again_byte_for_byte(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    first = await export_hub(world.hub, tmp_path / "first", **EVERYTHING)  # type: ignore[arg-type]
    empty = [kind for kind, count in first.counts.items() if not count]
    assert not empty, "the world has something of everything"
    brought = await bring_export(elsewhere, tmp_path / "first")
    assert {kind: each.new for kind, each in brought.items()} == first.counts
    second = await export_hub(elsewhere, tmp_path / "second", **EVERYTHING)  # type: ignore[arg-type]
    assert second.counts == first.counts
    one, other = contents(tmp_path / "first"), contents(tmp_path / "second")
    assert [name for name in one if one[name] != other.get(name)] == []
    assert one.keys() == other.keys()


async def test_without_secrets_too(world: World, elsewhere: Hub, tmp_path: Path) -> None:
    await export_hub(world.hub, tmp_path / "first")
    await bring_export(elsewhere, tmp_path / "first")
    await export_hub(elsewhere, tmp_path / "second")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


async def test_twice_adds_nothing_and_into_the_hub_that_it_is_of_nothing_either(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)  # type: ignore[arg-type]
    await bring_export(elsewhere, tmp_path / "out")
    for hub in (elsewhere, world.hub):
        before = await rows(hub)
        brought = await bring_export(hub, tmp_path / "out")
        assert sum(each.new for each in brought.values()) == 0
        assert await rows(hub) == before


async def test_a_run_that_is_cut_short_anywhere_is_finished_by_another(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    manifest = await export_hub(world.hub, tmp_path / "out", **EVERYTHING)  # type: ignore[arg-type]
    pieces = sum(count > 0 for count in manifest.counts.values())
    for cut in range(pieces + 1, 2 * pieces + 1):
        with pytest.raises(Killed):
            await bring_export(elsewhere, tmp_path / "out", tell=dying_at(cut))
    await bring_export(elsewhere, tmp_path / "out")
    again = await export_hub(elsewhere, tmp_path / "again", **EVERYTHING)  # type: ignore[arg-type]
    assert again.counts == manifest.counts
    assert contents(tmp_path / "out") == contents(tmp_path / "again")


class Killed(BaseException):
    """As if the process ended here: what was committed stays."""


def dying_at(call: int) -> Callable[[int, int], None]:
    calls = 0

    def tell(_done: int, _of: int) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise Killed

    return tell


async def test_links_files_and_search_lead_where_they_led(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)  # type: ignore[arg-type]
    await bring_export(elsewhere, tmp_path / "out")
    visitors = Visitors(create_app(elsewhere))
    reader = await visitors.of(world.amina)
    room = await reader.get("/rooms/tea")
    assert "I am a fox" in room.words and "Fox" in room.words
    assert (await reader.get(f"/rooms/tea/messages/{world.side}")).status == 200
    path = f"/forum/t/{world.thread.thread_id}/{world.thread.slug}"
    page = await reader.get(path)
    assert "Under my name" in page.words and "rent" in page.text.lower()
    assert (await reader.get(f"/uploads/{world.picture}")).status == 200
    assert (await reader.get(f"/uploads/{world.picture}/small")).status == 200
    found = await reader.get("/search?q=owl")
    assert "I am an owl" in found.words
    assert "Who pays" in (await reader.get("/search?q=pays")).words
    await visitors.close()


async def test_counters_are_right_and_reactions_go_on_counting(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "out")
    await bring_export(elsewhere, tmp_path / "out")
    async with world.hub.reading() as here, elsewhere.reading() as there:
        query = select(rooms.c.slug, rooms.c.seq).where(rooms.c.slug == "tea")
        assert (await here.execute(query)).all() == (await there.execute(query)).all()
        counts = (threads.c.posts, threads.c.moved, threads.c.last_post_id)
        query = select(threads.c.thread_id, *counts).where(
            threads.c.board_id == world.ask.board.board_id, ~threads.c.held
        )
        counted = sorted((await here.execute(query)).all())
        assert counted == sorted((await there.execute(query)).all()) != []
        hello = records(tmp_path / "out", "room_pins")[0]["message_id"]
    await change(elsewhere, world.amina, ChangeKind.REACT, hello, emoji="🙏")
    async with elsewhere.reading() as db:
        where = messages.c.message_id == hello
        assert await db.scalar(select(messages.c.reactions).where(where)) == {"🙏": 3}


async def test_a_poll_keeps_its_counts_and_nobodys_answer(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "out")
    (poll,) = records(tmp_path / "out", "polls")
    assert [choice["answers"] for choice in poll["choices"]] == [3, 2, 1]
    await bring_export(elsewhere, tmp_path / "out")
    async with world.hub.reading() as here, elsewhere.reading() as there:
        counted = await polls.count_answers(here, poll["poll_id"])
        assert await polls.count_answers(there, poll["poll_id"]) == counted
        query = select(poll_answers.c.answerer)
        before = set((await here.execute(query)).scalars())
        assert not before & set((await there.execute(query)).scalars())


async def test_a_letters_file_comes_back_and_is_nobodys(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    """Out of a real archive: in another hub it opens for whoever may read the letter, and has no owner."""
    path = archive(tmp_path, with_files(PLAN, NOTES))
    report = await bring_archive(
        world.hub, world.ask.board, path, dry_run=False, progress=lambda _done, _all: None
    )
    assert report.files.kept == 2
    async with world.hub.reading() as db:
        here = await letter_files(db)
    await export_hub(world.hub, tmp_path / "out")
    await bring_export(elsewhere, tmp_path / "out")
    async with elsewhere.reading() as db:
        there = await letter_files(db)
    assert len(here) == 2 and here == there
    assert {row.person_id for row in there} == {None}
    visitors = Visitors(create_app(elsewhere))
    reader, stranger = await visitors.of(world.amina), visitors()
    for row in there:
        assert (await reader.get(f"/uploads/{row.upload_id}")).status == 200
        assert (await stranger.get(f"/uploads/{row.upload_id}")).path.startswith("/sign-in")
    page = (tmp_path / "out" / f"threads/{there[0].thread_id}.html").read_text()
    assert all(f'href="../files/{row.upload_id}.' in page for row in there)
    await visitors.close()
    await export_hub(elsewhere, tmp_path / "again")
    assert contents(tmp_path / "out") == contents(tmp_path / "again")


async def letter_files(db: AsyncConnection) -> list[Any]:
    """Files that a letter of the archive bears, with whose they are and where it stands."""
    query = (
        select(uploads.c.upload_id, uploads.c.person_id, uploads.c.name, posts.c.thread_id)
        .join(posts, posts.c.post_id == uploads.c.used_id)
        .where(posts.c.origin == "mail")
        .order_by(uploads.c.upload_id)
    )
    return list(await db.execute(query))


async def test_nobody_is_told(world: World, elsewhere: Hub, tmp_path: Path) -> None:
    await export_hub(world.hub, tmp_path / "out", **EVERYTHING)  # type: ignore[arg-type]
    await bring_export(elsewhere, tmp_path / "out")
    async with elsewhere.reading() as db:
        waiting = set((await db.execute(select(duties.c.event))).scalars())
        assert waiting <= {"RetentionDue"}
        assert (await db.execute(select(notices))).all() == []


async def test_who_came_without_an_address_signs_in_once_they_have_one(
    world: World, elsewhere: Hub, tmp_path: Path
) -> None:
    await export_hub(world.hub, tmp_path / "out")
    await bring_export(elsewhere, tmp_path / "out")
    visitors = Visitors(create_app(elsewhere))
    browser = visitors()
    await browser.get("/sign-in")
    fields = {"email": "amina@example.org", "password": "five quiet green chairs"}
    assert "Sign out" not in (await browser.submit("/sign-in", **fields)).words
    async with elsewhere.transaction() as tx:
        await give_address(tx, handle="amina", email="amina@example.org")
    await browser.get("/sign-in/link")
    await browser.submit(email="amina@example.org")
    await elsewhere.outbox.deliver_all()
    letters = sorted((elsewhere.config.data_dir / "outbox").glob("*.eml"))
    assert len(letters) == 1
    await visitors.close()
