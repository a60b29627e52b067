"""Meetups, and what people do with them through the pages they really have."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.visitor import Page, Visitor, Visitors

TEA = "First Thursday tea"
HALL = "Brixton, a community hall"
DOOR = "12 Invented Road, back door"
LINK = "https://talk.example.org/tea"


@dataclass
class Organising:
    """One line for each thing that people do."""

    hub: Hub
    visitors: Visitors
    clock: SettableClock

    def day(self, ahead: int = 10) -> str:
        return (self.clock.now().date() + timedelta(days=ahead)).isoformat()

    async def announce(self, person: Person, **said: object) -> Page:
        """By the form; five answers, and what else is said."""
        visitor = await self.visitors.of(person)
        await visitor.get("/meetups/new")
        five = {"title": TEA, "day": self.day(), "starts": "18:30", "modes": ["in_person"]}
        return await visitor.submit(**{**five, "place": HALL, **said})  # type: ignore[arg-type]

    async def both_ways(self, person: Person, **said: object) -> str:
        """The address of one to which people can come either way."""
        more = {"modes": ["in_person", "online"], "address": DOOR, "link": LINK}
        page = await self.announce(person, **{**more, **said})
        assert page.status == 200, page.words
        return page.path.partition("?")[0]

    async def answers(self, person: Person, path: str, choice: str, **said: str | None) -> Page:
        visitor = await self.visitors.of(person)
        await visitor.get(path)
        return await visitor.submit(f"{path}/reply", choice=choice, **said)

    async def sees(self, person: Person | None, path: str) -> Page:
        return await (await self.at(person)).get(path)

    async def at(self, person: Person | None) -> Visitor:
        return await self.visitors.of(person) if person else self.visitors()

    async def told(self, person: Person) -> str:
        """All that their notices say."""
        await self.hub.outbox.deliver_all()
        return (await self.sees(person, "/notifications")).words


@pytest.fixture
def organising(hub: Hub, visitor: Visitors, clock: SettableClock) -> Organising:
    return Organising(hub, visitor, clock)


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
