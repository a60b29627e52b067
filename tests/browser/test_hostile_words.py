"""Promise S9 in its small form: hostile posts, opened in a browser, run no script and ask no stranger.

Each string is a post's and a message's whole text, written through the services like anybody's.
The browser looks twice: as it is, where not even the policy may have had to step in, and with the
policy switched off, so that the cleaning alone is seen to hold.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.browser.conftest import OpenWindow, Served
from tests.support.browser import IN_A_BROWSER
from tests.support.shared import FOLDER

pytestmark = IN_A_BROWSER

OWN = Path(__file__).parents[1] / "core" / "hostile.txt"
SHARED = FOLDER / "hostile" / "xss.txt"
A_POST = 50  # strings, one a paragraph

TRIPWIRES = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = () => { window.ran.push(name); };
document.addEventListener("securitypolicyviolation", (e) =>
  window.ran.push("policy: " + e.violatedDirective + " " + e.blockedURI));
"""
DANGEROUS = (
    "script, iframe, object, embed, svg, math, style, link, meta, base, form, [srcdoc],"
    ' img:not([src^="/uploads/"])'  # the hub's own, made anew from what was sent
)
INSIDE = """
(selector) => Array.from(document.querySelectorAll(".words, .message__body")).flatMap((words) =>
  Array.from(words.querySelectorAll("*")).filter((e) => e.matches(selector) ||
    Array.from(e.attributes).some((a) => a.name.startsWith("on") || a.name === "style" ||
      /^\\s*(javascript|data|vbscript):/i.test(a.value))).map((e) => e.outerHTML.slice(0, 200)))
"""


def groups() -> Iterator[str]:
    """The corpus in texts of fifty strings each."""
    strings = OWN.read_text(errors="replace").splitlines()
    if SHARED.exists():
        strings += SHARED.read_text(errors="replace").splitlines()
    kept = [line.strip() for line in strings if line.strip()]
    for start in range(0, len(kept), A_POST):
        yield "\n\n".join(line[:150] for line in kept[start : start + A_POST])


async def hover_everywhere(page: Page) -> None:
    """What waits for a mouse, a key or an animation gets it."""
    await page.evaluate(
        """() => { for (const e of document.querySelectorAll(".words *, .message__body *"))
             for (const kind of ["mouseover", "mouseenter", "focus", "click", "error", "load", "toggle"])
               if (e.tagName !== "A" && e.tagName !== "SUMMARY") e.dispatchEvent(new Event(kind)); }"""
    )


@pytest.fixture(scope="module")
def hostile_texts() -> list[str]:
    return list(groups())


@pytest.mark.parametrize("policy", ["policy on", "policy off"])
async def test_hostile_posts_do_nothing(
    policy: str, hostile_texts: list[str], window: OpenWindow, served: Served
) -> None:
    world = served.world
    first = await world.asks("amina", "empty", f"Hostile, {policy}", hostile_texts[0])
    for text in hostile_texts[1:]:
        await world.answers("amina", first.thread_id, text)
    for text in hostile_texts:
        await world.says("amina", "quiet-corner", text[:8_000])
    thread = f"/forum/t/{first.thread_id}/{first.slug}"
    visit = await window("eli", bypass_csp=policy == "policy off")
    await visit.page.add_init_script(TRIPWIRES)
    for path in (thread, "/rooms/quiet-corner", "/forum/empty"):
        await visit.goto(path)
        await hover_everywhere(visit.page)
        assert await visit.page.evaluate("window.ran") == [], path
        assert await visit.page.evaluate(INSIDE, DANGEROUS) == [], path
    assert visit.faults.foreign == []
    assert visit.faults.errors == []


async def test_hostile_messages_do_nothing_when_they_arrive_live(
    hostile_texts: list[str], window: OpenWindow, served: Served
) -> None:
    await served.world.opens("hostile", "Hostile words")  # a room that no other test looks at
    visit = await window("eli")
    await visit.page.add_init_script(TRIPWIRES)
    await visit.goto("/rooms/hostile")
    await visit.page.locator("[data-refresh]").wait_for(state="hidden")
    for n, text in enumerate(hostile_texts[:6]):
        live = f"Live {n}.\n\n{text}"  # the same text again would wait for a moderator
        answer = await served.world.says("amina", "hostile", live[:8_000])
        await visit.page.locator(f"#m-{answer.message_id}").wait_for()
    await hover_everywhere(visit.page)
    assert await visit.page.evaluate("window.ran") == []
    assert await visit.page.evaluate(INSIDE, DANGEROUS) == []
    assert visit.faults.foreign == [] and visit.faults.errors == []
