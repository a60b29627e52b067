"""What is asked of every page beside axe: no sideways scroll, the same words with and without script."""

from typing import Any

from playwright.async_api import Page, Response

from tests.browser.examples import Example
from tests.browser.world import World
from tests.support.browser import AXE

CONTRAST = (
    "axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}})"
)
SIDEWAYS = """
() => {
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const wide = Array.from(document.querySelectorAll("body *"))
    .filter((e) => e.getBoundingClientRect().left + e.scrollWidth > innerWidth + 1)
    .filter((e) => e.clientWidth > 1 && !e.closest("details:not([open])"));
  const deepest = wide.filter((e) => !wide.some((other) => other !== e && e.contains(other)));
  return [over, ...deepest.map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 40)}`)];
}
"""
SEND = """
(form, fields) => {
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  HTMLFormElement.prototype.submit.call(form);
}
"""


async def visit(page: Page, example: Example, world: World, address: str) -> Response:
    """Opens an example, sending its form where it has one; the answer that made the page."""
    answer = await page.goto(address + world.at(example.path))
    assert answer
    if example.send is None:
        return answer
    form = page.locator(f'form[action="{world.at(example.form)}"]').last
    if not await form.count():
        form = page.locator("main form:not([action])").last
    if not await form.count():
        words = (await page.locator("main").inner_text())[:300]
        raise AssertionError(f"no form to send: answered {answer.status}, {words}")
    async with page.expect_navigation() as moved:
        await form.evaluate(SEND, dict(example.send))
    return await moved.value


async def contrast(page: Page) -> list[str]:
    """Axe's rules about colour alone, on a page in which axe is already."""
    found: dict[str, Any] = await page.evaluate(CONTRAST)
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


async def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways at its present width; best: []."""
    await page.wait_for_load_state()  # after a click a new document may be there without a root yet
    over, *culprits = await page.evaluate(SIDEWAYS)
    return [f"{over} px too wide: {culprits[:5]}"] if over > 0 else []


async def main_words(page: Page) -> list[str]:
    """The lines of <main> as they are shown, without those that only one of both ways can show."""
    text = await page.locator("main").inner_text()
    return [line.strip() for line in text.splitlines() if line.strip()]


__all__ = ["AXE", "contrast", "main_words", "sideways", "visit"]
