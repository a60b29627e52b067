"""Leads with keys, and what people do when somebody may be unsafe, through the pages they really have."""

import re
from dataclasses import dataclass

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.visitor import Page, Visitor, Visitors

PASSPHRASE = "copper meadow lantern seven"
QUEUE, KEYS = "/safeguarding", "/safeguarding/keys"


@dataclass(frozen=True)
class Kept:
    """What whoever raised a concern wrote down."""

    reference: str
    code: str


class Circle:
    """The leads, and one line for each thing that they and others do."""

    def __init__(self, hub: Hub, visitors: Visitors, clock: SettableClock) -> None:
        self.hub, self.visitors, self.clock = hub, visitors, clock

    async def later(self, **time: float) -> None:
        """So much time passes, and all that is due by then was done."""
        self.clock.move(**(time or {"minutes": 1}))
        await self.hub.outbox.deliver_all()

    async def makes_key(self, person: Person, part: str = "lead") -> Visitor:
        """Through the page; the key is open in this browser afterwards."""
        visitor = await self.visitors.of(person)
        await visitor.get(KEYS)
        page = await visitor.submit(KEYS, passphrase=PASSPHRASE, again=PASSPHRASE, part=part)
        assert page.status == 200, page.words
        return visitor

    async def approves(self, visitor: Visitor, name: str) -> Page:
        """The one key of this name that waits for this lead's word."""
        page = await visitor.get(KEYS)
        actions = [
            form.get("action") or ""
            for form in page.forms()
            if (form.get("action") or "").endswith("/approve") and name in "".join(form.itertext())
        ]
        assert len(actions) == 1, page.words
        return await visitor.submit(actions[0])

    async def found(self, one: Person, other: Person) -> tuple[Visitor, Visitor]:
        """Two leads make keys and approve one another's."""
        first, second = await self.makes_key(one), await self.makes_key(other)
        await self.approves(first, other.name)
        page = await self.approves(second, one.name)
        assert "Keys that count" in page.words, page.words
        return first, second

    async def unlocks(self, person: Person, passphrase: str = PASSPHRASE) -> Visitor:
        """In a browser of their own."""
        visitor = await self.visitors.of(person)
        await visitor.get(QUEUE)
        await visitor.submit("/safeguarding/unlock", passphrase=passphrase)
        return visitor

    async def raises(self, person: Person | None = None, path: str = "/flag", **said: str) -> Kept:
        """Says that somebody may be unsafe; what they wrote down."""
        visitor = await self.visitors.of(person) if person else self.visitors()
        await visitor.get(path)
        said.setdefault("urgency", "1")
        page = await visitor.submit("/flag", holding="What did you see", **said)  # type: ignore[arg-type]
        return kept_of(page)

    async def reads(self, kept: Kept) -> Page:
        """What has happened, for who has reference and code."""
        visitor = self.visitors()
        await visitor.get("/flag/answers")
        return await visitor.submit("/flag/answers", reference=kept.reference, code=kept.code)

    async def opens(self, visitor: Visitor, number: int = 0) -> Page:
        """The concern that stands so far down in the queue."""
        page = await visitor.get(QUEUE)
        links = [link for link in page.links() if link.startswith(f"{QUEUE}/concerns/")]
        assert len(links) > number, page.words
        return await visitor.get(links[number])


def kept_of(page: Page) -> Kept:
    assert page.status == 200, page.words
    found = re.search(r"Reference ?(\S{9}) Code ?(\S{19})", page.words)
    assert found, page.words
    return Kept(found[1], found[2])


@pytest.fixture
def circle(hub: Hub, visitor: Visitors, clock: SettableClock) -> Circle:
    return Circle(hub, visitor, clock)
