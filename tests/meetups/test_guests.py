"""Guests: people who come to one meetup without an account, by an address that they proved."""

import asyncio

import pytest
from sqlalchemy import func, select

from peerhub.core.hub import Hub
from peerhub.meetups.tables import meetup_guests, meetup_needs, meetup_replies
from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, LINK, TEA, Organising
from tests.support.letters import Letters
from tests.support.visitor import Page

KIT, LOU = "kit@example.net", "lou@example.net"
RAMP = "A ramp, please"
OPEN = {"audience": "public", "guests": "yes"}


async def rows(hub: Hub) -> tuple[int, int, int]:
    """How many guests, answers, and needs."""
    async with hub.reading() as db:
        counts = [
            await db.scalar(select(func.count()).select_from(table)) or 0
            for table in (meetup_guests, meetup_replies, meetup_needs)
        ]
    return counts[0], counts[1], counts[2]


class Guests:
    """One line for each thing that people without an account do."""

    def __init__(self, organising: Organising, mail: Letters) -> None:
        self.organising, self.mail = organising, mail

    async def asks(self, path: str, email: str = KIT, **said: str) -> Page:
        visitor = self.organising.visitors()
        await visitor.get(path)
        fields = {"name": "Kit", "email": email, "choice": "in_person", **said}
        return await visitor.submit(f"{path}/guests", **fields)

    async def link(self, email: str = KIT) -> str:
        """That of the newest letter to this address, as a path."""
        link = next(one for one in (await self.mail.to(email))[-1].links if "/guests/" in one)
        return link.removeprefix(self.organising.hub.config.address)

    async def says(self, link: str, action: str = "come", **said: str) -> Page:
        visitor = self.organising.visitors()
        await visitor.get(link)
        return await visitor.submit(button=("action", action), **said)

    async def comes(self, path: str, email: str = KIT, **said: str) -> str:
        await self.asks(path, email, **said)
        link = await self.link(email)
        await self.says(link)
        return link


@pytest.fixture
def guests(organising: Organising, mail: Letters) -> Guests:
    return Guests(organising, mail)


async def test_a_guest_proves_an_address_says_yes_and_has_a_seat(
    organising: Organising, guests: Guests, hub: Hub, amina: Person
) -> None:
    path = await organising.both_ways(amina, **OPEN)
    page = await guests.asks(path)
    assert "Look at your mail" in page.words
    assert await rows(hub) == (1, 0, 0), "no seat before the yes"
    [letter] = await guests.mail.to(KIT)
    assert TEA not in letter.subject + letter.text and DOOR not in letter.text
    link = await guests.link()
    page = await organising.visitors().get(link)
    assert TEA in page.words and DOOR not in page.text and LINK not in page.text
    assert await rows(hub) == (1, 0, 0), "mail scanners open every link"
    page = await guests.says(link, needs=RAMP, accompanied="yes")
    assert "You have a seat in person." in page.words
    assert DOOR in page.words and LINK not in page.text, "the door, not the link"
    page = await organising.sees(amina, f"{path}/people")
    for said in ("Kit", "a guest, without an account", RAMP, "Somebody comes along"):
        assert said in page.words, said
    assert KIT not in page.text, "nobody sees the address"
    assert "Kit" in (await organising.sees(amina, f"{path}/sheet")).words


async def test_a_no_forgets_the_address_and_gives_the_seat_to_who_waits(
    organising: Organising, guests: Guests, hub: Hub, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina, **OPEN, seats_in_person="1")
    link = await guests.comes(path)
    await guests.says(link, needs=RAMP)
    await organising.answers(bo, path, "in_person")
    organising.clock.move(minutes=1)
    waits = await guests.comes(path, LOU, name="Lou")
    assert "You are in the line" in (await organising.visitors().get(waits)).words
    page = await guests.says(link, "leave")
    assert "Nothing of it is kept" in page.words
    assert "This link no longer works" in (await organising.visitors().get(link)).words
    assert await rows(hub) == (1, 2, 0)
    assert TEA in await organising.told(bo), "bo waited before lou"
    await organising.answers(bo, path, "no")
    letter = (await guests.mail.to(LOU))[-1]
    assert "A seat is free for you" in letter.text and TEA not in letter.text + letter.subject
    assert DOOR in (await organising.visitors().get(waits)).words


