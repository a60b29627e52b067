"""What a room weighs on its first visit: promised to be light, so it is counted."""

import gzip

from playwright.async_api import Response

from tests.browser.conftest import OpenWindow
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

ROOM_BYTES = 60_000  # on the wire, without images
CSS_BYTES, SCRIPT_BYTES = 20_000, 15_000  # compressed; look.md's promise for a room


async def test_a_room_is_light(window: OpenWindow) -> None:
    visit = await window("amina")
    seen: list[Response] = []

    def note(response: Response) -> None:
        seen.append(response)

    visit.page.on("response", note)
    await visit.goto("/rooms/health-and-care")
    await visit.page.wait_for_selector("[data-refresh]", state="hidden")  # it is live
    wire, packed = 0, {"stylesheet": 0, "script": 0, "document": 0}
    for response in seen:
        kind = response.request.resource_type
        if kind not in packed:
            continue
        sizes = await response.request.sizes()
        wire += sizes["responseBodySize"]
        packed[kind] += len(gzip.compress(await response.body()))
    told = f"{wire} bytes on the wire; compressed: {packed}"
    assert wire < ROOM_BYTES, told
    assert packed["stylesheet"] < CSS_BYTES, told
    assert packed["script"] < SCRIPT_BYTES, told


async def test_a_second_page_brings_its_words_alone(window: OpenWindow) -> None:
    visit = await window("amina")
    await visit.goto("/rooms/health-and-care")
    await visit.goto("/rooms/housing")
    fetched = await visit.page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.transferSize).map(e => e.name)"
    )
    assert [name for name in fetched if name.endswith((".css", ".js"))] == []  # the icon comes late
