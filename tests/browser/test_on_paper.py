"""What hangs on a wall or lies at a door, as the printer gets it: words in large print, and one sheet."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow, Served
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

A4 = (596, 843)  # points, as Chromium makes it
LARGE = 24  # px: 18 points, as large print is said to begin with


def sheets(printed: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


@pytest.mark.parametrize("name", ["{meetup}/poster", "{meetup}/sheet", "programme?kind=training"])
async def test_it_is_one_sheet_of_large_print_and_nothing_of_the_screen(
    window: OpenWindow, served: Served, name: str
) -> None:
    visit = await window("amina")
    await visit.goto(served.world.at(f"/meetups/{name}"))
    await visit.page.emulate_media(media="print")
    for gone in ("header", "footer", "nav", ".note--plain"):
        for one in await visit.page.locator(gone).all():
            await expect(one).to_be_hidden()
    printed = await visit.page.pdf(format="A4")
    assert sheets(printed) == [A4]
    size = await visit.page.locator(".paper").evaluate("one => getComputedStyle(one).fontSize")
    assert float(size.removesuffix("px")) >= LARGE
    await expect(visit.page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    code = visit.page.locator(".paper__qr")
    for shown in await code.all():
        assert await shown.evaluate("one => one.complete && one.naturalWidth > 0")
        box = await shown.bounding_box()
        assert box and min(box["width"], box["height"]) > 150, "4 cm, as a camera wants it"
    assert await code.count() == (0 if name.endswith("sheet") else 1)
    assert "12 Invented Road" not in await visit.page.locator("body").inner_text()
