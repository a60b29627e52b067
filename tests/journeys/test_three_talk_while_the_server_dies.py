"""Two people at browsers and a program talk in one room; the server is killed; all three go on."""

import asyncio
from pathlib import Path

from playwright.async_api import Page

from peerhub.app import build_hub
from peerhub.core.facts import ensure_epoch
from peerhub.migrations.road import migrate
from tests.support.browser import IN_A_BROWSER, ContextFactory
from tests.support.factories import make_person, make_room, make_session, make_token
from tests.support.listener import Listener, listen
from tests.support.server import Server

pytestmark = IN_A_BROWSER
BACK = 60_000  # ms: pages come back spread over the seconds, the last after half a minute
ROWS = "room-log ol > li[data-id]:not([data-id=''])"


async def prepare(server: Server) -> tuple[list[str], str]:
    """A room, two people with cookies and a third with a token."""
    migrate(server.config())
    hub = build_hub(server.config())
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
    await make_room(hub, "hearth", "Hearth")
    cookies = [await make_session(hub, await make_person(hub, name)) for name in ("Amina", "Bo")]
    token = await make_token(hub, await make_person(hub, "Robin"), "read", "write")
    await hub.close()
    return cookies, token


async def enter(make: ContextFactory, server: Server, cookie: str) -> Page:
    context = await make()
    await context.add_cookies([{"name": "peerhub", "value": cookie, "url": server.address}])
    page = await context.new_page()
    await page.goto(f"{server.address}/rooms/hearth")
    await page.wait_for_selector("[data-refresh]", state="hidden")  # it is live
    return page


async def say(page: Page, words: str) -> None:
    await page.fill("#f-body", words)
    await page.click("message-composer button[type=submit]")


async def seen(page: Page, count: int) -> list[str]:
    """The bodies on the page, once there are `count` that are stored."""
    rows = "([rows, n]) => document.querySelectorAll(rows).length >= n"
    await page.wait_for_function(rows, arg=[ROWS, count], timeout=BACK)
    bodies = page.locator(f"{ROWS} [data-slot=body]")
    return [text.strip() for text in await bodies.all_inner_texts()]


async def posted(listener: Listener, words: str) -> None:
    assert (await listener.post("hearth", words.replace(" ", "-"), words))["type"] == "ack"


async def test_nothing_is_lost_doubled_or_out_of_order(
    context_factory: ContextFactory, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    server = Server(folder)
    cookies, token = await prepare(server)
    server.start()
    try:
        pages = [await enter(context_factory, server, cookie) for cookie in cookies]
        await talk_before(*pages, server, token)
        server.kill()
        await say(pages[0], "Amina meanwhile")  # it waits on her page
        await say(pages[1], "Bo meanwhile")
        await asyncio.to_thread(server.start)
        await all_three_agree(*pages, server, token)
    finally:
        server.kill()


async def talk_before(amina: Page, bo: Page, server: Server, token: str) -> None:
    robin = await listen(server.address, token)
    await robin.join("hearth", after=0)
    await say(amina, "Amina before")
    await seen(bo, 1)
    await say(bo, "Bo before")
    await posted(robin, "Robin before")
    assert await seen(amina, 3) == await seen(bo, 3)
    await robin.close()


async def all_three_agree(amina: Page, bo: Page, server: Server, token: str) -> None:
    robin = await listen(server.address, token)
    assert (await robin.join("hearth", after=0))["seq"] >= 3
    await posted(robin, "Robin before")  # a retry of what was acked adds nothing
    await posted(robin, "Robin after")
    there = await seen(amina, 6)
    assert there == await seen(bo, 6)
    assert there[:3] == ["Amina before", "Bo before", "Robin before"]
    assert sorted(there[3:]) == ["Amina meanwhile", "Bo meanwhile", "Robin after"]
    told = await everything(robin, 6)
    assert [told[seq] for seq in sorted(told)] == there
    await robin.close()


async def everything(robin: Listener, count: int) -> dict[int, str]:
    """What the program heard after it came back, by seq."""
    while True:
        messages = [frame for frame in robin.heard if frame["type"] == "message"]
        seqs = [frame["seq"] for frame in messages]
        assert seqs == sorted(set(seqs)), "rising, none twice"
        if len(messages) >= count:
            return {frame["seq"]: frame["body"] for frame in messages}
        await robin.hear()
