"""Sign in by password, and out again; devices, shared ones too. Cookies are ours alone."""

import pytest
from starlette.applications import Starlette

from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token
from peerhub.people.models import Person
from peerhub.people.service.suspend import suspend
from peerhub.people.store import persons, sessions
from tests.support.clock import SettableClock
from tests.support.factories import PASSWORD, make_session
from tests.support.visitor import Visitor, Visitors


def cookie_lines(page_headers: object) -> dict[str, str]:
    lines = page_headers.get_list("set-cookie")  # type: ignore[attr-defined]
    return {line.partition("=")[0]: line for line in lines}


async def sign_in(browser: Visitor, password: str = PASSWORD, **more: str) -> dict[str, str]:
    """The cookies that came with the answer."""
    await browser.get("/sign-in")
    await browser.submit(
        "/sign-in", follow=False, email="amina@example.org", password=password, **more
    )
    return cookie_lines(browser.page.headers)


async def test_the_right_password_leads_home(visitor: Visitors, amina: Person) -> None:
    browser = visitor()
    page = await browser.sign_in(amina)
    assert page.path == "/" and "Good to see you, Amina." in page.text


async def test_one_goes_on_where_one_wanted_to(visitor: Visitors, amina: Person) -> None:
    browser = visitor()
    await browser.get("/me/security")
    assert browser.page.path == "/sign-in?next=/me/security"
    page = await browser.submit("/sign-in", email="amina@example.org", password=PASSWORD)
    assert page.path == "/me/security"


async def test_a_program_signs_in_with_two_fields(
    app: Starlette, visitor: Visitors, amina: Person
) -> None:
    program = visitor()
    del program.client.headers["Sec-Fetch-Site"], program.client.headers["User-Agent"]
    page = await program.post(
        "/sign-in", {"email": "amina@example.org", "password": PASSWORD}, follow=False
    )
    assert page.status == 303 and page.headers["location"] == "/"
    assert (await program.get("/api/v1/me")).json()["handle"] == "amina"


async def test_the_wrong_password_does_not(visitor: Visitors, amina: Person) -> None:
    browser = visitor()
    page = await browser.sign_in(amina, "five quiet green tables")
    assert page.status == 422 and "do not fit together" in page.words
    assert "amina@example.org" in page.text
    assert "tables" not in page.text
    assert (await browser.get("/api/v1/me")).status == 401


async def test_a_password_keeps_its_spaces(hub: Hub, visitor: Visitors, amina: Person) -> None:
    page = await visitor().sign_in(amina, PASSWORD + " ")
    assert page.status == 422


async def test_the_cookie_is_kept_from_scripts_and_other_sites(
    visitor: Visitors, amina: Person
) -> None:
    line = (await sign_in(visitor()))["peerhub"]
    parts = line.split("; ")[1:]
    assert parts == ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=15552000"]
    assert len(line.partition("=")[2].partition(";")[0]) >= 43  # 256 bits


async def test_the_session_rests_as_a_hash(hub: Hub, visitor: Visitors, amina: Person) -> None:
    browser = visitor()
    await sign_in(browser)
    async with hub.reading() as db:
        (session,) = await sessions.list_sessions(db, amina.person_id)
    assert session.session_id == hash_token(browser.cookie)
    assert browser.cookie not in session.session_id


