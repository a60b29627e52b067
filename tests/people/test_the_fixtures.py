"""The fixtures that other tests stand on do what their names say."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.support.visitor import Visitors


async def test_a_hub_is_up(hub: Hub, visitor: Visitors) -> None:
    page = await visitor().get("/readyz")
    assert page.status == 200 and page.json()["ready"]


async def test_a_signed_in_visitor_is_known(visitor: Visitors, amina: Person) -> None:
    browser = await visitor.of(amina)
    page = await browser.get("/api/v1/rooms")
    assert page.status == 200
    assert (await visitor().get("/api/v1/rooms")).status == 401
