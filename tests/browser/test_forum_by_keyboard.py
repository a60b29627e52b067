"""The forum by keyboard alone: looking after threads, and words begun here that are found again there."""

import pytest
from playwright.async_api import Page, expect

from peerhub.forum.service.write import Written
from tests.browser.conftest import OpenWindow, Served
from tests.browser.test_keyboard import FOCUS
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

REASON = "It is about something else."


async def tab_to(page: Page, name: str, *, most: int = 80) -> None:
    """Presses Tab until what has the focus is called so; each stop on the way is seen, with a ring."""
    for _press in range(most):
        await page.keyboard.press("Tab")
        found = await page.evaluate(FOCUS)
        assert found is None or (found["seen"] and found["ring"]), found
        if found and found["name"].startswith(name):
            return
    raise AssertionError(f"{most} Tabs did not lead to {name!r}")


async def follow(page: Page, name: str) -> None:
    await tab_to(page, name)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def fill(page: Page, *said: str) -> None:
    """From one field to the next, and then sent from the last by Enter."""
    for words in said[:-1]:
        await page.keyboard.type(words)
        await page.keyboard.press("Tab")
    await page.keyboard.type(said[-1])
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.id"))


@pytest.fixture
async def thread(served: Served) -> Written:
    """Three posts, of which two are about something else."""
    thread = await served.world.asks("amina", "housing", "Who waters the beans?", "Who can?")
    await served.world.answers("bo", thread.thread_id, "And who minds the slugs?")
    await served.world.answers("amina", thread.thread_id, "Slugs like beer.")
    return thread


async def test_a_thread_is_closed_and_opened_again(window: OpenWindow, thread: Written) -> None:
    visit = await window("cleo", width=1280, height=800)
    page = visit.page
    await visit.goto(f"/forum/t/{thread.thread_id}/{thread.slug}")
    await follow(page, "Look after this thread")
    await tab_to(page, "kind")
    await page.keyboard.press("Space")
    await tab_to(page, "reason")
    await fill(page, REASON)
    await expect(page.locator(".flash")).to_contain_text("Done")
    await expect(page.get_by_text("It is closed to new posts.")).to_be_visible()
    await follow(page, "Undo")
    await expect(page.get_by_text("It is open to new posts.")).to_be_visible()


async def test_a_thread_is_split_and_merged_and_both_are_undone(
    window: OpenWindow, thread: Written
) -> None:
    visit = await window("cleo", width=1280, height=800)
    page = visit.page
    await visit.goto(f"/forum/t/{thread.thread_id}/tools/all")
    await follow(page, "Split it")
    await follow(page, "Split the thread")
    await expect(page.locator(".error-summary")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert await focused(page) == "f-posts", "the summary's link leads into the field"
    await fill(page, "2-3", "Slugs and beer", REASON)
    await expect(page).to_have_title("Slugs and beer – Fairer Health Hub")
    await expect(page.locator(".flash")).to_contain_text("Done")
    await expect(page.get_by_text("2 posts")).to_be_visible()
    await follow(page, "Look after this thread")
    await follow(page, "Merge it")
    await tab_to(page, "into")
    await fill(page, f"/forum/t/{thread.thread_id}/{thread.slug}", REASON)
    await expect(page).to_have_title("Who waters the beans? – Fairer Health Hub")
    await expect(page.get_by_text("3 posts")).to_be_visible()
    await follow(page, "Look after this thread")
    await follow(page, "Undo")
    await follow(page, "Undo")
    await expect(page.get_by_role("button", name="Undo")).to_have_count(0)


async def test_a_split_begins_at_the_post_and_its_menu_gives_the_focus_back(
    window: OpenWindow, served: Served
) -> None:
    world = served.world
    thread = await world.asks("amina", "housing", "Who feeds the cat?", "Who can?")
    await world.answers("bo", thread.thread_id, "And who feeds the dog?")
    visit = await window("cleo", width=1280, height=800)
    page = visit.page
    await visit.goto(f"/forum/t/{thread.thread_id}/{thread.slug}#p-2")
    assert await focused(page) == "p-2", "a link to a post puts the focus there"
    await tab_to(page, "More", most=2)
    await page.keyboard.press("Enter")
    await tab_to(page, "Report this post", most=3)
    await page.keyboard.press("Escape")
    assert (await page.evaluate(FOCUS))["name"].startswith("More")
    await page.keyboard.press("Enter")
    await follow(page, "Begin a new thread from here")
    await expect(page.locator("#f-posts")).to_have_value("2-")


async def test_a_draft_is_found_again_on_another_device(window: OpenWindow, served: Served) -> None:
    world = served.world
    thread = await world.asks("bo", "housing", "Who has a ladder?", "For a day.")
    here = await window("amina", width=1280, height=800)
    page = here.page
    path = f"/forum/t/{thread.thread_id}/{thread.slug}"
    await here.goto(path)
    await tab_to(page, "Skip to the reply box", most=4)
    await page.keyboard.press("Enter")
    assert await focused(page) == "answer"
    await tab_to(page, "body", most=2)
    async with page.expect_response(lambda answer: answer.url.endswith("/draft")) as kept:
        await page.keyboard.type("I have one, and it is")
    assert (await kept.value).status == 204

    there = await window("amina", width=320, height=640)
    page = there.page
    await there.goto(path)
    await tab_to(page, "Skip to the reply box", most=4)
    await page.keyboard.press("Enter")
    await tab_to(page, "body", most=2)
    await expect(page.locator("#f-body")).to_have_value("I have one, and it is")
    await page.keyboard.press("Control+End")
    await page.keyboard.type(" long enough.")
    await tab_to(page, "Post your reply", most=4)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    assert await focused(page) == "p-2", "after posting the focus is on the post"
    assert "I have one, and it is long enough." in await page.locator("#p-2").inner_text()
    await here.goto(path)
    await expect(here.page.locator("#f-body")).to_have_value("")


async def test_a_stranger_can_search_on_a_phone(window: OpenWindow, served: Served) -> None:
    visit = await window("", width=320, height=640)
    page = visit.page
    await visit.goto(served.world.at("/forum/t/{public_thread}/{public_slug}"))
    await follow(page, "Search")
    await page.locator("main [name=q]").focus()
    await fill(page, "tuesday")
    await expect(page.locator("main")).to_contain_text("We meet on the first Tuesday")
