"""A picture chosen in one window appears at once in another, with its words, and hidden where marked."""

from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.test_live import open_room, post
from tests.support.browser import IN_A_BROWSER
from tests.uploads import samples

pytestmark = IN_A_BROWSER


async def choose(page: Page) -> None:
    await page.get_by_text("Add a picture or a document").click()
    tea = {"name": "tea.jpg", "mimeType": "image/jpeg", "buffer": samples.jpeg((900, 600))}
    await page.get_by_label("The file").set_input_files(tea)  # type: ignore[arg-type]


async def test_a_picture_appears_at_once_in_both_windows(window: OpenWindow) -> None:
    amina = await open_room(window, "amina", "youth-work")
    eli = await open_room(window, "eli", "youth-work")
    await choose(amina.page)
    await amina.page.get_by_label("What does the picture show?").fill("A cup of tea")
    await post(amina.page, "Our new cups")
    for visit in (amina, eli):
        row = visit.page.locator("li.message", has_text="Our new cups")
        image = row.get_by_role("img", name="A cup of tea")
        await expect(image).to_be_visible()
        await expect(image).to_have_js_property("complete", True)
        assert await image.evaluate("image => image.naturalWidth") == 480
    assert eli.faults.errors == [] and eli.faults.foreign == []


async def test_a_hidden_picture_waits_for_a_press(window: OpenWindow) -> None:
    amina = await open_room(window, "amina", "youth-work")
    eli = await open_room(window, "eli", "youth-work")
    await choose(amina.page)
    await amina.page.get_by_label("Only decoration").check()
    await amina.page.get_by_label("Hide it until somebody opens it").check()
    await post(amina.page, "Not for everybody")
    row = eli.page.locator("li.message", has_text="Not for everybody")
    await expect(row.locator("img")).to_be_hidden()
    await row.get_by_text("Hidden until you open it").click()
    await expect(row.locator("img")).to_be_visible()


async def test_without_words_the_form_comes_back_and_says_so(window: OpenWindow) -> None:
    amina = await open_room(window, "amina", "youth-work")
    await choose(amina.page)
    await post(amina.page, "What is it?")
    await expect(amina.page.locator(".error-summary")).to_contain_text("Say what the picture shows")
    await expect(amina.page.get_by_label("What does the picture show?")).to_be_visible()
    await expect(amina.page.get_by_label("Your message")).to_have_value("What is it?")
