"""A person who writes without a name, and eyes that look for them everywhere."""

import re

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.tables import metadata
from peerhub.forum.tables import board_pseudonyms, posts
from tests.forum.places import Place
from tests.support.visitor import Page, Visitor, fields_of

NAME, HANDLE, ADDRESS = "Zuleika Quennell", "zuleika-quennell", "zq@somewhere.example"


async def ask(
    browser: Visitor,
    place: Place,
    title: str = "How?",
    body: str = "I ask.",
    **more: str | list[str] | None,
) -> Page:
    """A thread through the page that is made for it."""
    await browser.get(f"{place.path}/unnamed")
    return await browser.submit(f"{place.path}/unnamed", title=title, body=body, **more)


async def rows(hub: Hub) -> dict[str, list[str]]:
    """The whole database as text, by table."""
    async with hub.reading() as db:
        return {
            table.name: [repr(tuple(row)) for row in await db.execute(select(table))]
            for table in metadata.sorted_tables
        }


async def post_of(hub: Hub, body: str) -> str:
    async with hub.reading() as db:
        return str(await db.scalar(select(posts.c.post_id).where(posts.c.body == body)))


async def name_in(hub: Hub, place: Place) -> str:
    query = select(board_pseudonyms.c.name)
    async with hub.reading() as db:
        where = board_pseudonyms.c.board_id == place.board.board_id
        return str(await db.scalar(query.where(where)))


async def decide(browser: Visitor, outcome: str, reason: str = "") -> None:
    """The one case that waits."""
    queue = await browser.get("/moderation")
    (path,) = set(re.findall(r'href="(/moderation/cases/\w+)"', queue.text))
    page = await browser.get(path)
    seen = fields_of(page.form(f"{path}/decision"))["seen"][0]
    fields = {"outcome": outcome, "reason": reason, "seen": seen}
    assert (await browser.post(f"{path}/decision", fields, follow=False)).status == 303


async def answer(
    browser: Visitor, thread_id: str, body: str, reply_to: str = "", note_words: str = ""
) -> Page:
    """A reply through the page that is made for it."""
    page = await browser.get(f"/forum/t/{thread_id}/reply/unnamed?reply_to={reply_to}")
    assert "Reply without your name" in page.words, page.words
    path = f"/forum/t/{thread_id}/reply/unnamed"
    return await browser.submit(path, body=body, note_words=note_words)
