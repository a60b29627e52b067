"""Nobody can be looked up: a known and an unknown address are answered alike (promises S14, S24)."""

import pytest

from peerhub.community.models import JoinPolicy
from peerhub.core.hub import Hub
from peerhub.people import passwords
from peerhub.people.models import Person
from tests.support.factories import change_community
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor, Visitors

KNOWN, UNKNOWN = "amina@example.org", "amino@example.org"  # of one length, as both are echoed


def told(page: Page, email: str) -> tuple[int, list[tuple[str, str]], str]:
    """Everything that a stranger sees; the form token differs by browser, not by address."""
    headers = [(k, v) for k, v in page.headers.multi_items() if k not in ("set-cookie", "date")]
    text = page.text.replace(email, "EMAIL")
    cut = text.split('name="_token" value="')
    return page.status, headers, "".join([cut[0], *(part[64:] for part in cut[1:])])


async def through(browser: Visitor, path: str, email: str) -> Page:
    fields = {
        "/sign-in": {"email": email, "password": "wrong password"},
        "/sign-in/link": {"email": email},
        "/reset": {"email": email},
        "/join": {"name": "Gina", "email": email, "agree": "yes"},
    }[path]
    await browser.get(path)
    return await browser.post(path, fields, follow=False)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/link", "/reset", "/join"])
@pytest.mark.parametrize("policy", [JoinPolicy.OPEN, JoinPolicy.APPROVAL])
async def test_a_known_and_an_unknown_address_are_answered_alike(
    hub: Hub, visitor: Visitors, amina: Person, path: str, policy: JoinPolicy
) -> None:
    await change_community(hub, join_policy=policy)
    for _ in range(12):  # also where a limit bites
        known = told(await through(visitor(), path, KNOWN), KNOWN)
        unknown = told(await through(visitor(), path, UNKNOWN), UNKNOWN)
        assert known == unknown


async def test_an_invitation_does_not_tell_either(
    hub: Hub, visitor: Visitors, mail: Letters, amina: Person, fay: Person
) -> None:
    administrator = await visitor.of(fay)
    for email in (KNOWN, UNKNOWN):
        await administrator.get("/admin/people")
        page = await administrator.submit("/admin/people/invitations", email=email)
        assert "Sent." in page.words
    assert [x.subject for x in await mail.to(KNOWN)] == ["Fairer Test Hub: you have an account"]
    assert [x.subject for x in await mail.to(UNKNOWN)] == ["Fairer Test Hub: an invitation"]


async def test_the_owner_of_a_known_address_learns_by_mail_that_somebody_tried(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    await through(visitor(), "/join", KNOWN)
    (letter,) = await mail.to(KNOWN)
    assert letter.subject == "Fairer Test Hub: you have an account"


async def test_no_letter_goes_to_an_unknown_address(
    visitor: Visitors, mail: Letters, amina: Person
) -> None:
    await through(visitor(), "/sign-in/link", UNKNOWN)
    await through(visitor(), "/reset", UNKNOWN)
    assert not await mail.all()


async def test_an_unknown_account_costs_one_hash_like_a_known_one(
    visitor: Visitors, amina: Person
) -> None:
    before = passwords.tally.tried
    await through(visitor(), "/sign-in", UNKNOWN)
    assert passwords.tally.tried == before + 1
    cost = passwords.HASHER
    assert f"m={cost.memory_cost},t={cost.time_cost},p={cost.parallelism}" in passwords.NOBODY


async def test_the_hash_of_nobody_is_one_that_argon2_really_computes() -> None:
    assert not await passwords.is_password("anything", passwords.NOBODY)
    assert not passwords.HASHER.check_needs_rehash(passwords.NOBODY)


async def test_a_person_who_left_cannot_be_looked_up_by_handle(
    visitor: Visitors, amina: Person, bo: Person
) -> None:
    leaving = await visitor.of(bo)
    await leaving.get("/me/data")
    await leaving.submit("/me/data/leave", sure="yes")
    browser = await visitor.of(amina)
    gone = await browser.get("/people/bo")
    never = await browser.get("/people/bx")
    assert gone.status == never.status == 404
    assert gone.text == never.text
