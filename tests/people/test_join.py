"""Join: open, by approval, by invitation; the same answer for every address."""

import pytest

from peerhub.community.models import JoinPolicy
from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.factories import change_community, publish
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor, Visitors

GINA = "gina@example.org"


async def ask_to_join(browser: Visitor, name: str = "Gina", email: str = GINA) -> Page:
    await browser.get("/join")
    return await browser.submit(name=name, email=email, agree="yes")


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


async def test_the_page_says_in_plain_words_what_one_agrees_to(hub: Hub, visitor: Visitors) -> None:
    await publish(hub)
    await change_community(hub, join_policy=JoinPolicy.APPROVAL)
    words = (await visitor().get("/join")).words
    assert "A pseudonym is fine" in words
    assert "work address may be read by your employer" in words
    assert "Every member can read the open rooms" in words
    assert "Be kind." in words
    assert "An administrator looks at it" in words


async def test_an_open_hub_lets_somebody_in_by_a_link(
    hub: Hub, visitor: Visitors, mail: Letters
) -> None:
    await change_community(hub, join_policy=JoinPolicy.OPEN)
    browser = visitor()
    assert "We sent you a letter" in (await ask_to_join(browser)).words
    (letter,) = await mail.to(GINA)
    await browser.get(path_of(letter.links[0]))
    page = await browser.submit()
    assert page.path == "/" and "Good to see you, Gina." in page.text


