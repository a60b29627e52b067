"""The pages of an export: sound HTML, no script, links that lead somewhere, only what all could read."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import html5lib
import pytest
from html5lib.html5parser import HTMLParser
from sqlalchemy import select

from peerhub.core.transaction import Transaction
from peerhub.export.service.leave import export_hub
from peerhub.forum.service import polling
from peerhub.forum.service.bring import ImportedPost, bring_posts
from peerhub.forum.service.change import withdraw_post
from peerhub.forum.store.threads import set_thread
from peerhub.forum.tables import posts, threads
from tests.export.world import NEVER, World
from tests.support.factories import make_room


@pytest.fixture
async def folder(world: World, tmp_path: Path) -> Path:
    target = tmp_path / "out"
    await export_hub(world.hub, target, secret=True, reason="we move")
    return target


def pages(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.html")}


async def test_every_page_is_sound_and_holds_no_script(folder: Path) -> None:
    found = pages(folder)
    assert {name.partition("/")[0] for name in found} == {
        "index.html", "boards", "threads", "rooms",
    }  # fmt: skip
    for name, text in found.items():
        parser = HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"))
        tree = parser.parse(text)
        names = {element.tag.rpartition("}")[2] for element in tree.iter() if element.tag}
        assert not names & {"script", "style", "iframe", "img", "form", "object"}, name
        for element in tree.iter():
            assert not [key for key in element.attrib if str(key).startswith("on")], name
        assert len([e for e in tree.iter() if e.tag.endswith("}h1")]) == 1, name


async def test_every_link_leads_to_a_file_of_it_and_every_anchor_stands(folder: Path) -> None:
    found = pages(folder)
    links = [(n, link) for n, text in found.items() for link in re.findall('href="([^"]*)"', text)]
    assert len(links) > 50
    for name, link in links:
        assert not link.startswith("/") and ":" not in link, (name, link)
        path, _sign, anchor = link.partition("#")
        target = (folder / name).parent / path if path else folder / name
        assert target.is_file(), (name, link)
        if anchor:
            assert f'id="{anchor}"' in target.read_text(), (name, link)


async def test_words_read_as_they_did_and_what_is_gone_says_so(world: World, folder: Path) -> None:
    room = (folder / "rooms/tea.html").read_text()
    assert "&lt;script&gt;" in room or "alert(1)" not in room
    assert "<em>so</em>" in room and "Fox" in room and "A kettle &amp; cups" in room
    assert "Its author took this back." in room
    assert "Reason: It named somebody" in room
    assert f'href="../files/{world.picture}.webp">A cup of tea' in room
    thread = (folder / f"threads/{world.thread.thread_id}.html").read_text()
    assert "<title>Who pays &lt;rent&gt;?</title>" in thread
    assert "All <em>pay</em>" in thread.partition("<article")[0]
    assert "<details><summary>Content note: Money</summary>" in thread
    everything = "".join(pages(folder).values())
    assert not [word for word in NEVER if word in everything]


async def test_links_in_words_lead_to_pages_of_it(world: World, tmp_path: Path) -> None:
    thread = f"/forum/t/{world.thread.thread_id}/{world.thread.slug}#p-2"
    await world.tea.says(
        world.amina, f"[See]({thread}) and [the picture](/uploads/{world.picture})"
    )
    await export_hub(world.hub, tmp_path / "out")
    room = (tmp_path / "out/rooms/tea.html").read_text()
    assert f'href="../threads/{world.thread.thread_id}.html#p-2"' in room
    assert room.count(f'href="../files/{world.picture}.webp"') == 2


async def test_a_thread_says_what_it_is_about_and_what_answers_it(
    world: World, tmp_path: Path
) -> None:
    thread_id = world.thread.thread_id
    async with world.hub.transaction() as tx:
        await set_thread(
            tx.db, thread_id, question=True, accepted_id=await second_of(tx, thread_id)
        )
    await export_hub(world.hub, tmp_path / "out")
    page = (tmp_path / f"out/threads/{thread_id}.html").read_text()
    head, _sign, posts = page.partition("<article")
    assert "Question, answered · Tags: Rent" in head
    assert f'<a href="{thread_id}.html#p-2">Read the accepted answer</a>' in head
    assert posts.count("· 2 · Accepted answer</h2>") == posts.count("Accepted answer") == 1


async def test_a_poll_shows_its_results_once_they_may_be_seen(world: World, tmp_path: Path) -> None:
    thread_id = world.thread.thread_id
    page = f"threads/{thread_id}.html"
    await export_hub(world.hub, tmp_path / "open")
    said = " ".join((tmp_path / "open" / page).read_text().split())
    assert "Poll: Which?" in said and '<span dir="auto">A</span></li>' in said
    assert "shown when it has closed" in said and "answered ·" not in said
    section = said.partition("Poll: Which?")[2].partition("</section>")[0]
    assert section.count("people") == 1, "in that sentence alone"
    link = f"[Here](/forum/t/{thread_id}/x#p-2)"
    async with world.hub.transaction() as tx:
        await polling.close_poll(tx, world.amina, thread_id)
        await polling.state_outcome(tx, world.amina, thread_id, link)
    await export_hub(world.hub, tmp_path / "closed")
    said = " ".join((tmp_path / "closed" / page).read_text().split())
    assert "3 people answered" in said
    for choice, people in (("A", "3 people"), ("B", "2 people"), ("C", "1 person")):
        assert f'<span dir="auto">{choice}</span>: {people}</li>' in said
    assert f"../threads/{thread_id}.html#p-2" in said.partition("What came of it")[2]


async def test_a_poll_goes_with_the_words_it_stands_above(world: World, tmp_path: Path) -> None:
    async with world.hub.transaction() as tx:
        await withdraw_post(tx, world.amina, world.thread.post_id)
    await export_hub(world.hub, tmp_path / "out")
    assert "Which?" not in (tmp_path / f"out/threads/{world.thread.thread_id}.html").read_text()


async def test_links_lead_to_the_page_on_which_the_words_stand(
    world: World, tmp_path: Path
) -> None:
    """On a later page, in the thread to which they were carried, or nowhere where they stay behind."""
    hub, tea = world.hub, world.tea
    long = await letters(world, 501)
    async with hub.reading() as db:
        parted = await db.scalar(select(threads.c.thread_id).where(threads.c.title == "Else"))
        secret = await db.scalar(
            select(threads.c.thread_id).where(threads.c.title == "Heron board")
        )
    for n in range(500):
        last = await tea.says(world.amina, f"Line {n}")
    moved = f"/forum/t/{world.thread.thread_id}/x?page=1#p-6"
    links = {
        f"/forum/t/{long}/x?page=11#p-501": f"../threads/{long}.2.html#p-501",
        f"{hub.config.address}/forum/t/{long}/x#p-500": f"../threads/{long}.html#p-500",
        f"/forum/t/{long}/x": f"../threads/{long}.html",
        f"/forum/t/{long}/x#p-999": f"../threads/{long}.html",
        moved: f"../threads/{parted}.html#p-1",
        f"/rooms/tea?at={last.message_id}#m-{last.message_id}": f"../rooms/tea.2.html#m-{last.message_id}",
        f"/rooms/tea/messages/{last.message_id}": f"../rooms/tea.2.html#m-{last.message_id}",
        "/rooms/tea": "../rooms/tea.html",
        f"/forum/t/{secret}/x#p-1": "",
        "/rooms/never": "",
    }  # fmt: skip
    for n, address in enumerate(links):
        await tea.says(world.amina, f"[Link {n}]({address})")
    await export_hub(hub, tmp_path / "out")
    words = (tmp_path / "out/rooms/tea.2.html").read_text()
    led = {text: href for href, text in re.findall(r'<a href="([^"]*)"[^>]*>Link (\d+)</a>', words)}
    assert led == {str(n): there for n, there in enumerate(links.values())}
    assert 'id="p-501"' in (tmp_path / f"out/threads/{long}.2.html").read_text()


async def letters(world: World, count: int) -> str:
    """A thread of so many; its id."""
    at = datetime(2003, 2, 3, tzinfo=UTC)
    found = [
        ImportedPost(
            key=f"{n:064}", parent_key=None, author_name="Wren", author_mark=None,
            body="Old", html="<p>Old</p>", at=at + timedelta(minutes=n), files=(),
        )
        for n in range(count)
    ]  # fmt: skip
    async with world.hub.transaction() as tx:
        await bring_posts(tx, world.ask.board, "Long ago", found, {})
        query = select(threads.c.thread_id).where(threads.c.title == "Long ago")
        return str(await tx.db.scalar(query))


async def second_of(tx: Transaction, thread_id: str) -> str:
    query = select(posts.c.post_id).where(posts.c.thread_id == thread_id, posts.c.number == 2)
    return str(await tx.db.scalar(query))


async def test_a_long_room_turns_its_pages(world: World, tmp_path: Path) -> None:
    first = await world.tea.said_by(world.amina, "The first of many")
    for n in range(500):
        await world.tea.says(world.amina, f"Line {n}")
    await world.tea.says(world.amina, "About the first", reply_to=first)
    await make_room(world.hub, "tea-2", "Another room")
    told: list[tuple[int, int]] = []
    await export_hub(world.hub, tmp_path / "out", tell=lambda *how: told.append(how))
    assert told == sorted(told) and told[-1][0] == told[-1][1]
    assert "Another room" in (tmp_path / "out/rooms/tea-2.html").read_text()
    one = (tmp_path / "out/rooms/tea.html").read_text()
    two = (tmp_path / "out/rooms/tea.2.html").read_text()
    assert 'href="tea.2.html" rel="next"' in one and 'rel="prev"' not in one
    assert 'href="tea.html" rel="prev"' in two and 'rel="next"' not in two
    assert f'href="tea.html#m-{first}">in reply to' in two
