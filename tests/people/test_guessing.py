"""Guessing meets a wall; the owner does not (promise S13)."""

import asyncio

import pytest

from peerhub.core.hub import Hub
from peerhub.people import passwords
from peerhub.people.models import Person
from peerhub.people.service.passwords import set_password
from tests.support.factories import PASSWORD
from tests.support.visitor import Visitor, Visitors

AMINA = "amina@example.org"


class Hashed:
    """How many passwords reached the hash since this test began."""

    def __init__(self) -> None:
        self.before = passwords.tally.tried

    def __len__(self) -> int:
        return passwords.tally.tried - self.before


@pytest.fixture
def hashed() -> Hashed:
    return Hashed()


async def guess(browser: Visitor, password: str = "wrong", email: str = AMINA) -> int:
    page = await browser.post("/sign-in", {"email": email, "password": password}, follow=False)
    return page.status


async def test_ten_guesses_reach_the_hash_and_no_more(
    visitor: Visitors, amina: Person, hashed: Hashed
) -> None:
    statuses = [await guess(visitor(), f"guess {n}") for n in range(30)]
    assert statuses == [422] * 10 + [429] * 20
    assert len(hashed) == 10


async def test_nor_when_they_come_all_at_once_from_everywhere(
    hub: Hub, visitor: Visitors, amina: Person, hashed: Hashed
) -> None:
    await set_password(hub, amina, password=PASSWORD)  # a hash that takes its time
    browsers = [visitor(address=(f"127.0.{n}.1", 40_000)) for n in range(30)]
    statuses = await asyncio.gather(*(guess(browser) for browser in browsers))
    assert sorted(statuses) == [422] * 10 + [429] * 20
    assert len(hashed) == 10


async def test_spelling_the_address_otherwise_gives_no_more_tries(
    visitor: Visitors, amina: Person, hashed: Hashed
) -> None:
    for n in range(15):
        await guess(visitor(), email=AMINA.upper() if n % 2 else f" {AMINA} ")
    assert len(hashed) == 10


async def test_a_forged_forwarded_for_changes_nothing(
    visitor: Visitors, amina: Person, hashed: Hashed
) -> None:
    for n in range(15):
        browser = visitor(headers={"X-Forwarded-For": f"203.0.113.{n}", "Forwarded": "for=1.2.3.4"})
        await guess(browser)
    assert len(hashed) == 10


async def test_the_owner_still_gets_in_from_a_device_that_is_known(
    visitor: Visitors, amina: Person
) -> None:
    mine = visitor()
    await mine.sign_in(amina)
    await mine.post("/sign-out")
    for n in range(15):
        await guess(visitor(), f"guess {n}")
    assert await guess(visitor(), PASSWORD) == 429
    assert await guess(mine, PASSWORD) == 303


async def test_a_known_device_has_ten_guesses_of_its_own(
    visitor: Visitors, amina: Person, hashed: Hashed
) -> None:
    stolen = visitor()
    await stolen.sign_in(amina)
    await stolen.post("/sign-out")
    before = len(hashed)
    statuses = [await guess(stolen, f"guess {n}") for n in range(12)]
    assert statuses == [422] * 10 + [429] * 2
    assert len(hashed) - before == 10
    assert await guess(visitor(), PASSWORD) == 303  # and they cost the owner nothing


async def test_the_mark_of_a_device_is_for_one_account(
    visitor: Visitors, amina: Person, bo: Person
) -> None:
    browser = visitor()
    await browser.sign_in(bo)
    await browser.post("/sign-out")
    for n in range(10):
        await guess(visitor(), f"guess {n}")
    assert await guess(browser, PASSWORD) == 429


async def test_a_forged_mark_of_a_device_is_worth_nothing(visitor: Visitors, amina: Person) -> None:
    browser = visitor()
    browser.client.cookies.set("peerhub-device", "abc." + "0" * 64, domain="127.0.0.1")
    for n in range(10):
        await guess(visitor(), f"guess {n}")
    assert await guess(browser, PASSWORD) == 429


async def test_one_address_fails_a_hundred_times_and_no_more(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    known = visitor()
    await known.sign_in(bo)
    for _ in range(100):
        await hub.limits.hit("sign-in-from", "127.0.0.1", "100/15 minute")
    assert await guess(visitor(), PASSWORD) == 429
    assert await guess(visitor(address=("127.0.9.9", 40_000)), PASSWORD) == 303
    page = await known.post(
        "/sign-in", {"email": "bo@example.org", "password": PASSWORD}, follow=False
    )
    assert page.status == 303


async def test_those_who_get_in_are_not_counted(visitor: Visitors, amina: Person) -> None:
    assert [await guess(visitor(), PASSWORD) for _ in range(12)] == [303] * 12


async def test_the_password_now_is_guessed_ten_times_at_most(
    visitor: Visitors, amina: Person, hashed: Hashed
) -> None:
    browser = await visitor.of(amina)
    await browser.get("/me/security")
    statuses = []
    for n in range(12):
        page = await browser.post(
            "/me/security/password", {"current": f"guess {n}", "password": "seven loud red tables"}
        )
        statuses.append(page.status)
    assert statuses == [422] * 10 + [429] * 2
    assert len(hashed) == 10
