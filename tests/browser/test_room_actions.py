"""What one does with a message: with script in place, without script on its own page."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow, Served
from tests.browser.test_live import open_room, post
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


def row_of(page: Page, words: str) -> Locator:
    return page.locator("li.message", has_text=words)


async def choose(row: Locator, name: str) -> None:
    """One thing of a message's menu."""
    await row.locator("details.menu > summary").click()
    await row.get_by_role("link", name=name, exact=True).click()


async def test_answers_and_reactions_appear_at_once_in_both_windows(window: OpenWindow) -> None:
    amina = await open_room(window, "amina", "youth-work")
    eli = await open_room(window, "eli", "youth-work")
    await post(amina.page, "Who brings the cards?")
    theirs = row_of(eli.page, "Who brings the cards?")
    await choose(theirs, "Reply")
    await expect(eli.page.get_by_label("Your message")).to_be_focused()
    await expect(eli.page.locator("[data-reply]")).to_contain_text("In reply to Amina")
    await post(eli.page, "I do, on Monday.")
    answer = row_of(amina.page, "I do, on Monday.")
    await expect(answer.locator(".message__quote")).to_contain_text("In reply to Amina")
    await expect(eli.page.locator("[data-reply]")).to_be_hidden()
    await choose(answer, "React")
    await answer.get_by_role("button", name=re.compile("Thank you")).click()
    mine = answer.get_by_role("button", name=re.compile("Thank you 1"))
    await expect(mine).to_have_attribute("aria-pressed", "true")
    seen = row_of(eli.page, "I do, on Monday.").locator(".pill:visible")
    await expect(seen).to_have_text(re.compile(r"Thank you\s+1"))
    await expect(seen).to_have_attribute("aria-pressed", "false")
    await mine.click()
    await expect(row_of(eli.page, "I do, on Monday.").locator(".pill:visible")).to_have_count(0)
    for visit in (amina, eli):
        assert visit.faults.errors == [] and visit.faults.foreign == []


async def test_what_bears_a_content_note_stays_folded_until_opened(window: OpenWindow) -> None:
    amina = await open_room(window, "amina", "youth-work")
    bo = await open_room(window, "bo", "youth-work")
    await amina.page.get_by_text("Add a content note").click()
    await amina.page.get_by_label("It is about").select_option("Racism")
    await amina.page.get_by_label("In a few words").fill("a story from work")
    await post(amina.page, "The words that were hard to write.")
    note = bo.page.locator("details.message__note", has_text="a story from work")
    await expect(note.locator("summary")).to_have_text("Content note: Racism: a story from work")
    words = bo.page.get_by_text("The words that were hard to write.")
    await expect(words).to_be_hidden()
    await expect(bo.page.locator("[data-announce]")).to_contain_text("a story from work")
    await note.locator("summary").click()
    await expect(words).to_be_visible()
    await bo.page.reload()
    await expect(words).to_be_hidden()


async def test_a_content_note_opens_by_itself_where_its_reader_said_so(window: OpenWindow) -> None:
    eli = await window("eli")
    await eli.goto("/me/profile")
    await eli.page.get_by_label("Racism", exact=True).check()
    await eli.page.get_by_role("button", name="Save").click()
    eli = await open_room(window, "eli", "youth-work")
    amina = await open_room(window, "amina", "youth-work")
    for about, words in (("Racism", "said at work"), ("Illness or death", "last week")):
        await amina.page.get_by_text("Add a content note").click()
        await amina.page.get_by_label("It is about").select_option(about)
        await amina.page.get_by_label("In a few words").fill(words)
        await post(amina.page, f"Hard words: {words}.")
    for _time in range(2):  # as it comes, and on the server's own page
        await expect(eli.page.get_by_text("Hard words: said at work.")).to_be_visible()
        await expect(eli.page.get_by_text("Hard words: last week.")).to_be_hidden()
        await eli.page.reload()


async def test_an_edit_and_a_withdrawal_reach_who_is_looking(window: OpenWindow) -> None:
    amina = await open_room(window, "amina", "youth-work")
    bo = await open_room(window, "bo", "youth-work")
    await post(amina.page, "At four o'clok")
    await expect(row_of(bo.page, "At four o'clok")).to_be_visible()
    await choose(row_of(amina.page, "At four o'clok"), "Change")
    await amina.page.get_by_label("Your message").fill("At four o'clock")
    await amina.page.get_by_role("button", name="Save").click()
    await expect(amina.page).to_have_url(re.compile(r"/rooms/youth-work\?at="))
    changed = row_of(bo.page, "At four o'clock")
    await expect(changed).to_contain_text("edited")
    await choose(row_of(amina.page, "At four o'clock"), "Take back")
    await amina.page.get_by_role("button", name="Take it back").click()
    await expect(row_of(bo.page, "Amina took this message back.").last).to_be_visible()
    await expect(changed).to_have_count(0)


