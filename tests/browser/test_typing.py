"""That somebody is writing: by choice, without a name, announced to nobody, gone by itself."""

from playwright.async_api import Locator, Page, WebSocket, expect

from tests.browser.conftest import OpenWindow, Served, Window
from tests.browser.test_live import open_room, post
from tests.support.browser import IN_A_BROWSER, axe

pytestmark = IN_A_BROWSER

WORDS = "Somebody is writing…"


def sign_of(visit: Window) -> Locator:
    return visit.page.locator("typing-sign")


def note_signs(page: Page) -> list[str]:
    """Every frame of typing that this page sends, from now on."""
    sent: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda said: '"typing"' in said and sent.append(str(said)))

    page.on("websocket", listen)
    return sent


async def choose(visit: Window, shows: bool) -> None:
    await visit.goto("/me/profile")
    await visit.page.get_by_label("Show when I am writing").set_checked(shows)
    await visit.page.get_by_role("button", name="Save").click()
    await expect(visit.page.get_by_text("Saved.")).to_be_visible()


async def begin(page: Page, words: str) -> None:
    await page.get_by_role("textbox", name="Your message").press_sequentially(words)


async def test_who_chose_it_is_seen_writing_until_they_post(window: OpenWindow) -> None:
    fay = await window("fay")
    await choose(fay, True)
    eli = await open_room(window, "eli", "youth-work")
    await fay.goto("/rooms/youth-work")
    await expect(fay.page.locator("[data-refresh]")).to_be_hidden()
    await begin(fay.page, "I was th")
    await expect(sign_of(eli)).to_have_text(WORDS)
    await expect(sign_of(fay)).to_have_text("")
    assert await sign_of(eli).get_attribute("aria-hidden") == "true"
    assert await eli.page.locator("[aria-live] typing-sign, [role=log] typing-sign").count() == 0
    assert await axe(eli.page) == []
    await post(fay.page, "I was there.")
    await expect(eli.page.locator("li.message", has_text="I was there.")).to_be_visible()
    await expect(sign_of(eli)).to_have_text("", timeout=1_500)  # before its time
    await choose(fay, False)


async def test_a_sign_that_is_not_given_again_goes_by_itself(window: OpenWindow) -> None:
    fay, eli = await window("fay"), await window("eli")
    await choose(fay, True)
    await eli.page.clock.install()
    for visit in (eli, fay):
        await visit.goto("/rooms/youth-work")
        await expect(visit.page.locator("[data-refresh]")).to_be_hidden()
    await begin(fay.page, "Or rather not")
    await expect(sign_of(eli)).to_have_text(WORDS)
    await eli.page.clock.fast_forward(6_000)
    await expect(sign_of(eli)).to_have_text("")
    await choose(fay, False)


async def test_nobody_is_seen_writing_who_did_not_choose_it(window: OpenWindow) -> None:
    eli = await window("eli")
    sent = note_signs(eli.page)
    await eli.goto("/rooms/youth-work")
    dana = await open_room(window, "dana", "youth-work")
    await begin(eli.page, "In my own time")
    await post(eli.page, "Here it is.")
    await expect(dana.page.locator("li.message", has_text="Here it is.")).to_be_visible()
    assert sent == []


async def test_a_confidential_room_tells_nothing_of_it(window: OpenWindow, served: Served) -> None:
    eli = await window("eli")
    await choose(eli, True)
    sent = note_signs(eli.page)
    await eli.goto(f"/rooms/{served.world.ids['shelter']}")
    await begin(eli.page, "Nobody knows")
    assert await sign_of(eli).count() == 0
    await eli.page.get_by_role("textbox", name="Your message").fill("")
    assert sent == []
    await choose(eli, False)
