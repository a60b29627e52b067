"""`make pictures`: every page in every dress, on one contact sheet, to be looked at by a person.

Writes build/pictures/index.html and its images; `--readme` renews docs/picture.png. Judges nothing:
what a program can judge is in test_every_page.py.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from peerhub.app import build_hub
from peerhub.people.access import person_by_handle
from tests.browser.conftest import Served, open_world
from tests.browser.examples import EXAMPLES, Example
from tests.browser.eyes import visit
from tests.browser.world import World
from tests.support.browser import QUIET
from tests.support.factories import make_session
from tests.support.machine import find_chromium
from tests.support.server import Server

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "pictures"
README_PICTURE = ROOT / "docs" / "picture.png"
TALLEST = 4_000  # a longer page is cut: its end looks like its middle

RIGHT_TO_LEFT = "document.documentElement.dir = 'rtl'"
TWICE_THE_TEXT = "document.documentElement.style.fontSize = '200%'"


@dataclass(frozen=True)
class Dress:
    """One way in which a page is worn."""

    name: str
    width: int
    options: dict[str, Any] = field(default_factory=dict)
    change: str = ""


DRESSES = [
    Dress("320 light", 320),
    Dress("320 dark", 320, {"color_scheme": "dark"}),
    Dress("320 right to left", 320, change=RIGHT_TO_LEFT),
    Dress("320 text 200 %", 320, change=TWICE_THE_TEXT),
    Dress("768 light", 768),
    Dress("1280 light", 1280),
    Dress("1280 dark", 1280, {"color_scheme": "dark"}),
    Dress("1280 forced colours", 1280, {"forced_colors": "active"}),
    Dress("1280 right to left", 1280, change=RIGHT_TO_LEFT),
    Dress("1280 text 200 %", 1280, change=TWICE_THE_TEXT),
]


@contextmanager
def served_from(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.kill()


async def take(page: Page, width: int, path: Path) -> None:
    """The whole page in one window as tall as itself, so that its bars stand where they belong."""
    height = await page.evaluate("document.documentElement.scrollHeight")
    await page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
    await page.screenshot(path=path, type="jpeg", quality=70)


def file_of(number: int, dress: Dress) -> str:
    return f"{number:03}-{dress.name.replace(' ', '-').replace('%', 'percent')}.jpg"


async def wear(served: Served, browser: Browser, dress: Dress) -> None:
    """Every example in one dress."""
    contexts: dict[str, BrowserContext] = {}
    for number, example in enumerate(EXAMPLES):
        if example.who not in contexts:
            options = {"reduced_motion": "reduce", "locale": "en-GB", **dress.options}
            contexts[example.who] = await browser.new_context(**options)
            await served.sign_in(contexts[example.who], example.who)
        page = await contexts[example.who].new_page()
        await page.set_viewport_size({"width": dress.width, "height": 800})
        await visit(page, example, served.world, served.address)
        if dress.change:
            await page.evaluate(dress.change)
        await take(page, dress.width, OUT / file_of(number, dress))
        await page.close()
    for context in contexts.values():
        await context.close()


STYLE = """
body { font: 16px/1.4 system-ui; margin: 1rem; background: #ddd; color: #222; }
section { display: flex; align-items: flex-start; overflow-x: auto; gap: 12px; padding-bottom: 24px; }
figure { margin: 0; flex: none; } img { display: block; border: 1px solid #888; max-height: 900px; }
h2 { position: sticky; left: 0; margin: 16px 0 4px; font-size: 18px; }
"""


def sheet(world: World) -> str:
    """The contact sheet: a row a page, a column a dress."""
    rows = []
    for number, example in enumerate(EXAMPLES):
        figures = "".join(_figure(number, example, dress) for dress in DRESSES)
        heading = f"{escape(example.name)} <small>{escape(world.at(example.path))}</small>"
        rows.append(f"<h2>{heading}</h2><section>{figures}</section>")
    title = "<title>Every page</title>"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8">{title}<style>{STYLE}</style>'
    return f"{head}<h1>Every page</h1>{''.join(rows)}</html>"


def _figure(number: int, example: Example, dress: Dress) -> str:
    name = file_of(number, dress)
    image = f'<img src="{name}" alt="{escape(example.name)}, {dress.name}" loading="lazy"'
    shown = min(dress.width, 480)
    linked = f'<a href="{name}">{image} width="{shown}"></a>'
    return f"<figure><figcaption>{dress.name}</figcaption>{linked}</figure>"


async def every_page(browser: Browser) -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, served_from(Path(folder)) as server:
        world = await open_world(server)
        served = Served(server, world)
        for dress in DRESSES:
            await wear(served, browser, dress)
            print(f"{dress.name}: {len(EXAMPLES)} pages", flush=True)
        await world.hub.close()
        (OUT / "index.html").write_text(sheet(world))
    print(f"The contact sheet: {OUT / 'index.html'}")


async def readme_picture(browser: Browser) -> None:
    """The demo as `make run` opens it: its liveliest room, on a desk."""
    with tempfile.TemporaryDirectory() as folder, served_from(Path(folder)) as server:
        server.arguments = ["--demo"]
        hub = build_hub(server.start().config(), checkpoints=False)
        async with hub.reading() as db:
            amina = await person_by_handle(db, "amina")
        world = World(hub, {"amina": amina}, {"amina": await make_session(hub, amina)})
        context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        await Served(server, world).sign_in(context, "amina")
        page = await context.new_page()
        await page.goto(f"{server.address}/rooms/health-and-care")
        await page.locator("[data-refresh]").wait_for(state="hidden")
        README_PICTURE.parent.mkdir(exist_ok=True)
        height = await page.evaluate("document.documentElement.scrollHeight")
        await page.set_viewport_size({"width": 1280, "height": min(height, 1200)})
        await page.evaluate("scrollTo(0, 0)")
        await page.screenshot(path=README_PICTURE)
        await hub.close()
    print(f"The README's picture: {README_PICTURE}")


async def main() -> None:
    program = find_chromium()
    if program is None:
        sys.exit("Pictures need Chromium. As root on Debian or Ubuntu, make test installs it.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=QUIET)
        await (readme_picture(browser) if "--readme" in sys.argv else every_page(browser))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
