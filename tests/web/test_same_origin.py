"""A request that another site made changes nothing, whatever it is dressed in (promise S11)."""

from collections.abc import Mapping

import pytest

from tests.support.visitor import Visitor, fields_of
from tests.web.conftest import World
from tests.web.writes import WRITES

OWN = "http://127.0.0.1:8000"

DRESSED: dict[str, Mapping[str, str]] = {
    "no header at all": {},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
    "a word that no browser says": {"Sec-Fetch-Site": "trust-me"},
    "cross-site under our origin": {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
    "a foreign origin": {"Origin": "https://evil.example"},
    "our origin as a prefix": {"Origin": f"{OWN}.evil.example"},
    "our origin, another port": {"Origin": "http://127.0.0.1:8001"},
    "our origin, another scheme": {"Origin": "https://127.0.0.1:8000"},
    "our origin with a path": {"Origin": f"{OWN}/"},
    "no origin to speak of": {"Origin": "null"},
    "an empty origin": {"Origin": ""},
}


Browsers = dict[str, Visitor]


async def old_browsers(world: World, headers: Mapping[str, str]) -> Browsers:
    """For each of the cast one with a cookie, that says of itself only what `headers` say."""
    browsers = {}
    for name in ("", *world.people):
        visitor = await world.as_(name)
        if not name:
            await visitor.get("/sign-in")  # a stranger's cookie signs in nobody, but it is there
        assert visitor.cookie
        del visitor.client.headers["Sec-Fetch-Site"]
        visitor.client.headers.update(headers)
        browsers[name] = visitor
    return browsers


async def token_of(visitor: Visitor) -> str:
    """The token that a page of ours would send for this browser."""
    page = await visitor.get("/")
    forms = [fields_of(form) for form in page.forms()]
    return next(fields["_token"][0] for fields in forms if "_token" in fields)


@pytest.mark.parametrize("dress", DRESSED)
async def test_no_door_opens_to_another_site(world: World, dress: str) -> None:
    browsers = await old_browsers(world, DRESSED[dress])
    before = await world.state()
    for write in WRITES:
        assert await world.send(browsers[write.who], write) == 403, write.name
    assert await world.state() == before


async def test_no_door_opens_with_another_sessions_token(world: World) -> None:
    browsers = await old_browsers(world, {})
    other = await token_of(browsers["bo"])
    before = await world.state()
    for token in (other, other[:-1], f"{other}x", "", "x" * 43, "\x00", "ä"):
        for write in WRITES:
            if write.who == "bo" or write.json:
                continue
            path, fields = write.filled(world.names)
            page = await browsers[write.who].post(path, {**fields, "_token": token}, follow=False)
            assert page.status == 403, (write.name, token)
    assert await world.state() == before


async def test_an_old_browser_comes_in_with_its_own_token(world: World) -> None:
    """Else the test above would prove nothing."""
    browser = (await old_browsers(world, {}))["amina"]
    fields = {"name": "Amina A.", "_token": await token_of(browser)}
    assert (await browser.post("/me/profile", fields, follow=False)).status == 303
    assert "Amina A." in (await browser.get("/me/profile")).text


async def test_a_good_token_does_not_outweigh_what_the_browser_says(world: World) -> None:
    browser = (await old_browsers(world, {"Sec-Fetch-Site": "cross-site"}))["amina"]
    fields = {"name": "Amina A.", "_token": await token_of(browser)}
    before = await world.state()
    assert (await browser.post("/me/profile", fields)).status == 403
    assert await world.state() == before


async def test_json_dressed_as_plain_text_is_refused(world: World) -> None:
    browsers = await old_browsers(world, {"Content-Type": "text/plain"})
    before = await world.state()
    for write in WRITES:
        path, _fields = write.filled(world.names)
        page = await browsers[write.who].ask(
            write.method, path, content=b'{"body": "x", "id": "y"}'
        )
        assert page.status == 403, write.name
    assert await world.state() == before


async def test_json_dressed_as_plain_text_is_not_read_from_our_own_pages_either(
    world: World,
) -> None:
    visitor = await world.as_("amina", headers={"Content-Type": "text/plain"})
    for write in WRITES:
        if write.json and write.fields is not None:
            path, _fields = write.filled(world.names)
            page = await visitor.ask(write.method, path, content=b'{"body": "x", "id": "y"}')
            assert page.status in (400, 404), write.name


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_looking_changes_nothing(world: World, method: str) -> None:
    """Also where the address says that it is a POST, or brings the fields along."""
    browsers = await old_browsers(world, {"X-HTTP-Method-Override": "POST"})
    before = await world.state()
    for write in WRITES:
        path, fields = write.filled(world.names)
        said = {**fields, "_method": "POST"}
        page = await browsers[write.who].ask(method, path, params=said, follow=False)
        assert page.status in (200, 301, 303, 400, 403, 404, 405, 422), write.name
    assert await world.state() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "LINK"])
async def test_other_methods_are_not_taken(world: World, method: str) -> None:
    browsers = {name: await world.as_(name) for name in ("", *world.people)}
    before = await world.state()
    taken = {(write.path, write.method) for write in WRITES}
    for write in WRITES:
        path, fields = write.filled(world.names)
        if (write.path, method) in taken:
            continue
        page = await browsers[write.who].ask(method, path, data=fields, follow=False)
        assert page.status == 405, write.name
    assert await world.state() == before


async def test_a_browser_without_a_cookie_cannot_be_told_to_sign_in_from_nowhere(
    world: World,
) -> None:
    """`Origin: null` is a sign of a browser: a page in a sandbox must not sign anybody in."""
    visitor = world.visitors(headers={"Origin": "null"})
    del visitor.client.headers["Sec-Fetch-Site"]
    before = await world.state()
    for write in WRITES:
        if not write.who:
            assert await world.send(visitor, write) == 403, write.name
    assert await world.state() == before
