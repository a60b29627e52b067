"""The twelve core tasks of a room by keyboard alone: Tab, Enter and letters, from sign-in to exit."""

import re

from playwright.async_api import Page, Route, expect

from peerhub.people.service.passwords import set_password
from tests.browser.conftest import OpenWindow, Served
from tests.browser.test_keyboard import FOCUS, tab_to
from tests.support.browser import IN_A_BROWSER
from tests.support.factories import PASSWORD

pytestmark = IN_A_BROWSER
ROOM = "keyboard-room"


async def press(page: Page, name: str, *, most: int = 90) -> None:
    """Tabs to what is called so, and presses Enter there."""
    await tab_to(page, name, most=most)
    await page.keyboard.press("Enter")


async def to_row(page: Page, words: str) -> None:
    """By Tab to the menu of the message with these words, and opens it."""
    row = page.locator("li.message", has=page.locator(".message__body", has_text=words))
    for _press in range(200):
        await page.keyboard.press("Tab")
        inside = await row.evaluate(
            "(row) => row.contains(document.activeElement) && document.activeElement.tagName"
        )
        if inside == "SUMMARY" and "More" in (await page.evaluate(FOCUS))["name"]:
            await page.keyboard.press("Enter")
            return
    raise AssertionError(f"no Tab leads to the menu of {words!r}")


async def from_the_top(page: Page) -> None:
    """Where a page's first Tab begins."""
    await page.wait_for_load_state()
    await page.reload()
    await expect(page.locator("[data-refresh]")).to_be_hidden()


async def signs_in_and_enters(page: Page, address: str) -> None:
    """Task 1 sign in, 2 enter a room."""
    await page.goto(f"{address}/sign-in?next=/rooms")
    await tab_to(page, "email", most=12)
    await page.keyboard.type("dana@example.org")
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{address}/rooms")
    await press(page, "Keyboard room")
    await expect(page.locator("[data-refresh]")).to_be_hidden()


async def reads_from_the_first_unread(page: Page) -> None:
    """Task 3 go to the first unread, 4 read on."""
    await press(page, "Skip to what is new", most=6)
    await expect(page).to_have_url(re.compile("#new$"))
    await expect(page.locator("#new")).to_be_in_viewport()
    await to_row(page, "Something new.")


async def replies(page: Page) -> None:
    """Task 5 reply (and so post)."""
    await press(page, "Reply", most=2)
    await expect(page.get_by_role("textbox", name="Your message")).to_be_focused()
    await page.keyboard.type("I read it.")
    await page.keyboard.press("Control+Enter")
    mine = page.locator("li.message", has_text="I read it.")
    await expect(mine.locator(".message__quote")).to_contain_text("In reply to Bo")


async def posts(page: Page) -> None:
    """Task 6 post."""
    await page.keyboard.type("Written by keys.")
    await press(page, "Post to", most=3)
    await expect(page.locator("li.message", has_text="Written by keys.")).to_be_visible()


async def reacts(page: Page) -> None:
    """Task 7 react."""
    await from_the_top(page)
    await to_row(page, "And something newer.")
    await press(page, "React", most=3)
    await expect(page.locator(".pill:focus")).to_be_visible()
    await page.keyboard.press("Enter")
    liked = page.locator("li.message", has_text="And something newer.").locator(".pill--mine")
    await expect(liked).to_have_count(1)


async def edits(page: Page) -> None:
    """Task 8 edit."""
    await from_the_top(page)
    await to_row(page, "Written by keys.")
    await press(page, "Change", most=5)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Change your message")
    await tab_to(page, "body", most=60)
    await page.keyboard.press("Control+End")
    await page.keyboard.type(" And changed.")
    await press(page, "Save", most=2)
    await expect(page).to_have_url(re.compile(r"\?at="))
    changed = page.locator("li.message", has_text="Written by keys. And changed.")
    await expect(changed).to_contain_text("edited")


async def opens_a_side_conversation(page: Page) -> None:
    """Task 9 open a side conversation."""
    await from_the_top(page)
    await to_row(page, "And something newer.")
    await press(page, "Side conversation", most=5)
    await expect(page.get_by_role("heading", level=1)).to_have_text("A message by Eli")
    await press(page, "Back to Keyboard room")
    await expect(page).to_have_url(re.compile(r"\?at="))


async def withdraws(page: Page) -> None:
    """Task 10 withdraw."""
    await from_the_top(page)
    await to_row(page, "And changed.")
    await press(page, "Take back", most=6)
    await expect(page.get_by_role("heading", level=1)).to_have_text("A message by Dana")
    await press(page, "Take it back")
    await expect(page.get_by_text("Dana took this message back.")).to_be_visible()


async def reports(page: Page) -> None:
    """Task 11 report."""
    await from_the_top(page)
    await to_row(page, "Something new.")
    await press(page, "Report this message", most=6)
    await expect(page).to_have_url(re.compile("/report"))
    await tab_to(page, "reason", most=40)
    await page.keyboard.press("Space")
    await press(page, "Send the report", most=10)
    await expect(page.get_by_text(re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}"))).to_be_visible()


async def exits(page: Page, address: str) -> None:
    """Task 12 exit this page."""
    await page.route(lambda url: not url.startswith(address), elsewhere)
    for _ in range(3):
        await page.keyboard.press("Shift")
    await expect(page).to_have_title("Weather")


async def test_all_twelve(window: OpenWindow, served: Served) -> None:
    world, visit = served.world, await window("")
    page = visit.page
    await world.opens(ROOM, "Keyboard room")
    await world.says("bo", ROOM, "Read long ago.")
    await world.reads("dana", ROOM)
    await world.says("bo", ROOM, "Something new.")
    await world.says("eli", ROOM, "And something newer.")
    await set_password(world.hub, world.people["dana"], password=PASSWORD)
    await signs_in_and_enters(page, visit.address)
    await reads_from_the_first_unread(page)
    await replies(page)
    await posts(page)
    await reacts(page)
    await edits(page)
    await opens_a_side_conversation(page)
    await withdraws(page)
    await reports(page)
    await exits(page, visit.address)


async def elsewhere(route: Route) -> None:
    await route.fulfill(content_type="text/html", body="<title>Weather</title>Rain later.")
