"""A busy room over a slow line: promised to show itself within two seconds, so it is timed.

The line is Chromium's own (400 ms before each answer, 50 kB a second for all of them together), the
cache empty and the connection new. A machine that others load makes every page late, so what
a page must wait for is counted as well: that never varies.
"""

from typing import Any

from playwright.async_api import Page

from tests.browser.conftest import OpenWindow, Served
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

SLOW_LINE = {
    "offline": False,
    "latency": 400,  # ms from a request to its first byte
    "downloadThroughput": 50_000,  # bytes a second
    "uploadThroughput": 50_000,
}
FIRST_PAINT = 2_000  # ms
PAINTED = """() => new Promise(tell => new PerformanceObserver(list => {
  const first = list.getEntries().find(entry => entry.name === 'first-contentful-paint');
  if (first) tell(first.startTime);
}).observe({type: 'paint', buffered: true}))"""
FETCHED = """() => performance.getEntriesByType('resource').map(entry => ({
  path: new URL(entry.name).pathname,
  blocking: entry.renderBlockingStatus === 'blocking',
  from: Math.round(entry.startTime),
  to: Math.round(entry.responseEnd),
}))"""
WORDS = "We ask on paper and by text, since {n} of our members have no post box; it took a year."


async def open_slowly(window: OpenWindow, served: Served) -> tuple[float, list[dict[str, Any]]]:
    """A room with fifty messages on the page: its first paint in ms, and all that it fetched."""
    world, people = served.world, ("amina", "bo", "cleo", "dana", "eli")
    await world.opens("busy", "A busy room")
    for n in range(60):
        await world.says(people[n // 2 % 5], "busy", WORDS.format(n=n) * (1 + n % 3), ago=60 - n)
    await (await window("eli")).goto("/rooms/busy")  # the server has read its templates
    visit = await window("amina")
    await slow_down(visit.page)
    await visit.goto("/rooms/busy")
    return float(await visit.page.evaluate(PAINTED)), await visit.page.evaluate(FETCHED)


async def slow_down(page: Page) -> None:
    """From now on this page is at the end of a slow line."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW_LINE)


async def test_a_busy_room_is_painted_within_two_seconds(
    window: OpenWindow, served: Served
) -> None:
    painted, fetched = await open_slowly(window, served)
    scripts = [one for one in fetched if one["path"].endswith(".js")]
    first_answer = min(one["to"] for one in scripts)
    assert [one["path"].rsplit("/", 1)[1] for one in fetched if one["blocking"]] == ["hub.css"]
    assert len(scripts) > 10
    assert [one for one in scripts if one["from"] > first_answer] == [], "a script found by another"
    assert painted <= FIRST_PAINT, fetched
