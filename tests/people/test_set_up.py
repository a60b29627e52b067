"""The first start without a demo: one address, good once and for an hour (promise S30)."""

from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette

from peerhub.cli.opening import open_community
from peerhub.core.hub import Hub
from peerhub.people.models import Role
from peerhub.people.service.appoint import appoint
from tests.support.clock import SettableClock
from tests.support.factories import make_room
from tests.support.visitor import Visitors

FIRST = {
    "community": "Fairer Test Hub",
    "name": "Fay",
    "email": "fay@example.org",
    "password": "five quiet green chairs",
}


@pytest.fixture
async def stranger(empty_app: Starlette) -> AsyncIterator[Visitors]:
    visitors = Visitors(empty_app)
    yield visitors
    await visitors.close()


async def set_up_path(hub: Hub) -> str:
    lines = [line.strip() for line in await open_community(hub)]
    (link,) = [line for line in lines if "/set-up/" in line]
    return "/" + link.split("/", 3)[3]


@pytest.mark.parametrize("path", ["/", "/join"])
async def test_until_it_is_set_up_strangers_read_a_notice(stranger: Visitors, path: str) -> None:
    page = await stranger().get(path)
    assert page.status == 200 and "This hub is not set up yet" in page.words
    assert not page.forms() or "/join" not in [f.get("action") for f in page.forms()]


async def test_nobody_joins_a_hub_that_is_not_set_up(empty_hub: Hub, stranger: Visitors) -> None:
    fields = {"name": "Gina", "email": "gina@example.org", "agree": "yes"}
    page = await stranger().post("/join", fields)
    assert "not set up yet" in page.words


async def test_the_address_makes_the_first_administrator_and_names_the_hub(
    empty_hub: Hub, stranger: Visitors
) -> None:
    path = await set_up_path(empty_hub)
    browser = stranger()
    assert "Set up this hub" in (await browser.get(path)).words
    page = await browser.submit(**FIRST)
    assert page.path == "/admin" and page.status == 200
    assert "Fairer Test Hub" in page.text
    assert "not set up" not in (await stranger().get("/")).words
    assert (await stranger().get(path)).status == 404
    assert [line for line in await open_community(empty_hub) if "set-up" in line] == []


async def test_the_address_works_once(empty_hub: Hub, stranger: Visitors) -> None:
    path = await set_up_path(empty_hub)
    one, other = stranger(), stranger()
    await one.get(path)
    await other.get(path)
    await one.submit(**FIRST)
    page = await other.submit(**{**FIRST, "email": "gina@example.org"})
    assert page.status == 404
    assert (await other.get("/api/v1/me")).status == 401


async def test_the_address_is_dead_after_an_hour(
    empty_hub: Hub, stranger: Visitors, clock: SettableClock
) -> None:
    path = await set_up_path(empty_hub)
    browser = stranger()
    await browser.get(path)
    clock.move(minutes=60)
    assert (await browser.submit(**FIRST)).status == 404
    assert (await browser.get(path)).status == 404


async def test_a_restart_gives_another_address(empty_hub: Hub, stranger: Visitors) -> None:
    before, after = await set_up_path(empty_hub), await set_up_path(empty_hub)
    assert (await stranger().get(before)).status == 404
    assert (await stranger().get(after)).status == 200


@pytest.mark.parametrize("path", ["/set-up/guess", "/set-up/" + "A" * 43])
async def test_a_guessed_address_is_nothing(empty_hub: Hub, stranger: Visitors, path: str) -> None:
    assert (await stranger().get(path)).status == 404
    await set_up_path(empty_hub)
    assert (await stranger().get(path)).status == 404
    assert (await stranger().post(path, FIRST)).status == 404


async def test_what_is_wrong_is_told_and_uses_nothing_up(
    empty_hub: Hub, stranger: Visitors
) -> None:
    browser = stranger()
    await browser.get(await set_up_path(empty_hub))
    page = await browser.submit(**{**FIRST, "password": "short"})
    assert page.status == 422 and "at least 10" in page.words
    assert "Fairer Test Hub" in page.text and "short" not in page.text
    page = await browser.submit(password=FIRST["password"])
    assert page.path == "/admin"


async def test_what_the_command_line_made_is_served_all_the_same(
    empty_hub: Hub, stranger: Visitors
) -> None:
    await appoint(
        empty_hub,
        name="Amina",
        email="amina@example.org",
        password="five quiet green chairs",
        roles=[Role("moderator")],
    )
    await make_room(empty_hub, "housing", "Housing")
    browser = stranger()
    await browser.sign_in("amina@example.org", "five quiet green chairs")
    assert "Good to see you, Amina." in browser.page.text
    assert (await browser.get("/rooms/housing")).status == 200
    assert "not set up yet" in (await stranger().get("/")).words
