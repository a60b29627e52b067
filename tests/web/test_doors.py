"""What every door has in common: headers, sizes, broken bytes, wrong hosts (S16, S28)."""

from collections.abc import AsyncIterator

import pytest

from peerhub.people.models import Person
from peerhub.web.static import static, version
from peerhub.web.visitor import safe_next
from tests.support.visitor import Visitors
from tests.web.conftest import World
from tests.web.test_who_may_open_what import ALL, ENDLESS, ROLES

STRICT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
NEVER = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


@pytest.mark.parametrize("who", ROLES)
async def test_every_answer_keeps_to_itself(world: World, who: str) -> None:
    visitor = await world.as_(who)
    strange = ["/nothing/here", "/rooms/none", "/api/v1/none", "/sign-out"]
    endless = {ALL[name][0] for name in ENDLESS}
    for path in [*(path for path, _said in ALL.values()), *strange]:
        method = "HEAD" if path in endless else "GET"
        headers = (await visitor.ask(method, path.format(**world.names), follow=False)).headers
        assert headers["cache-control"] == "no-store", path
        assert {name: headers[name] for name in STRICT} == STRICT, path
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'"), path
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        assert not [word for word in NEVER if word in policy.split()], path
        assert "strict-transport-security" not in headers, "only under https"


async def test_static_files_are_kept_for_ever_under_their_version(visitor: Visitors) -> None:
    page = await visitor().get(static("css/hub.css"))
    assert page.status == 200
    assert page.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert page.headers["content-type"].startswith("text/css")
    old = await visitor().get("/static/0000000000/css/hub.css")
    assert old.status == 200 and old.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["../app.py", "..%2fapp.py", "%2e%2e/static.py", "css/../../static.py", "/etc/passwd", "css"],
)
async def test_nothing_else_can_be_read_as_a_static_file(visitor: Visitors, path: str) -> None:
    page = await visitor().get(f"/static/{version()}/{path}")
    assert page.status == 404 and "import" not in page.text


@pytest.mark.parametrize("path", ["/me/profile", "/rooms/kitchen/messages", "/nothing/here"])
async def test_too_much_is_refused_kindly(world: World, path: str) -> None:
    visitor = await world.as_("amina")
    before = await world.state()
    page = await visitor.post(path, {"body": "x" * (1 << 20)})
    assert page.status == 413
    assert "Shorten it, or send it in parts." in page.text
    assert await world.state() == before


async def test_too_much_is_refused_also_where_its_length_is_not_told(world: World) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 65_536

    visitor = await world.as_("amina")
    headers = {"Content-Type": "application/json"}
    page = await visitor.ask(
        "POST", "/api/v1/rooms/kitchen/messages", content=pieces(), headers=headers
    )
    assert page.status == 413


async def test_pages_that_are_not_there_say_what_to_do(world: World) -> None:
    for who in ROLES:
        page = await (await world.as_(who)).get("/nothing/here")
        assert page.status == 404
        assert "There is no such page, or it is not open to you." in page.words
        assert "/get-help" in page.links()


async def test_a_method_that_a_door_does_not_take(world: World) -> None:
    page = await (await world.as_("amina")).get("/sign-out", follow=False)
    assert page.status == 405
    assert page.headers["allow"] == "POST"
    assert "use the form on the page" in page.words


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/none", 404),
        ("GET", "/api/v1/rooms/none/messages", 404),
        ("PUT", "/api/v1/rooms", 405),
        ("GET", "/api/v1/rooms?limit=0", 400),
        ("GET", "/api/v1/rooms?limit=101", 400),
        ("GET", "/api/v1/rooms?cursor=nonsense", 400),
        ("GET", "/api/v1/rooms/kitchen/messages?after=-1", 400),
        ("POST", "/api/v1/rooms/kitchen/messages", 400),
    ],
)
async def test_the_api_answers_with_problems(
    world: World, method: str, path: str, status: int
) -> None:
    page = await (await world.as_("amina")).ask(method, path)
    assert page.status == status
    assert page.headers["content-type"] == "application/problem+json"
    said = page.json()
    assert said["type"] == "about:blank" and said["status"] == status
    assert said["title"] == said["code"] and said["detail"].endswith(".")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8000.evil.example", "localhost", ""])
async def test_another_host_is_led_to_our_own(visitor: Visitors, host: str) -> None:
    page = await visitor().get("/forum?page=2", follow=False, headers={"Host": host})
    assert page.status == 307
    assert page.headers["location"] == "http://127.0.0.1:8000/forum?page=2"


async def test_health_is_asked_under_any_host(visitor: Visitors) -> None:
    assert (await visitor().get("/healthz", headers={"Host": "10.0.0.7"})).text == "ok\n"
    ready = (await visitor().get("/readyz", headers={"Host": "10.0.0.7"})).json()
    assert ready["ready"] is True and ready["database"] == "ok"


BROKEN = ["%00", "%ff", "%c0%af", "%ed%a0%80", "a%00b", "%e2%80%ae%00"]


@pytest.mark.parametrize("bytes_", BROKEN)
async def test_broken_bytes_are_never_our_fault(world: World, bytes_: str) -> None:
    visitor = await world.as_("amina")
    for path in ("/rooms/{}", "/forum/{}", "/forum/t/{}/x", "/people/{}", "/report/{}", "/{}"):
        page = await visitor.get(path.format(bytes_))
        assert page.status == 400, path  # before it reaches a database that cannot store it
    for path in ("/forum?page={}", "/rooms/kitchen?before={}", "/sign-in?next={}", "/?f={}"):
        assert (await visitor.get(path.format(bytes_))).status < 500, path
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/me/profile", "/rooms/kitchen/messages", "/forum/questions/new", "/report"):
        body = f"name={bytes_}&body={bytes_}&id={bytes_}&kind={bytes_}".encode()
        page = await visitor.ask("POST", path, content=body, headers=form, follow=False)
        assert page.status < 500, path
    page = await visitor.ask(
        "POST",
        "/api/v1/rooms/kitchen/messages",
        content=b'{"id": "x", "body": "\xff\xfe"}',
        headers={"Content-Type": "application/json"},
    )
    assert page.status == 400


LEAVING = r"""
    https://evil.example //evil.example ///evil.example /\evil.example \/evil.example
    /%09/evil.example /%5cevil.example javascript:alert(1) data:text/html,x http:evil.example
    /.//evil.example /..//evil.example https:/evil.example @evil.example /%2f%2fevil.example
    /?next=//evil.example /#@evil.example ////evil.example/%2e%2e /evil.example:80@x mailto:x@y
    evil.example .evil.example
"""


@pytest.mark.parametrize(
    "path", [*LEAVING.split(), "/\t/evil.example", "/\r\nX: y", "/\u2028/x", ""]
)
async def test_no_way_leads_out(visitor: Visitors, amina: Person, path: str) -> None:
    browser = visitor()
    fields = {"email": "amina@example.org", "password": "five quiet green chairs", "next": path}
    page = await browser.post("/sign-in", fields, follow=False)
    assert page.status == 303 and page.headers["location"] == "/", path
    assert safe_next(path).startswith("/") and not safe_next(path).startswith("//")
