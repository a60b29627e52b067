"""Every page of people opens, for those for whom it is meant, in words that fit the standard."""

import html5lib
import pytest

from peerhub.people.models import Person
from tests.support.visitor import Visitors

FOR_STRANGERS = ["/", "/join", "/sign-in", "/sign-in/link", "/reset", "/sign-in/link/none"]
FOR_MEMBERS = ["/", "/me/profile", "/me/security", "/me/data", "/people/amina"]
FOR_ADMINISTRATORS = ["/admin", "/admin/people", "/admin/people/amina", "/admin/people?find=Amina"]


@pytest.mark.parametrize("path", FOR_STRANGERS)
async def test_a_stranger_finds_the_ways_in(visitor: Visitors, path: str) -> None:
    page = await visitor().get(path)
    assert page.status == 200
    html5lib.HTMLParser(strict=True).parse(page.text)


@pytest.mark.parametrize("path", FOR_MEMBERS)
async def test_a_member_finds_their_own_pages(visitor: Visitors, amina: Person, path: str) -> None:
    page = await (await visitor.of(amina)).get(path)
    assert page.status == 200
    assert page.headers["cache-control"] == "no-store"
    html5lib.HTMLParser(strict=True).parse(page.text)


@pytest.mark.parametrize("path", FOR_ADMINISTRATORS)
async def test_an_administrator_finds_everybody(
    visitor: Visitors, amina: Person, fay: Person, path: str
) -> None:
    page = await (await visitor.of(fay)).get(path)
    assert page.status == 200
    html5lib.HTMLParser(strict=True).parse(page.text)


@pytest.mark.parametrize("path", [*FOR_MEMBERS[1:], *FOR_ADMINISTRATORS])
async def test_nothing_of_it_is_shown_to_strangers(visitor: Visitors, path: str) -> None:
    page = await visitor().get(path, follow=False)
    assert page.status == 303 and page.headers["location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("path", FOR_ADMINISTRATORS)
async def test_a_moderator_is_no_administrator(
    visitor: Visitors, amina: Person, cleo: Person, path: str
) -> None:
    assert (await (await visitor.of(cleo)).get(path)).status == 403
