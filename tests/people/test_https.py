"""Under https the cookie binds itself to this very host."""

import pytest

from peerhub.app import build_hub
from peerhub.core.config import Config
from peerhub.core.facts import ensure_epoch
from tests.conftest import serving
from tests.support.clock import SettableClock
from tests.support.factories import PASSWORD, make_person
from tests.support.visitor import Visitors


@pytest.fixture
def secure(config: Config) -> Config:
    return config.model_copy(update={"base_url": "https://hub.example.org"})


async def test_the_cookie_is_host_bound_and_secure(secure: Config, clock: SettableClock) -> None:
    hub = build_hub(secure, clock=clock)
    async with hub.transaction() as tx:
        await ensure_epoch(tx.db)
    amina = await make_person(hub, "Amina")
    async with serving(hub) as app:
        visitors = Visitors(app)
        browser = visitors()
        await browser.get("/sign-in")
        page = await browser.submit(
            "/sign-in", follow=False, email="amina@example.org", password=PASSWORD
        )
        lines = page.headers.get_list("set-cookie")
        assert [line.partition("=")[0] for line in lines] == [
            "__Host-peerhub",
            "__Host-peerhub-device",
        ]
        for line in lines:
            assert "; Path=/; HttpOnly; SameSite=Lax; Secure" in line and "Domain" not in line
        assert (await browser.get("/api/v1/me")).json()["handle"] == amina.handle
        assert "max-age" in browser.page.headers["strict-transport-security"]
        await visitors.close()
    await hub.close()
