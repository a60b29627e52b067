"""Every page, in every state that it can have: no axe violation in light or dark, no parse error,
no sideways scroll at 320 px, nothing asked of strangers, no script error, the same words without script.
"""

import re

import pytest

from peerhub.app import FEATURES, routes_of
from tests.browser.conftest import OpenWindow, Served, Window
from tests.browser.examples import BEFORE_SET_UP, EXAMPLES, Example
from tests.browser.eyes import contrast, main_words, sideways, visit
from tests.browser.no_page import NO_PAGE
from tests.support.browser import IN_A_BROWSER, axe, html_errors

pytestmark = IN_A_BROWSER

ONLY_WITH_SCRIPT = {"Show", "Do not read new messages aloud"}  # shows the password; stills the log
AGE = re.compile(
    r"looked: \d+ times?|waits [\w ]+|\d{1,2}(:\d\d)?[ap]m"
)  # minutes pass, looks are counted
ONLY_WITHOUT = {"Refresh", "Refresh to see new messages", "I have read up to here"}


async def look(window: Window, example: Example, served: Served) -> list[str]:
    """All that is wrong with a page in a browser with script."""
    page, wrong = window.page, []
    answer = await visit(page, example, served.world, served.address)
    if answer.status != example.status:
        return [f"answered {answer.status} instead of {example.status}"]
    wrong += html_errors(await answer.text())
    wrong += await axe(page)
    await page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {line}" for line in await contrast(page)]
    await page.set_viewport_size({"width": 320, "height": 640})
    wrong += await sideways(page)
    wrong += [f"dark, 320 px: {line}" for line in await contrast(page)]
    wrong += [f"asked a stranger: {url}" for url in window.faults.foreign]
    expected = f"status of {example.status}" if example.status >= 400 else "\0"
    wrong += [f"console: {line}" for line in window.faults.errors if expected not in line]
    if example.status == 422:
        summary = page.locator(".error-summary")
        wrong += [] if await summary.count() else ["no error summary"]
        focused = await page.evaluate("document.activeElement.matches('.error-summary')")
        wrong += [] if focused else ["the error summary has no focus"]
        wrong += [] if (await page.title()).startswith("Error:") else ["no Error: in the title"]
    return wrong


READ_ON_SIGHT = ("forum:thread",)


async def compare(scripted: Window, example: Example, plain: Window, served: Served) -> list[str]:
    """Words that a page has only with script, or only without."""
    await plain.page.set_viewport_size({"width": 320, "height": 640})
    await visit(plain.page, example, served.world, served.address)
    if example.route in READ_ON_SIGHT:  # the first visit has read what was new
        await visit(scripted.page, example, served.world, served.address)
    shown, bare = await main_words(scripted.page), await main_words(plain.page)
    shown, bare = [[AGE.sub("", line) for line in lines] for lines in (shown, bare)]
    missing = [line for line in bare if line not in shown and line not in ONLY_WITHOUT]
    added = [line for line in shown if line not in bare and line not in ONLY_WITH_SCRIPT]
    return [f"only without script: {line}" for line in missing] + [
        f"only with script: {line}" for line in added
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
async def test_page(example: Example, reader: OpenWindow, served: Served) -> None:
    scripted = await reader(example.who)
    plain = await reader(example.who, java_script=False)
    try:
        wrong = await look(scripted, example, served)
        wrong += await compare(scripted, example, plain, served)
        assert not wrong, "\n".join(wrong)
    finally:
        await scripted.page.close()
        await plain.page.close()


async def test_every_page_has_an_example() -> None:
    shown = {example.route for example in [*EXAMPLES, *BEFORE_SET_UP]} - {"error"}
    routes = {getattr(route, "name", "") for route in routes_of(FEATURES)}
    pages = {name for name in routes if not name.startswith("api:")}
    assert pages - shown - NO_PAGE.keys() == set(), "give it an example in examples.py"
    assert (shown | NO_PAGE.keys()) - pages == set(), "no such route any more"
    assert shown & NO_PAGE.keys() == set()
