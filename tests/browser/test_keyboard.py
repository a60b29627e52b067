"""By keyboard alone: in, speak, and out at once; the focus is seen wherever it goes."""

import pytest
from playwright.async_api import Page, Route, expect

from peerhub.people.service.passwords import set_password
from tests.browser.conftest import OpenWindow, Served
from tests.support.browser import IN_A_BROWSER
from tests.support.factories import PASSWORD

pytestmark = IN_A_BROWSER

FOCUS = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect(), styles = [getComputedStyle(at), getComputedStyle(at, "::after")];
  const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  return {
    name: (at.innerText || at.getAttribute("aria-label") || at.name || at.tagName).trim().slice(0, 40),
    seen: points.some((found) => found && (at.contains(found) || found.contains(at))),
    ring: styles.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2),
    key: at.tagName + (at.id || at.getAttribute("href") || at.name) + Math.round(box.left + scrollX) + "," +
      Math.round(box.top + scrollY),
  };
}
"""


async def tab_to(page: Page, name: str, *, most: int = 60) -> None:
    """Presses Tab until what has the focus is called so."""
    for _press in range(most):
        await page.keyboard.press("Tab")
        found = await page.evaluate(FOCUS)
        if found and found["name"].startswith(name):
            return
    raise AssertionError(f"{most} Tabs did not lead to {name!r}")


async def test_sign_in_and_post_by_keyboard(window: OpenWindow, served: Served) -> None:
    await set_password(served.world.hub, served.world.people["dana"], password=PASSWORD)
    visit = await window("")
    page = visit.page
    await visit.goto("/sign-in?next=/rooms/youth-work")
    await tab_to(page, "Skip to main content", most=1)
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"
    await tab_to(page, "email", most=3)
    await page.keyboard.type("dana@example.org")
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{visit.address}/rooms/youth-work")
    await expect(page.locator("[data-refresh]")).to_be_hidden()
    await tab_to(page, "Skip to the writing box", most=4)
    await page.keyboard.press("Enter")
    await page.keyboard.type("Typed, and sent by a key.")
    await tab_to(page, "Post to", most=6)
    await page.keyboard.press("Enter")
    row = page.locator("li.message", has_text="Typed, and sent by a key.")
    await expect(row).to_be_visible()
    await expect(row).not_to_have_class("message--sending")
    assert await page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    await page.keyboard.type("And by two keys at once.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("li.message", has_text="And by two keys at once.")).to_be_visible()


async def test_three_shifts_leave_the_page(window: OpenWindow) -> None:
    visit = await window("amina")
    page = visit.page
    asked: list[str] = []

    async def elsewhere(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(content_type="text/html", body="<title>Weather</title>Rain later.")

    await page.route(lambda url: not url.startswith(visit.address), elsewhere)
    await visit.goto("/rooms")
    await visit.goto("/rooms/housing")
    await page.evaluate("localStorage.setItem('k', '1'); sessionStorage.setItem('k', '1')")
    length = await page.evaluate("history.length")
    said = page.locator("exit-page")
    await page.keyboard.press("Shift")
    await expect(said).to_have_text("Shift key. Press it 2 more times to exit.")
    assert await said.get_attribute("role") == "status"
    await page.keyboard.press("Shift")
    await expect(said).to_have_text("Shift key. Press it 1 more time to exit.")
    await page.keyboard.press("Shift")
    await expect(page).to_have_title("Weather")
    assert len(asked) == 1 and not page.url.startswith(visit.address)
    assert await page.evaluate("history.length") == length
    await page.go_back()
    await expect(page).to_have_url(f"{visit.address}/rooms")
    kept = await page.evaluate("[localStorage.getItem('k'), sessionStorage.getItem('k')]")
    assert kept == [None, None]


async def test_shift_with_a_letter_does_not_leave(window: OpenWindow) -> None:
    visit = await window("amina")
    await visit.goto("/rooms/housing")
    await visit.page.locator("#f-body").focus()
    for letter in "ABCD":
        await visit.page.keyboard.press(f"Shift+{letter}")
    assert await visit.page.locator("#f-body").input_value() == "ABCD"
    await expect(visit.page.locator("exit-page")).to_have_text("")


WALKS = [
    ("/rooms/welcome", "bo"),
    ("/forum/t/{thread}/{slug}", "amina"),
    ("/forum/t/{decided}/tools/all", "cleo"),
    ("/forum/t/{polled}/tools/split", "cleo"),
    ("/forum/t/{polled}/{polled_slug}", "bo"),
    ("/me/letters", "bo"),
    ("/moderation/cases/{case}", "cleo"),
    ("/admin/people", "fay"),
    ("/join", ""),
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("path", "who"), WALKS)
async def test_focus_is_always_seen(
    path: str, who: str, width: int, window: OpenWindow, served: Served
) -> None:
    """Forwards through the whole page and back again: under no sticky bar, never without a ring."""
    visit = await window(who, width=width, height=640)
    await visit.goto(served.world.at(path))
    hidden, steps = [], 0
    for key in ("Tab", "Shift+Tab"):
        seen: set[str] = set()
        while True:
            await visit.page.keyboard.press(key)
            found = await visit.page.evaluate(FOCUS)
            if found is None or found["key"] in seen or steps > 400:
                break
            seen.add(found["key"])
            steps += 1
            if not found["seen"] or not found["ring"]:
                hidden.append((key, found))
    assert steps > 10
    assert hidden == []
