"""A whole visit in a browser that runs no script: every form works by its button alone."""

import re

from playwright.async_api import Page, expect

from peerhub.people.service.passwords import set_password
from tests.browser.conftest import OpenWindow, Served
from tests.support.browser import IN_A_BROWSER
from tests.support.factories import PASSWORD

pytestmark = IN_A_BROWSER


async def press(page: Page, name: str) -> None:
    await page.get_by_role("main").get_by_role("button", name=name).click()


async def test_a_visit_without_script(window: OpenWindow, served: Served) -> None:
    await set_password(served.world.hub, served.world.people["eli"], password=PASSWORD)
    visit = await window("", java_script=False, width=320, height=640)
    page, main = visit.page, visit.page.get_by_role("main")
    await visit.goto("/sign-in?next=/rooms/housing")
    await page.get_by_label("Email address").fill("eli@example.org")
    await page.get_by_label("Password").fill(PASSWORD)
    await press(page, "Sign in")
    await expect(page).to_have_url(f"{visit.address}/rooms/housing")

    await page.get_by_label("Your message").fill("Said *without* any script.")
    await press(page, "Post to Housing")
    await expect(main.locator("li.message").last).to_contain_text("Said without any script.")
    await expect(main.locator("em", has_text="without")).to_be_visible()

    await visit.goto("/forum/housing")
    await main.get_by_role("link", name="Start a thread").click()
    await page.get_by_label("Title").fill("Asked without script")
    await page.get_by_label("Your words").fill("Does it work?")
    await press(page, "Post to Housing")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Asked without script")
    thread = page.url

    await main.locator("textarea").fill("It does, so far.")
    await main.get_by_role("button", name="Post your reply").click()
    answer = main.locator("article", has_text="It does, so far.")
    await expect(answer).to_be_visible()

    await answer.locator("summary").click()
    await answer.get_by_role("link", name="Change this post").click()
    await page.get_by_label("Your words").fill("It does, to the end.")
    await press(page, "Save the post")
    await expect(main).to_contain_text("It does, to the end.")
    await expect(main).not_to_contain_text("It does, so far.")

    answer = main.locator("article", has_text="It does, to the end.")
    await answer.locator("summary").click()
    await answer.get_by_role("button", name="Take this post back").click()
    await visit.goto(thread.removeprefix(visit.address))
    await expect(main).not_to_contain_text("It does, to the end.")

    await visit.goto("/rooms/health-and-care")
    row = main.locator("li.message", has_text="Our surgery asks by text.")
    await row.locator("summary").click()
    await row.get_by_role("link", name="Report this message").click()
    await page.get_by_role("radio").first.check()
    await press(page, "Send the report")
    await expect(main).to_contain_text("Thank you")

    await page.locator(".bar summary").click()
    await page.locator(".bar").get_by_role("button", name="Sign out").click()
    await expect(main).to_contain_text("You are signed out")
    await visit.goto("/rooms/housing")
    await expect(page).to_have_url(re.compile("/sign-in"))
    assert visit.faults.foreign == [] and visit.faults.errors == []
