"""Chromium for the tests, and what is asked of every page: no axe violation, no parse error.

One browser a test run, one context a test. Playwright's objects belong to the event loop that made
them, so every browser test runs on the session's loop: begin its module with

    pytestmark = IN_A_BROWSER

and let it talk to the hub only through a served address, never through objects of another loop.
Never loosens a page's Content-Security-Policy: axe goes in by `evaluate`, which passes it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from html5lib.constants import E as PARSE_ERRORS  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from tests.support.machine import find_chromium, leave_out

__all__ = ["IN_A_BROWSER", "Faults", "axe", "browser", "context_factory", "html_errors", "watch"]

IN_A_BROWSER = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [  # what keeps Chromium from talking to the world, and lets it run as root
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
]

ContextFactory = Callable[..., Awaitable[BrowserContext]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for the whole run."""
    program = find_chromium()
    if program is None:
        leave_out("Chromium")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=program, args=QUIET)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def context_factory(browser: Browser) -> AsyncIterator[ContextFactory]:
    """Makes fresh contexts (a person's browser each) and closes them after the test.

    Beside the named ones it takes every option of Playwright's `new_context`.
    """
    made: list[BrowserContext] = []

    async def make(
        *,
        java_script: bool = True,
        color_scheme: str = "light",
        width: int = 1280,
        height: int = 800,
        reduced_motion: str = "reduce",
        **options: Any,
    ) -> BrowserContext:
        context = await browser.new_context(
            java_script_enabled=java_script,
            color_scheme=color_scheme,  # type: ignore[arg-type]
            reduced_motion=reduced_motion,  # type: ignore[arg-type]
            viewport={"width": width, "height": height},
            **{"locale": "en-GB", "timezone_id": "Europe/London"} | options,
        )
        context.set_default_timeout(10_000)
        made.append(context)
        return context

    yield make
    for context in made:
        await context.close()


TALLEST = 8_000  # pixels


async def axe(page: Page) -> list[str]:
    """What axe finds wrong with the page, a line for each place; best: [].

    Seen whole: a target that a sticky bar covers by half, where somebody happens to have scrolled
    to, is not too small.
    """
    await page.wait_for_load_state()
    before = page.viewport_size
    if before:
        whole = int(await page.evaluate("document.documentElement.scrollHeight"))
        tall = max(before["height"], min(whole + 100, TALLEST))
        await page.set_viewport_size({"width": before["width"], "height": tall})
    await page.evaluate(AXE.read_text())
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    found = await page.evaluate("options => axe.run(document, options)", options)
    if before:
        await page.set_viewport_size(before)
    return [
        f"{violation['id']}: {violation['help']} at {' '.join(map(str, node['target']))}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def html_errors(html: str) -> list[str]:
    """Every parse error of a whole page, as html5lib's strict eyes see it; best: []."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [
        f"line {line}, column {column}: {PARSE_ERRORS[code] % detail}"
        for (line, column), code, detail in parser.errors
    ]


class Faults:
    """What a page did that no page of ours may do: script errors, words to strangers."""

    def __init__(self, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.errors: list[str] = []
        self.foreign: list[str] = []

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.home:
            self.foreign.append(url)


def watch(page: Page, home: str) -> Faults:
    """Collects a page's faults from now on; call it before the first `goto`."""
    faults = Faults(home)
    page.on("console", faults.note_console)
    page.on("pageerror", lambda error: faults.errors.append(str(error)))
    page.on("request", lambda request: faults.note_request(request.url))
    return faults
