"""Somebody is unsafe, on an old phone: 320 px, no script, by keyboard, and what a screen reader is told."""

import re

import pytest
from playwright.async_api import Page

from tests.browser.conftest import OpenWindow, Served
from tests.browser.eyes import sideways
from tests.support.browser import IN_A_BROWSER, axe, html_errors

pytestmark = IN_A_BROWSER
PHONE = {"width": 320, "height": 640}


async def small(window: OpenWindow, who: str = "", **options: bool) -> Page:
    opened = await window(who, **options)
    await opened.page.set_viewport_size(PHONE)
    return opened.page


async def check(page: Page) -> None:
    assert not await sideways(page)
    assert not html_errors(await page.content())


async def test_a_stranger_without_script_raises_a_flag_and_reads_the_answer(
    served: Served, window: OpenWindow
) -> None:
    page = await small(window, java_script=False)
    await page.goto(f"{served.address}/get-help")
    await page.get_by_role("link", name="Say that someone may be unsafe").click()
    await check(page)
    await page.get_by_label("Today", exact=True).check()
    await page.get_by_label("What did you see or hear?").fill("He waits for her outside.")
    await page.get_by_role("button", name="Send it to the leads").click()
    await check(page)
    words = await page.locator("main").inner_text()
    codes = re.findall(r"\b[2-9a-z]{4}(?:-[2-9a-z]{4})+\b", words)
    reference, code = codes[0], codes[1]
    await page.get_by_label("Who is it, where are they").fill("Her name is on the bell.")
    await page.get_by_role("button", name="Add this").click()
    await check(page)
    assert "Added. The leads can read it." in await page.locator("main").inner_text()
    await page.goto(f"{served.address}/flag/answers")
    await page.get_by_label("Reference").fill(reference)
    await page.get_by_label("Code").fill(code)
    await page.get_by_role("button", name="Read it").click()
    await check(page)
    assert "Nobody has written to you yet." in await page.locator("main").inner_text()
    assert code not in page.url


async def test_a_letter_is_read_by_who_has_the_code_and_axe_finds_nothing(
    served: Served, window: OpenWindow
) -> None:
    page = (await window()).page
    await page.goto(f"{served.address}/flag/answers")
    await page.get_by_label("Reference").fill(served.world.ids["concern_reference"])
    await page.get_by_label("Code").fill(served.world.ids["concern_code"])
    await page.get_by_role("button", name="Read it").click()
    assert "Thank you. We rang her." in await page.locator("main").inner_text()
    assert not await axe(page)
    await page.get_by_role("button", name="Send it to the leads").click()
    assert "Write something here." in await page.locator("main").inner_text()
    assert not await axe(page)


async def test_life_at_risk_is_one_button_by_keyboard_alone(
    served: Served, window: OpenWindow
) -> None:
    page = await small(window, java_script=False)
    await page.goto(f"{served.address}/flag")
    button = page.get_by_role("button", name="Yes, a life is at risk now")
    for _press in range(40):
        await page.keyboard.press("Tab")
        if await button.evaluate("e => e === document.activeElement"):
            break
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    words = await page.locator("main").inner_text()
    assert "It is stored" in words and "Call 999" in words
    assert words.index("Call 999") < words.index("Write these two down")


@pytest.mark.parametrize("path", ["/flag", "/get-help"])
async def test_a_screen_reader_is_told_what_to_do_first(
    served: Served, window: OpenWindow, path: str
) -> None:
    """The tree that it reads: the emergency comes before every form, each field has its name."""
    page = await small(window, java_script=False)
    await page.goto(served.address + path)
    tree = await page.locator("main").aria_snapshot()
    assert tree.index("If a life is at risk now") < tree.index("Call 999")
    assert "999 BSL" in tree and "Relay UK" in tree
    if path == "/flag":
        assert tree.index("Call 999") < tree.index("Yes, a life is at risk now")
        for name in ("How soon must somebody look?", "What did you see or hear?", "Not Dana"):
            assert name in tree
    for line in tree.splitlines():
        assert not re.search(r"- (textbox|radio|checkbox|button|link)\s*(:|$)", line), line


async def test_a_lead_unlocks_reads_writes_and_closes_without_script(
    served: Served, window: OpenWindow
) -> None:
    from peerhub.demo.safeguarding import known_passphrases

    page = await small(window, "gita", java_script=False)
    await page.goto(f"{served.address}/safeguarding/concerns/{served.world.ids['concern']}")
    assert "I cannot open it" in await page.locator("main").inner_text()
    passphrase = known_passphrases(served.world.hub)["gita"]
    await page.get_by_label("Your passphrase").fill(passphrase)
    await page.get_by_role("button", name="Unlock").click()
    await page.goto(f"{served.address}/safeguarding/concerns/{served.world.ids['concern']}")
    assert "Her sister rang me." in await page.locator("main").inner_text()
    await page.get_by_text("Write into the record").click()
    await page.get_by_label("In words").fill("I rang the council’s adult team.")
    await page.get_by_label("What is it?").select_option("told")
    await page.get_by_role("button", name="Keep it").click()
    assert "I rang the council’s adult team." in await page.locator("main").inner_text()
    await check(page)
    await page.goto(f"{served.address}/safeguarding")
    await page.get_by_role("button", name="Lock it now").click()
    assert "Unlock your key" in await page.locator("main").inner_text()
