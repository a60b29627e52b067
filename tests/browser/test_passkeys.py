"""A lead's key opened by a device, with Chromium's own authenticator in the place of a finger."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from peerhub.app import build_hub
from peerhub.core.hub import Hub
from peerhub.demo.safeguarding import known_passphrases
from peerhub.people.access import person_by_handle
from peerhub.web.tokens import cookie_name
from tests.browser.conftest import Served
from tests.browser.eyes import sideways
from tests.support.browser import IN_A_BROWSER, ContextFactory, axe, html_errors
from tests.support.factories import make_session
from tests.support.server import Server

pytestmark = IN_A_BROWSER
KEYS, QUEUE = "/safeguarding/keys", "/safeguarding"
OPEN = "Your key is open in this browser"


async def device(page: Page, *, yields: bool) -> None:
    """A phone with its owner's finger on it. `yields`: whether it has the PRF extension."""
    protocol = await page.context.new_cdp_session(page)
    await protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "hasPrf": yields,
    }
    await protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@dataclass
class Home:
    """The demo at an address with a name: passkeys belong to names, not to numbers."""

    address: str
    hub: Hub
    cookie: str  # of Gita, a lead


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def home(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Home]:
    server = Server(tmp_path_factory.mktemp("named"))
    address = f"http://localhost:{server.port}"
    server.settings["PEERHUB_BASE_URL"] = address
    server.arguments = ["--demo"]
    try:
        server.start()
        hub = build_hub(server.config(), checkpoints=False)
        async with hub.reading() as db:
            gita = await person_by_handle(db, "gita")
        yield Home(address, hub, await make_session(hub, gita))
        await hub.close()
    finally:
        server.kill()


async def opened(home: Home, context_factory: ContextFactory, *, yields: bool = True) -> Page:
    """Gita's phone, at her keys."""
    context = await context_factory(width=320, height=640)
    name = cookie_name(home.hub.config)
    cookie = {"name": name, "value": home.cookie, "url": home.address}
    await context.add_cookies([cookie])  # type: ignore[list-item]
    page = await context.new_page()
    await device(page, yields=yields)
    await page.goto(home.address + KEYS)
    return page


async def add(home: Home, page: Page) -> None:
    await page.get_by_label("Which device is it?").fill("My phone")
    passphrase = known_passphrases(home.hub)["gita"]
    await page.get_by_role("textbox", name="Your passphrase of now").fill(passphrase)
    await page.get_by_role("button", name="Add a passkey").click()


async def test_a_device_is_added_opens_the_key_and_is_removed(
    home: Home, context_factory: ContextFactory
) -> None:
    page = await opened(home, context_factory)
    assert not await axe(page)
    await add(home, page)
    await expect(page.get_by_role("heading", name="Your passkeys")).to_be_visible()
    assert not await sideways(page)
    assert not await axe(page)
    assert not html_errors(await page.content())
    await page.goto(home.address + QUEUE)
    assert not await sideways(page)
    assert not await axe(page)
    await page.get_by_role("button", name="Unlock with a passkey").press("Enter")
    await expect(page.get_by_text(OPEN)).to_be_visible()
    await page.get_by_role("button", name="Lock it now").click()
    await page.goto(home.address + KEYS)
    await page.get_by_role("button", name="Remove it My phone").click()
    await expect(page.get_by_role("heading", name="Your passkeys")).to_have_count(0)


async def test_a_device_that_yields_nothing_is_not_taken(
    home: Home, context_factory: ContextFactory
) -> None:
    """It proves who somebody is, and no more: nothing is sent, and the page says what opens a key."""
    page = await opened(home, context_factory, yields=False)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    await add(home, page)
    said = page.locator("passkey-maker").get_by_role("status")
    await expect(said).to_contain_text("This device cannot open a key")
    assert "POST" not in sent
    assert not await axe(page)


@pytest.mark.parametrize("path", [KEYS, QUEUE])
async def test_without_script_the_passphrase_stands_alone(
    served: Served, context_factory: ContextFactory, path: str
) -> None:
    context = await context_factory(java_script=False)
    await served.sign_in(context, "gita")
    page = await context.new_page()
    await page.goto(served.address + path)
    assert "assphrase" in await page.locator("main").inner_text()
    assert "passkey" not in (await page.locator("main").inner_text()).lower()