async def test_a_side_conversation_has_its_own_page_and_is_counted_in_the_room(
    window: OpenWindow,
) -> None:
    amina = await open_room(window, "amina", "youth-work")
    bo = await open_room(window, "bo", "youth-work")
    await post(amina.page, "The long story of the bus")
    root = row_of(bo.page, "The long story of the bus")
    await choose(root, "Side conversation")
    await expect(bo.page.get_by_role("heading", level=1)).to_have_text("A message by Amina")
    await expect(bo.page.locator("[data-refresh]")).to_be_hidden()
    await post(bo.page, "Which bus was it?")
    await expect(row_of(bo.page, "Which bus was it?")).to_be_visible()
    counted = row_of(amina.page, "The long story of the bus").locator(".message__aside")
    await expect(counted).to_have_text("Side conversation: 1")
    assert await row_of(amina.page, "Which bus was it?").count() == 0
    await counted.get_by_role("link").click()
    await expect(row_of(amina.page, "Which bus was it?")).to_be_visible()
    await post(amina.page, "The 38.")
    await expect(row_of(bo.page, "The 38.")).to_be_visible()


async def test_what_is_new_is_marked_the_same_on_all_devices(
    window: OpenWindow, served: Served
) -> None:
    world = served.world
    desk = await window("dana")
    async with desk.page.expect_websocket() as opened:
        await desk.goto("/rooms/housing")
    await (await opened.value).wait_for_event(
        "framesent", lambda frame: '"type":"read"' in str(frame)
    )
    phone = await window("dana")
    await phone.goto("/rooms")
    await expect(phone.page.locator(".list__item", has_text="Housing")).not_to_contain_text("new")
    await desk.goto("/rooms")
    await world.says("eli", "housing", "Said while nobody looked.")
    await phone.page.reload()
    await expect(phone.page.locator(".list__item", has_text="Housing")).to_contain_text("1 new")
    await phone.goto("/rooms/housing")
    await expect(phone.page.locator("#new")).to_contain_text("New since")
    await expect(phone.page.locator("#new + li.message")).to_contain_text(
        "Said while nobody looked."
    )


async def test_what_was_begun_is_on_every_device_until_it_is_posted(window: OpenWindow) -> None:
    desk = await open_room(window, "eli", "housing")
    async with desk.page.expect_request("**/draft"):
        await desk.page.get_by_role("textbox", name="Your message").fill("Half a thought")
    phone = await open_room(window, "eli", "housing")
    box = phone.page.get_by_role("textbox", name="Your message")
    await expect(box).to_have_value("Half a thought")
    async with phone.page.expect_request("**/draft"):
        await post(phone.page, "A whole thought")
    await desk.goto("/rooms")
    await desk.goto("/rooms/housing")
    await expect(desk.page.get_by_role("textbox", name="Your message")).to_have_value("")


async def test_what_is_written_while_a_room_is_closed_waits_there(window: OpenWindow) -> None:
    desk = await window("eli")
    await desk.goto("/rooms/office-hour")
    await expect(desk.page.get_by_text(re.compile("^This room opens on"))).to_be_visible()
    async with desk.page.expect_request("**/draft"):  # by itself
        await desk.page.get_by_label("Your message, for later").fill("For the office hour")
    phone = await window("eli", java_script=False, width=320, height=640)
    await phone.goto("/rooms/office-hour")
    box = phone.page.get_by_label("Your message, for later")
    await expect(box).to_have_value("For the office hour")
    await box.fill("For the next office hour")
    await phone.page.get_by_role("button", name="Keep it as a draft").click()
    await expect(box).to_have_value("For the next office hour")
    await expect(phone.page.get_by_text("Kept as your draft.")).to_be_visible()
    await desk.page.reload()
    await expect(desk.page.get_by_label("Your message, for later")).to_have_value(
        "For the next office hour"
    )
    assert desk.faults.errors == []


async def test_all_of_it_works_without_script(window: OpenWindow) -> None:
    visit = await window("bo", java_script=False)
    page = visit.page
    await visit.goto("/rooms/youth-work")
    await post(page, "Without any script")
    await choose(row_of(page, "Without any script"), "React")
    await page.get_by_role("button", name="Same here").click()
    row = row_of(page, "Without any script")
    await expect(row.locator(".pill")).to_have_text(re.compile(r"Same here\s+1"))
    await choose(row, "Reply")
    await expect(page.locator("[data-reply]")).to_contain_text("In reply to Bo")
    await post(page, "An answer to myself")
    await expect(row_of(page, "An answer to myself").locator(".message__quote")).to_contain_text(
        "Bo"
    )
    await choose(row_of(page, "An answer to myself"), "Change")
    await page.get_by_label("Your message").fill("A better answer")
    await page.get_by_role("button", name="Save").click()
    await expect(row_of(page, "A better answer")).to_contain_text("edited")
    await choose(row_of(page, "A better answer"), "Side conversation")
    await post(page, "By the way")
    await expect(row_of(page, "By the way")).to_be_visible()
    await page.get_by_role("link", name="Back to Youth work").click()
    await choose(row_of(page, "A better answer"), "Take back")
    await page.get_by_role("button", name="Take it back").click()
    await expect(row_of(page, "Bo took this message back.").last).to_be_visible()
    await page.get_by_role("button", name="I have read up to here").click()
    await expect(page.get_by_role("button", name="I have read up to here")).to_have_count(0)