async def test_who_asks_twice_has_one_seat_and_two_presses_at_once_are_one(
    organising: Organising, guests: Guests, hub: Hub, amina: Person
) -> None:
    path = await organising.both_ways(amina, **OPEN)
    await guests.asks(path)
    first = await guests.link()
    await guests.asks(path, " KIT@example.net", name="Kitty", choice="online")
    assert await guests.link() == first and await rows(hub) == (1, 0, 0)
    visitors = [organising.visitors() for _press in range(4)]
    for one in visitors:
        await one.get(first)
    await asyncio.gather(*(one.submit(button=("action", "come")) for one in visitors))
    assert await rows(hub) == (1, 1, 0)
    page = await guests.asks(path, name="Mallory")
    assert "Look at your mail" in page.words, "the same answer for who comes already"
    assert "Kitty" in (await organising.sees(amina, f"{path}/people")).words
    assert LINK in (await organising.visitors().get(first)).words


async def test_guests_come_only_where_the_organisers_want_them(
    organising: Organising, guests: Guests, hub: Hub, amina: Person, bo: Person
) -> None:
    page = await organising.announce(amina, guests="yes")
    assert page.status == 422 and "where everybody may read of it" in page.words
    path = await organising.both_ways(amina, audience="public")
    stranger = organising.visitors()
    assert "without an account" not in (await stranger.get(path)).words
    said = {"name": "Kit", "email": KIT, "choice": "online"}
    answer = await stranger.post(f"{path}/guests", said)
    assert answer.status == 422 and "for people with an account" in answer.words
    members_only = await organising.both_ways(amina)
    await stranger.get("/meetups")
    assert (await stranger.post(f"{members_only}/guests", said)).status in (303, 404, 200)
    assert await rows(hub) == (0, 0, 0)
    open_to_all = await organising.both_ways(amina, **OPEN)
    assert "Come without an account" not in (await organising.sees(bo, open_to_all)).words


async def test_what_nobody_answers_is_gone_after_seven_days_and_all_of_it_a_day_after_the_meetup(
    organising: Organising, guests: Guests, hub: Hub, amina: Person
) -> None:
    path = await organising.both_ways(amina, **OPEN)
    await guests.comes(path, LOU)
    await guests.asks(path)
    link = await guests.link()
    organising.clock.move(days=7)
    assert "This link no longer works" in (await organising.visitors().get(link)).words
    await hub.outbox.deliver_all()
    assert (await rows(hub))[0] == 1
    organising.clock.move(days=3)
    reminded = [one.text for one in await guests.mail.to(LOU) if "begins in a day" in one.text]
    assert len(reminded) == 1, "once, a day before"
    organising.clock.move(days=2)
    await hub.outbox.deliver_all()
    assert await rows(hub) == (0, 0, 0)


async def test_guests_hear_of_a_change_and_of_the_end_by_mail(
    organising: Organising, guests: Guests, hub: Hub, amina: Person
) -> None:
    path = await organising.both_ways(amina, **OPEN)
    link = await guests.comes(path)
    visitor = await organising.at(amina)
    await visitor.get(f"{path}/edit")
    await visitor.submit(place="Stockwell, a library")
    assert "another time, place or way" in (await guests.mail.to(KIT))[-1].text
    await visitor.get(f"{path}/people")
    await visitor.submit(f"{path}/cancel", reason="Flood")
    letter = (await guests.mail.to(KIT))[-1]
    assert "does not take place" in letter.text and "Flood" not in letter.text
    page = await organising.visitors().get(link)
    assert "It is cancelled." in page.words and "Flood" in page.words
    await guests.says(link, "leave")
    assert await rows(hub) == (0, 0, 0)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "a first name is enough"),
        ({"name": "Buy at example.org/buy"}, "A name is no address."),
        ({"email": "kit"}, "Write a whole email address"),
        ({"choice": ""}, "Choose how you come."),
    ],
)
async def test_what_is_wrong_is_said_kindly_and_nothing_is_lost(
    organising: Organising, guests: Guests, hub: Hub, amina: Person, said: dict[str, str],
    sentence: str,
) -> None:  # fmt: skip
    path = await organising.both_ways(amina, **OPEN)
    page = await guests.asks(path, **said)
    assert page.status == 422
    assert sentence in page.words
    assert await rows(hub) == (0, 0, 0)
    if "name" not in said:
        assert 'value="Kit"' in page.text


async def test_what_a_guest_needs_leads_organisers_nowhere(
    organising: Organising, guests: Guests, hub: Hub, amina: Person
) -> None:
    path = await organising.both_ways(amina, **OPEN)
    await guests.asks(path)
    page = await guests.says(await guests.link(), needs="All at example.org/buy")
    assert page.status == 422 and "Leave the web address out" in page.words
    assert await rows(hub) == (1, 0, 0) and "example.org/buy" in page.text


async def test_a_forged_link_opens_nothing(
    organising: Organising, guests: Guests, amina: Person
) -> None:
    path = await organising.both_ways(amina, **OPEN)
    link = await guests.comes(path)
    forged = link[:-1] + ("0" if link[-1] != "0" else "1")
    assert "This link no longer works" in (await organising.visitors().get(forged)).words
