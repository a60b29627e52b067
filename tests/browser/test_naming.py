"""Naming somebody with an @: offered under the box, by keyboard and by pointer, for ears too."""

from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow, Served, Window
from tests.support.browser import IN_A_BROWSER, axe

pytestmark = IN_A_BROWSER


async def begin(window: OpenWindow, served: Served, **options: object) -> Window:
    """Eli's window on a room in which Amina and Dana have spoken, Dana last."""
    for who in ("amina", "dana"):
        await served.world.says(who, "youth-work", "I am one of those who can be named.")
    visit = await window("eli", **options)
    await visit.goto("/rooms/youth-work")
    await expect(visit.page.locator("[data-refresh]")).to_be_hidden()
    await visit.page.get_by_role("textbox", name="Your message").fill("")  # the last test's draft
    return visit


def loaded(page: Page) -> list[str]:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url.rsplit("/", 1)[1]))
    return seen


async def test_a_name_is_chosen_by_keyboard(window: OpenWindow, served: Served) -> None:
    eli = await begin(window, served)
    page, seen = eli.page, loaded(eli.page)
    box = page.get_by_role("textbox", name="Your message")
    await box.press_sequentially("Ask ")
    assert "name-offers.js" not in seen, "loaded for nobody who names nobody"
    await box.press_sequentially("@a")
    names = page.get_by_role("listbox", name="People to name")
    first = names.get_by_role("option").first
    await expect(names.get_by_role("option", name="Amina @amina")).to_be_visible()
    await expect(first).to_have_attribute("aria-selected", "true")
    await expect(box).to_have_attribute("aria-controls", str(await names.get_attribute("id")))
    await expect(page.get_by_text("Choose with the arrow keys and Enter.")).to_be_attached()
    assert await axe(page) == []
    await box.press_sequentially("mi")
    await expect(names.get_by_role("option")).to_have_count(1)
    await box.press("ArrowDown")
    await expect(box).to_have_attribute(
        "aria-activedescendant", str(await first.get_attribute("id"))
    )
    await box.press("Enter")
    await expect(box).to_have_value("Ask @amina ")
    await expect(names).to_be_hidden()
    await expect(box).to_be_focused()
    await box.press_sequentially("and ")
    await box.press("Enter")
    await expect(box).to_have_value("Ask @amina and \n")
    assert eli.faults.errors == []


async def test_arrows_go_round_and_escape_leaves_the_words(
    window: OpenWindow, served: Served
) -> None:
    eli = await begin(window, served)
    page = eli.page
    for who in ("fay", "long"):  # Fay, and somebody whose second name begins with an F
        await served.world.says(who, "youth-work", "I too.")
    box = page.get_by_role("textbox", name="Your message")
    await box.press_sequentially("@f")
    options = page.get_by_role("listbox", name="People to name").get_by_role("option")
    await expect(options).to_have_count(2)
    await box.press("ArrowUp")
    await expect(options.last).to_have_attribute("aria-selected", "true")
    await box.press("ArrowDown")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    await expect(options.last).to_have_attribute("aria-selected", "false")
    await box.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await expect(box).to_have_value("@f")
    assert await box.get_attribute("aria-activedescendant") is None


async def test_a_name_is_chosen_with_a_finger_on_a_narrow_phone(
    window: OpenWindow, served: Served
) -> None:
    eli = await begin(window, served, width=320, height=640, has_touch=True)
    box = eli.page.get_by_role("textbox", name="Your message")
    await box.press_sequentially("@dan")
    option = eli.page.get_by_role("option", name="Dana @dana")
    await option.tap()
    await expect(box).to_have_value("@dana ")
    await expect(box).to_be_focused()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await eli.page.evaluate(wide)


async def test_an_address_offers_nobody(window: OpenWindow, served: Served) -> None:
    eli = await begin(window, served)
    box = eli.page.get_by_role("textbox", name="Your message")
    async with eli.page.expect_response("**/name-offers.js"):
        await box.press_sequentially("Write to me@am")
    async with eli.page.expect_response("**/names?begun=am"):
        await box.press_sequentially("ina.example or @am")
    await expect(eli.page.get_by_role("option", name="Amina @amina")).to_be_visible()
    asked = await eli.page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('begun=')).length"
    )
    assert asked == 1, "only for the one that begins a word"
