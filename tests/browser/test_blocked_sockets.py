"""A room in a network that blocks WebSockets: the page takes the other way and says nothing about it."""

import re

from playwright.async_api import Page, WebSocketRoute, expect

from tests.browser.conftest import OpenWindow, Served, Window
from tests.browser.test_live import open_room, post
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

EVENTS = re.compile(r"/api/v1/rooms/[^/]+/events")


class Blocked:
    """A network that refuses each WebSocket, until it is opened; counts the streams of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tries = 0
        self.streams: list[str] = []
        self.is_open = False
        page.on("request", lambda r: EVENTS.search(r.url) and self.streams.append(r.url))

    async def answer(self, route: WebSocketRoute) -> None:
        self.tries += 1
        if self.is_open:
            route.connect_to_server()
        else:
            await route.close(code=1011)


async def open_blocked(window: OpenWindow, who: str, room: str) -> tuple[Window, Blocked]:
    """A person's window on a room, live without a socket."""
    visit = await window(who)
    blocked = Blocked(visit.page)
    await visit.page.route_web_socket(re.compile("/ws$"), blocked.answer)
    await visit.goto(f"/rooms/{room}")
    await expect(visit.page.locator("[data-refresh]")).to_be_hidden()
    return visit, blocked


async def sees_once(visit: Window, *words: str) -> None:
    for one in words:
        row = visit.page.locator("li.message", has_text=one)
        await expect(row).to_have_count(1)
        await expect(row).not_to_have_class(re.compile("message--sending"))


async def test_two_talk_one_by_socket_one_by_events(window: OpenWindow) -> None:
    amina, blocked = await open_blocked(window, "amina", "housing")
    eli = await open_room(window, "eli", "housing")
    await post(amina.page, "From behind a wall.")
    await sees_once(eli, "From behind a wall.")
    await post(eli.page, "We hear you.")
    await post(amina.page, "And I you.")
    for visit in (amina, eli):
        await sees_once(visit, "From behind a wall.", "We hear you.", "And I you.")
    await expect(amina.page.locator("[data-banner]")).to_have_text("")
    assert blocked.tries >= 1
    assert len(blocked.streams) == 1
    assert amina.faults.errors == [] and amina.faults.foreign == []


async def test_a_restart_loses_and_doubles_nothing(window: OpenWindow, served: Served) -> None:
    amina, _blocked = await open_blocked(window, "amina", "welcome")
    eli = await open_room(window, "eli", "welcome")
    await post(eli.page, "Before the restart.")
    await sees_once(amina, "Before the restart.")
    served.server.stop()
    try:
        await post(amina.page, "Written while it was away.")
        row = amina.page.locator("li.message", has_text="Written while it was away.")
        await expect(row).to_have_class(re.compile("message--sending"))
    finally:
        served.server.start()
    await served.world.says("bo", "welcome", "Said before anybody was back.")
    for visit in (amina, eli):
        await visit.page.evaluate("dispatchEvent(new Event('online'))")
    for visit in (amina, eli):
        await expect(visit.page.locator("[data-refresh]")).to_be_hidden(timeout=30_000)
        await expect(visit.page.locator("li.message", has_text="Written while")).to_have_count(
            1, timeout=30_000
        )
    await post(eli.page, "After the restart.")
    words = ("Before the restart.", "Written while it was away.", "Said before anybody was back.")
    for visit in (amina, eli):
        await sees_once(visit, *words, "After the restart.")
        await expect(visit.page.locator("[data-banner]")).to_have_text("")


async def test_it_returns_to_the_socket_when_that_opens(window: OpenWindow) -> None:
    visit = await window("amina")
    await visit.page.clock.install()
    blocked = Blocked(visit.page)
    await visit.page.route_web_socket(re.compile("/ws$"), blocked.answer)
    await visit.goto("/rooms/youth-work")
    await expect(visit.page.locator("[data-refresh]")).to_be_hidden()
    eli = await open_room(window, "eli", "youth-work")
    await post(visit.page, "By events.")
    await sees_once(visit, "By events.")
    blocked.is_open = True
    async with visit.page.expect_event("requestfailed", lambda r: EVENTS.search(r.url)):
        # Further than the second try's longest wait: on a slow day the first has passed by now.
        await visit.page.clock.fast_forward(50_000)
    await post(visit.page, "By the socket.")
    await post(eli.page, "Did anything happen?")
    for one in (visit, eli):
        await sees_once(one, "By events.", "By the socket.", "Did anything happen?")
    assert len(blocked.streams) == 1
