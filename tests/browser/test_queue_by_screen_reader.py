"""The moderators' queue as a screen reader has it: twenty mixed items, each heard before it is decided.

The test knows the browser's tree for assistive technology and nothing else of a page.
"""

from __future__ import annotations

import re

from tests.browser.conftest import OpenWindow, Served
from tests.browser.test_queue_by_keyboard import MINUTES, twenty_things
from tests.support.browser import IN_A_BROWSER
from tests.support.screen_reader import ScreenReader

pytestmark = IN_A_BROWSER

WORDS_A_MINUTE = 270  # people who listen every day set their voice to 300 and more
HEADING = re.compile(
    r"(Urgent|Soon|Not urgent) · (Reported|Held) (message|post|file) · waits less than a minute"
)
ANSWERS = {"Held": "Release it", "Reported": "Leave it as it is"}


async def decide(reader: ScreenReader, *, gone: bool, held: bool) -> None:
    choice = "Remove it" if gone else ANSWERS["Held" if held else "Reported"]
    reader.jump("radio", choice)
    await reader.act()
    if gone:
        reader.jump("combobox", "Which ground rule")
        await reader.act()
        await reader.page.keyboard.press("ArrowDown")
        reader.jump("textbox", "Why?")
        await reader.act("It breaks a rule.")
    reader.jump("button", "Decide and go")
    async with reader.page.expect_navigation():
        await reader.act()
    await reader.look()


async def test_twenty_mixed_items_heard_and_decided(window: OpenWindow, served: Served) -> None:
    await twenty_things(served, "Rae")
    visit = await window("rae", width=1280, height=900)
    await visit.goto("/moderation")
    reader = await ScreenReader.beside(visit.page)
    await reader.look()
    headings = [one.name for one in reader.nodes if one.role == "heading" and "· waits" in one.name]
    assert len(headings) == 20 and all(HEADING.match(one) for one in headings), headings
    reader.jump("heading", "What waits")
    reader.jump("link", headings[0])
    async with visit.page.expect_navigation():
        await reader.act()
    await reader.look()
    reader.jump("heading", "Reported message in")
    kinds = set()
    for n in range(20):
        kind, _in, place = reader.here.name.partition(" in ")
        assert reader.here.role == "heading" and place, reader.here
        kinds.add(kind)
        said = " ".join(reader.read_until("radio"))
        assert "Not urgent" in said and "waits less than a minute" in said, said
        if kind == "Reported file":
            assert said.index("It breaks the ground rules") < said.index("Picture number"), said
        gone = n % 3 == 0
        await decide(reader, gone=gone, held=kind.startswith("Held"))
        if n < 19:
            assert reader.here.role == "heading" and " in " in reader.here.name, reader.here
            wanted = "Removed" if gone else ("Released" if kind.startswith("Held") else "Left")
            assert reader.told().startswith(wanted), reader.told()
    assert any(one.name.startswith("Nothing waits.") for one in reader.nodes)
    assert kinds == {
        "Reported message", "Reported file", "Reported post", "Held message", "Held post"
    }  # fmt: skip
    assert reader.heard < MINUTES * WORDS_A_MINUTE, f"{reader.heard} words"
