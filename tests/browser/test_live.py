"""A room while it is open in several windows: live, held, counted, cut off and back."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow, Served, Window
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


async def open_room(window: OpenWindow, who: str, room: str) -> Window:
    """A person's window on a room, once its socket has joined."""
    visit = await window(who)
    await visit.goto(f"/rooms/{room}")
    await expect(visit.page.locator("[data-refresh]")).to_be_hidden()
    return visit


async def post(page: Page, words: str) -> None:
    await page.get_by_role("textbox", name="Your message").fill(words)
    await page.get_by_role("button", name=re.compile("^Post to")).click()


async def test_two_windows_see_each_other_at_once(window: OpenWindow) -> None:
    amina = await open_room(window, "amina", "youth-work")
    eli = await open_room(window, "eli", "youth-work")
    await post(amina.page, "Is anybody here?")
    await post(eli.page, "I am.")
    for visit in (amina, eli):
        rows = visit.page.locator("li.message")
        await expect(rows.filter(has_text="Is anybody here?")).to_have_count(1)
        await expect(rows.filter(has_text="I am.")).to_have_count(1)
        await expect(visit.page.locator(".message--sending")).to_have_count(0)
        assert visit.faults.errors == [] and visit.faults.foreign == []
    await expect(amina.page.locator("[data-announce]")).to_have_text("Eli: I am.")


async def test_the_reading_aloud_can_be_stopped_and_started(window: OpenWindow) -> None:
    dana = await open_room(window, "dana", "youth-work")
    eli = await open_room(window, "eli", "youth-work")
    said, quiet = dana.page.locator("[data-announce]"), dana.page.locator("[data-quiet]")
    await quiet.click()
    await expect(quiet).to_have_attribute("aria-pressed", "true")
    await post(eli.page, "Unheard")
    await expect(dana.page.locator("li.message", has_text="Unheard")).to_be_visible()
    await quiet.click()
    await post(eli.page, "Heard")
    await expect(said).to_have_text("Eli: Heard")


async def test_a_held_message_waits_where_only_its_author_sees_it(window: OpenWindow) -> None:
    gus = await open_room(window, "gus", "quiet-corner")
    bo = await open_room(window, "bo", "quiet-corner")
    await post(gus.page, "May I speak?")
    row = gus.page.locator("li.message", has_text="May I speak?")
    await expect(row).to_have_class(re.compile("message--held"))
    await expect(row).to_contain_text("Waiting for a moderator")
    await post(bo.page, "It is quiet here.")
    await expect(gus.page.locator("li.message", has_text="It is quiet here.")).to_be_visible()
    assert await bo.page.locator("li.message", has_text="May I speak?").count() == 0
    await gus.page.reload()
    await expect(row).to_contain_text("Waiting for a moderator")


async def test_the_count_of_notices_rises_by_itself(window: OpenWindow, served: Served) -> None:
    world = served.world
    cleo = await open_room(window, "cleo", "housing")
    count = cleo.page.locator("header notices-count")
    before = int(await count.get_attribute("data-count") or 0)
    reported = await world.says("amina", "housing", "Something to report.")
    eli = await window("eli")
    await eli.goto(f"/report?kind=message&id={reported.message_id}")
    await eli.page.get_by_role("radio").first.check()
    await eli.page.get_by_role("button", name="Send the report").click()
    await expect(count).to_have_text(f"Notices: {before + 1} unread")


async def test_cut_off_it_says_so_and_sends_what_waited(window: OpenWindow, served: Served) -> None:
    amina = await open_room(window, "amina", "welcome")
    banner = amina.page.locator("[data-banner]")
    served.server.kill()
    try:
        await post(amina.page, "Written on a train.")
        row = amina.page.locator("li.message", has_text="Written on a train.")
        await expect(row).to_have_class(re.compile("message--sending"))
        await expect(row).to_contain_text("Waiting for the connection")
        await expect(banner).to_have_text("")
        await expect(banner).to_contain_text("You are not connected", timeout=9_000)
    finally:
        served.server.start()
    await amina.page.evaluate("dispatchEvent(new Event('online'))")
    await expect(banner).to_have_text("", timeout=30_000)
    await expect(row).not_to_have_class(re.compile("message--sending"))
    assert await row.count() == 1
    other = await open_room(window, "eli", "welcome")
    await expect(other.page.locator("li.message", has_text="Written on a train.")).to_have_count(1)