async def test_a_planted_cookie_is_never_taken_over(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    browser = visitor()
    browser.client.cookies.set("peerhub", "planted-by-somebody-else", domain="127.0.0.1")
    await sign_in(browser)
    async with hub.reading() as db:
        held = [s.session_id for s in await sessions.list_sessions(db, amina.person_id)]
    assert hash_token("planted-by-somebody-else") not in held
    thief = visitor()
    thief.client.cookies.set("peerhub", "planted-by-somebody-else", domain="127.0.0.1")
    assert (await thief.get("/api/v1/me")).status == 401


async def test_each_sign_in_has_an_id_of_its_own_and_ends_the_one_before(
    visitor: Visitors, amina: Person
) -> None:
    browser = visitor()
    await sign_in(browser)
    first = browser.cookie
    await sign_in(browser)
    assert browser.cookie != first
    old = visitor()
    old.client.cookies.set("peerhub", first, domain="127.0.0.1")
    assert (await old.get("/api/v1/me")).status == 401


async def test_a_shared_device_is_signed_out_with_the_browser(
    visitor: Visitors, amina: Person
) -> None:
    lines = await sign_in(visitor(), shared="yes")
    assert "Max-Age" not in lines["peerhub"] and "Expires" not in lines["peerhub"]
    assert "peerhub-device" not in lines


@pytest.mark.parametrize(("shared", "minutes"), [(True, 15), (False, 30 * 24 * 60)])
async def test_a_quiet_device_is_signed_out(
    visitor: Visitors, amina: Person, clock: SettableClock, shared: bool, minutes: int
) -> None:
    browser = await visitor.of(amina, shared=shared)
    clock.move(minutes=minutes - 0.5)
    assert (await browser.get("/api/v1/me")).status == 200
    clock.move(minutes=minutes - 0.5)
    assert (await browser.get("/api/v1/me")).status == 200
    clock.move(minutes=minutes + 0.5)
    assert (await browser.get("/api/v1/me")).status == 401


async def test_no_session_lives_longer_than_180_days(
    visitor: Visitors, amina: Person, clock: SettableClock
) -> None:
    browser = await visitor.of(amina)
    for _ in range(8):
        clock.move(days=22)
        assert (await browser.get("/api/v1/me")).status == 200
    clock.move(days=5)
    assert (await browser.get("/api/v1/me")).status == 401


async def test_sign_out_ends_the_session_and_leaves_nothing(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    browser, other = await visitor.of(amina), await visitor.of(amina)
    await browser.get("/")
    page = await browser.ask("POST", "/sign-out", follow=False, data={})
    assert page.headers["clear-site-data"] == '"cache", "storage"'
    assert "Max-Age=0" in cookie_lines(page.headers)["peerhub"]
    assert (await browser.get("/api/v1/me")).status == 401
    assert (await other.get("/api/v1/me")).status == 200
    async with hub.reading() as db:
        assert len(await sessions.list_sessions(db, amina.person_id)) == 1


async def test_sign_out_on_a_shared_device_clears_its_cookies_too(
    visitor: Visitors, amina: Person
) -> None:
    browser = await visitor.of(amina, shared=True)
    page = await browser.ask("POST", "/sign-out", follow=False, data={})
    assert '"cookies"' in page.headers["clear-site-data"]


async def test_sign_out_everywhere_ends_them_all(
    visitor: Visitors, amina: Person, bo: Person
) -> None:
    browser, other, friend = await visitor.of(amina), await visitor.of(amina), await visitor.of(bo)
    await browser.get("/me/security")
    page = await browser.submit("/sign-out-everywhere")
    assert "signed out on all your devices" in page.text
    assert (await other.get("/api/v1/me")).status == 401
    assert (await friend.get("/api/v1/me")).status == 200


async def test_one_device_can_be_ended_from_another(visitor: Visitors, amina: Person) -> None:
    here, lost = await visitor.of(amina), await visitor.of(amina)
    await here.get("/me/security")
    assert here.page.words.count("Firefox on Linux") == 3  # twice in the list, once on its button
    await here.submit("/me/security/devices")
    assert (await lost.get("/api/v1/me")).status == 401
    assert (await here.get("/api/v1/me")).status == 200


async def test_nobody_ends_a_device_of_somebody_else(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    cookie = await make_session(hub, bo)
    browser = await visitor.of(amina)
    page = await browser.post("/me/security/devices", {"session": hash_token(cookie)})
    assert page.status == 404
    async with hub.reading() as db:
        assert await sessions.find_session(db, hash_token(cookie), hub.clock.now())


async def test_a_suspended_person_learns_it_with_the_right_password_only(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    member = await visitor.of(amina)
    async with hub.transaction() as tx:
        await suspend(tx, person_id=amina.person_id, by=None)
    assert (await member.get("/api/v1/me")).status == 401
    assert "closed for now" in (await visitor().sign_in(amina)).words
    assert "do not fit together" in (await visitor().sign_in(amina, "not the password")).words


async def test_an_older_hash_is_made_anew_at_sign_in(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    async with hub.reading() as db:
        before = await persons.find_password_hash(db, amina.person_id)
    await visitor().sign_in(amina)
    async with hub.reading() as db:
        after = await persons.find_password_hash(db, amina.person_id)
    assert before and "m=8,t=1,p=1" in before
    assert after and "m=65536,t=3,p=4" in after
    assert "Good to see you" in (await visitor().sign_in(amina)).text


async def test_fields_that_the_form_has_not_are_refused(visitor: Visitors, amina: Person) -> None:
    fields = {"email": "amina@example.org", "password": PASSWORD, "role": "administrator"}
    page = await visitor().post("/sign-in", fields)
    assert page.status == 422


TRICKS = [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "javascript:alert(1)", "/%2f/evil.example", "/..//evil.example", "http:evil.example", "///x",
    "/@evil.example:80/", "/x?next=//evil.example", "\n//evil.example", "evil.example", "/％2fevil",
]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
async def test_no_next_leads_away(visitor: Visitors, amina: Person, trick: str) -> None:
    browser = visitor()
    page = await browser.get("/sign-in", params={"next": trick})
    assert "evil" not in page.text
    page = await browser.post(
        "/sign-in",
        {"email": "amina@example.org", "password": PASSWORD, "next": trick},
        follow=False,
    )
    assert page.status == 303 and page.headers["location"] == "/"
