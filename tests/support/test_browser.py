"""The browser's eyes are open: each check passes a good page and bites on a bad one."""

import hashlib
from pathlib import Path

from tests.support.browser import (
    AXE,
    IN_A_BROWSER,
    ContextFactory,
    axe,
    html_errors,
    watch,
)

pytestmark = IN_A_BROWSER

GOOD = (
    '<!doctype html><html lang="en"><head><title>Tea</title></head>'
    '<body><main><h1>Tea</h1><p id="p">Hello</p>'
    "<script>p.textContent = 'Hello from a script'</script></main></body></html>"
)
BAD = "<html><body><img src='data:,'><input><h1>Tea</body>"


async def test_axe_passes_a_good_page_and_bites_on_a_bad_one(
    context_factory: ContextFactory,
) -> None:
    page = await (await context_factory()).new_page()
    await page.set_content(GOOD)
    assert await axe(page) == []
    await page.set_content(BAD)
    found = {line.split(":")[0] for line in await axe(page)}
    assert {"html-has-lang", "image-alt", "label"} <= found


async def test_scripts_can_be_turned_off(context_factory: ContextFactory) -> None:
    words = []
    for java_script in (True, False):
        context = await context_factory(java_script=java_script, width=320, color_scheme="dark")
        page = await context.new_page()
        await page.set_content(GOOD)
        words.append(await page.locator("#p").inner_text())
    assert words == ["Hello from a script", "Hello"]


async def test_words_to_strangers_and_script_errors_are_noticed(
    context_factory: ContextFactory,
) -> None:
    page = await (await context_factory()).new_page()
    faults = watch(page, "http://127.0.0.1:9")
    await page.set_content("<img src='https://elsewhere.invalid/x.png'><script>nope()</script>")
    assert faults.foreign == ["https://elsewhere.invalid/x.png"]
    assert any("nope is not defined" in error for error in faults.errors)


async def test_parse_errors_are_named() -> None:
    assert html_errors(GOOD) == []
    assert "doctype" in " ".join(html_errors(BAD)).lower()


async def test_the_vendored_axe_is_the_one_that_was_vendored() -> None:
    expected = Path(f"{AXE}.sha256").read_text().split()[0]
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == expected