async def test_nobody_is_a_member_before_their_address_is_proved(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    await change_community(hub, join_policy=JoinPolicy.OPEN)
    await ask_to_join(visitor())
    await mail.all()
    administrator = await visitor.of(fay)
    assert (await administrator.get("/people/gina")).status == 404
    assert GINA not in (await administrator.get("/admin/people")).text


async def test_who_never_proves_their_address_is_forgotten(
    hub: Hub, visitor: Visitors, mail: Letters, clock: SettableClock
) -> None:
    await change_community(hub, join_policy=JoinPolicy.OPEN)
    await ask_to_join(visitor())
    (letter,) = await mail.to(GINA)
    clock.move(days=3, seconds=1)
    assert "no longer works" in (await visitor().get(path_of(letter.links[0]))).words
    await ask_to_join(visitor(), "Hari", "hari@example.org")
    await ask_to_join(visitor())
    assert len(await mail.to(GINA)) == 2


async def test_an_administrator_lets_a_joiner_in(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    browser = visitor()
    assert "An administrator looks at it" in (await ask_to_join(browser)).words
    assert [letter.subject for letter in await mail.to("fay@example.org")] == [
        "Fairer Test Hub: somebody waits to be let in"
    ]
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people")
    page = await administrator.submit(
        "/admin/people/joiners", holding="Gina", button=("action", "approve")
    )
    assert "Done." in page.words
    letter = (await mail.to(GINA))[-1]
    assert letter.subject == "Fairer Test Hub: you are in"
    await browser.get(path_of(letter.links[0]))
    assert "Good to see you, Gina." in (await browser.submit()).text


async def test_a_joiner_who_is_refused_leaves_nothing_behind(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    await ask_to_join(visitor())
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people")
    page = await administrator.submit(
        "/admin/people/joiners", holding="Gina", button=("action", "refuse")
    )
    assert GINA not in page.text and "Nobody waits." in page.words


async def test_two_administrators_cannot_both_decide(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    await ask_to_join(visitor())
    one, other = await visitor.of(fay), await visitor.of(fay)
    for browser in (one, other):
        await browser.get("/admin/people")
    await one.submit("/admin/people/joiners", holding="Gina", button=("action", "refuse"))
    page = await other.submit("/admin/people/joiners", holding="Gina", button=("action", "approve"))
    assert "Somebody else was faster" in page.words


async def test_whoever_waits_cannot_come_in(hub: Hub, visitor: Visitors, mail: Letters) -> None:
    await ask_to_join(visitor())
    browser = visitor()
    await browser.get("/sign-in/link")
    await browser.submit(email=GINA)
    for letter in await mail.to(GINA):
        assert not any("/sign-in/link/" in link for link in letter.links)


async def test_without_the_tick_nobody_joins(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    browser = visitor()
    await browser.get("/join")
    page = await browser.submit(name="Gina", email=GINA)
    assert page.status == 422 and "tick this box" in page.words
    assert "Error:" in page.text.partition("</title>")[0]
    assert not await mail.all()


@pytest.mark.parametrize(
    ("name", "email", "said"),
    [
        ("\u200b \u2060", GINA, "at least one letter or number"),
        ("Former  member", GINA, "stands for people who have left"),
        ("Gina", "gina", "Write a whole email address"),
        ("Gina", "gina@@example.org", "Write a whole email address"),
        ("Gina", "gina@example", "Write a whole email address"),
        ("Gina", "a@b.c>\nBcc: x@y.z", "Write a whole email address"),
        ("G" * 61, GINA, "at most 60"),
    ],
)
async def test_a_name_or_address_that_is_none_is_told_in_words(
    visitor: Visitors, name: str, email: str, said: str
) -> None:
    page = await ask_to_join(visitor(), name, email)
    assert page.status == 422 and said in page.words


async def test_an_invitation_is_the_only_way_where_the_hub_says_so(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    await change_community(hub, join_policy=JoinPolicy.INVITATION)
    browser = visitor()
    assert "joined by invitation" in (await browser.get("/join")).words
    refused = await browser.post("/join", {"name": "Gina", "email": GINA, "agree": "yes"})
    assert refused.status == 422
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people")
    await administrator.submit("/admin/people/invitations", email=GINA)
    (letter,) = await mail.to(GINA)
    page = await browser.get(path_of(letter.links[0]))
    assert GINA in page.words
    page = await browser.submit(name="Gina", agree="yes")
    assert "Good to see you, Gina." in page.text
    other = await visitor().get(path_of(letter.links[0]))
    assert "no longer works" in other.words


async def test_an_invitation_taken_back_opens_nothing(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people")
    await administrator.submit("/admin/people/invitations", email=GINA)
    (letter,) = await mail.to(GINA)
    await administrator.get("/admin/people")
    await administrator.submit("/admin/people/invitations/back")
    assert "no longer works" in (await visitor().get(path_of(letter.links[0]))).words


async def test_an_invitation_is_over_after_14_days(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person, clock: SettableClock
) -> None:
    administrator = await visitor.of(fay)
    await administrator.get("/admin/people")
    await administrator.submit("/admin/people/invitations", email=GINA)
    (letter,) = await mail.to(GINA)
    clock.move(days=14, seconds=1)
    assert "no longer works" in (await visitor().get(path_of(letter.links[0]))).words


async def test_a_handle_never_comes_to_mean_another_person(
    hub: Hub, visitor: Visitors, mail: Letters, amina: Person
) -> None:
    await change_community(hub, join_policy=JoinPolicy.OPEN)
    browser = visitor()
    await ask_to_join(browser, "Amina", GINA)
    (letter,) = await mail.to(GINA)
    await browser.get(path_of(letter.links[0]))
    await browser.submit()
    await browser.get("/me/profile")
    assert "/people/amina-2" in browser.page.links()
    await browser.submit(name="Gina")
    await browser.get("/me/profile")
    assert "/people/gina" in browser.page.links()
    other = visitor()
    await ask_to_join(other, "Amina 2", "hari@example.org")
    await other.get(path_of((await mail.to("hari@example.org"))[0].links[0]))
    await other.submit()
    await other.get("/me/profile")
    assert "/people/amina-2-2" in other.page.links()


async def test_asking_twice_makes_one_joiner_and_tells_them_that_they_wait(
    hub: Hub, visitor: Visitors, mail: Letters, fay: Person
) -> None:
    await ask_to_join(visitor())
    await ask_to_join(visitor(), "Another Gina")
    subjects = [letter.subject for letter in await mail.to(GINA)]
    assert subjects == ["Fairer Test Hub: we have your request", "Fairer Test Hub: you are waiting"]
    page = await (await visitor.of(fay)).get("/admin/people")
    assert page.text.count(GINA) == 1 and "Another Gina" not in page.text
