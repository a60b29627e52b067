"""A whole visit in a browser that runs no script: every form works by its button alone."""

import re

from playwright.async_api import Page, expect

from peerhub.people.service.passwords import set_password
from tests.browser.conftest import OpenWindow, Served, Window
from tests.support.browser import IN_A_BROWSER
from tests.support.factories import PASSWORD

pytestmark = IN_A_BROWSER


async def press(page: Page, name: str) -> None:
    await page.get_by_role("main").get_by_role("button", name=name).click()


async def sign_in(visit: Window, email: str, then: str) -> None:
    await visit.goto(f"/sign-in?next={then}")
    await visit.page.get_by_label("Email address").fill(email)
    await visit.page.get_by_label("Password").fill(PASSWORD)
    await press(visit.page, "Sign in")
    await expect(visit.page).to_have_url(visit.address + then)


async def speak_in_a_room(page: Page) -> None:
    await page.get_by_label("Your message").fill("Said *without* any script.")
    await press(page, "Post to Housing")
    row = page.get_by_role("main").locator("li.message").last
    await expect(row).to_contain_text("Said without any script.")
    await expect(row.locator("em", has_text="without")).to_be_visible()


async def start_a_thread(visit: Window) -> None:
    page = visit.page
    await visit.goto("/forum/housing")
    await page.get_by_role("main").get_by_role("link", name="Start a thread").click()
    await page.get_by_label("Title").fill("Asked without script")
    await page.get_by_label("Your words").fill("Does it work?")
    await press(page, "Post to Housing")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Asked without script")


async def reply_change_and_take_back(page: Page) -> None:
    main = page.get_by_role("main")
    thread = page.url
    await main.locator("textarea").fill("It does, so far.")
    await press(page, "Post your reply")
    answer = main.locator("article", has_text="It does, so far.")
    await answer.locator("summary").click()
    await answer.get_by_role("link", name="Change this post").click()
    await page.get_by_label("Your words").fill("It does, to the end.")
    await press(page, "Save the post")
    await expect(main).to_contain_text("It does, to the end.")
    await expect(main).not_to_contain_text("It does, so far.")
    answer = main.locator("article", has_text="It does, to the end.")
    await answer.locator("summary").click()
    await answer.get_by_role("button", name="Take this post back").click()
    await page.goto(thread)
    await expect(main).not_to_contain_text("It does, to the end.")


async def report_a_message(visit: Window) -> None:
    page = visit.page
    await visit.goto("/rooms/health-and-care")
    row = page.get_by_role("main").locator("li.message", has_text="Our surgery asks by text.")
    await row.locator("summary").click()
    await row.get_by_role("link", name="Report this message").click()
    await page.get_by_role("radio").first.check()
    await press(page, "Send the report")
    await expect(page.get_by_role("main")).to_contain_text("Thank you")


async def sign_out(visit: Window) -> None:
    bar = visit.page.locator(".bar")
    await bar.locator("summary").click()
    await bar.get_by_role("button", name="Sign out").click()
    await expect(visit.page.get_by_role("main")).to_contain_text("You are signed out")
    await visit.goto("/rooms/housing")
    await expect(visit.page).to_have_url(re.compile("/sign-in"))


async def test_a_visit_without_script(window: OpenWindow, served: Served) -> None:
    await set_password(served.world.hub, served.world.people["eli"], password=PASSWORD)
    visit = await window("", java_script=False, width=320, height=640)
    await sign_in(visit, "eli@example.org", "/rooms/housing")
    await speak_in_a_room(visit.page)
    await start_a_thread(visit)
    await reply_change_and_take_back(visit.page)
    await report_a_message(visit)
    await sign_out(visit)
    assert visit.faults.foreign == [] and visit.faults.errors == []
