"""The moderators' queue by keyboard alone: twenty mixed items, and the focus is always where one reads."""

import time

import pytest
from playwright.async_api import Page

from peerhub.forum.service import boards
from peerhub.moderation.service.watching import choose_screening
from peerhub.moderation.watch import ScreeningRules
from peerhub.people.models import Person
from tests.browser.conftest import OpenWindow, Served
from tests.browser.test_keyboard import FOCUS
from tests.support.browser import IN_A_BROWSER
from tests.support.factories import make_person, make_picture, make_room, make_session

pytestmark = IN_A_BROWSER

MINUTES = 10
CHOICES = "() => [...document.querySelectorAll('input[name=outcome]')].map((one) => one.value)"


async def twenty_things(served: Served, name: str) -> Person:
    """Somebody who moderates one place, in which twenty things wait: words, posts, pictures, held and
    reported. The community is one for all tests, so each has a place and words of its own.
    """
    world, slug = served.world, f"twenty-of-{name.lower()}"
    hub = world.hub
    await make_room(hub, slug, "Twenty things")
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug=slug, title="Twenty threads")
    for n in range(8):
        said = await world.says("bo", slug, f"Words number {n} for {name}")
        await world.reports("amina", "message", said.message_id, note=f"Note {n}")
    for n in range(3):
        picture = await make_picture(hub, world.people["bo"], f"Picture number {n}")
        await world.says("bo", slug, f"Look, {name}", files=(picture,))
        await world.reports("amina", "file", picture)
    for n in range(3):
        asked = await world.asks("bo", slug, f"Thread number {n} for {name}", "Words")
        await world.reports("amina", "post", asked.post_id)
    async with hub.transaction() as tx:
        rules = ScreeningRules(f"space:{slug}", everything=True)
        await choose_screening(tx, world.people["fay"], rules)
    for n in range(4):
        await world.says("bo", slug, f"Held words {n} for {name}")
    for n in range(2):
        await world.asks("bo", slug, f"Held thread {n} for {name}", "Words")
    person = await make_person(hub, name, roles=(f"moderator@space:{slug}",))
    world.people[name.lower()] = person
    world.cookies[name.lower()] = await make_session(hub, person)
    return person


@pytest.fixture
async def quinn(served: Served) -> Person:
    return await twenty_things(served, "Quinn")


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def tab_until(page: Page, there: str) -> None:
    for _ in range(20):
        if await page.evaluate(there):
            return
        await press(page, "Tab")
    raise AssertionError(f"20 Tabs did not lead to {there}")


async def decide(page: Page, outcome: str, why: str = "") -> None:
    """By a single key for what happens; the ground rule and the reason, where something goes; the button."""
    choices = await page.evaluate(CHOICES)
    await press(page, str(choices.index(outcome) + 1))
    if why:
        await tab_until(page, "document.activeElement.id === 'f-rule'")
        await press(page, "ArrowDown")
        await tab_until(page, "document.activeElement.id === 'f-reason'")
        await page.keyboard.type(why)
    for _ in range(8):
        await press(page, "Tab")
        found = await page.evaluate(FOCUS)
        assert found["seen"] and found["ring"], found
        if found["name"].startswith("Decide and go"):
            break
    async with page.expect_navigation():
        await press(page, "Enter")


async def turn_keys_on(page: Page, address: str) -> None:
    await page.goto(f"{address}/moderation/keys")
    for _ in range(60):
        await press(page, "Tab")
        if await page.evaluate("document.activeElement.name === 'keys'"):
            break
    await press(page, "Space", "Tab")
    async with page.expect_navigation():
        await press(page, "Enter")


async def test_twenty_mixed_items_by_keyboard_alone(
    window: OpenWindow, served: Served, quinn: Person
) -> None:
    visit = await window("quinn", width=1280, height=900)
    page = visit.page
    await turn_keys_on(page, visit.address)
    began = time.monotonic()
    await visit.goto("/moderation")
    assert "20 wait for a decision." in await page.inner_text("main")
    for _ in range(60):
        await press(page, "Tab")
        if await page.evaluate("document.activeElement.classList.contains('queue__link')"):
            break
    async with page.expect_navigation():
        await press(page, "Enter")
    seen = set()
    for n in range(20):
        heading = await page.inner_text("h1")
        seen.add(heading.partition(" in ")[0])
        choices = await page.evaluate(CHOICES)
        gone = n % 3 == 0
        outcome = "remove" if gone else ("release" if "release" in choices else "leave")
        await decide(page, outcome, "It breaks a rule." if gone else "")
        if n < 19:
            told = await page.inner_text(".flash")
            assert told.startswith(
                {"remove": "Removed", "release": "Released"}.get(outcome, "Left")
            )
            assert await page.evaluate("document.activeElement.id") == "case"
    assert "Nothing waits." in await page.inner_text("main")
    assert seen == {
        "Reported message", "Reported file", "Reported post", "Held message", "Held post"
    }  # fmt: skip
    assert time.monotonic() - began < MINUTES * 60


async def test_a_key_does_nothing_while_somebody_writes_or_before_it_is_turned_on(
    window: OpenWindow, served: Served
) -> None:
    visit = await window("cleo")
    page = visit.page
    case = f"/moderation/cases/{served.world.ids['file_case']}"
    await visit.goto(case)
    await press(page, "1", "s", "w")
    assert await page.evaluate("document.activeElement === document.body")
    assert await page.locator(".case__see").is_checked() is False
    await turn_keys_on(page, visit.address)
    await visit.goto(case)
    await press(page, "s")
    assert await page.locator(".case__see").is_checked()
    await press(page, "w")
    await page.keyboard.type("1sq")
    assert await page.locator("#f-reason").input_value() == "1sq"
    assert page.url.endswith(case)


@pytest.mark.parametrize("java_script", [True, False])
async def test_a_picture_is_grey_and_blurred_until_somebody_asks(
    window: OpenWindow, served: Served, java_script: bool
) -> None:
    visit = await window("cleo", java_script=java_script)
    page = visit.page
    await visit.goto(f"/moderation/cases/{served.world.ids['file_case']}")
    picture = page.locator(".case__words img").first
    look = "(img) => getComputedStyle(img).filter"
    assert await picture.evaluate(look) == "grayscale(1) blur(14px)"
    await page.locator(".case__see").focus()
    await press(page, "Space")
    assert await picture.evaluate(look) == "none"
