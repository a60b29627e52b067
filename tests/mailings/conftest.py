"""Lists, and what people do with them through the pages they really have."""

from dataclasses import dataclass

import pytest

from peerhub.core.hub import Hub
from peerhub.mailings import store
from peerhub.mailings.access import leave_path, mark_of
from peerhub.mailings.service import open_list
from tests.support.letters import Letters
from tests.support.visitor import Page, Visitor, Visitors

SENTENCES = {
    "monthly": "I want the monthly letter by email. I can leave at any time.",
    "meetups": "I want to hear of meetups by email. I can leave at any time.",
    "funding": "I want news about funding by email. I can leave at any time.",
}


def value_of(page: Page, slug: str) -> str:
    """Of the tick beside this list's sentence."""
    hints = {e.get("id"): "".join(e.itertext()) for e in page.tree.iter() if e.get("id")}
    [value] = [
        str(box.get("value"))
        for box in page.tree.iter("input")
        if box.get("name") == "lists" and SENTENCES[slug] in hints[box.get("aria-describedby")]
    ]
    return value


@dataclass
class Office:
    """Lists that are there, and one line for each thing that people do."""

    hub: Hub
    visitors: Visitors
    mail: Letters

    async def tick(self, visitor: Visitor, *slugs: str, email: str = "kit@example.net") -> Page:
        """On the lists' page; signed in without an address."""
        page = await visitor.get("/lists")
        fields = {"lists": [value_of(page, slug) for slug in slugs]}
        if "f-email" in page.text:
            fields["email"] = [email]
        return await visitor.submit("/lists", holding="Ask for these", **fields)  # type: ignore[arg-type]

    async def link(self, email: str = "kit@example.net") -> str:
        """That of the newest letter to this address, as a path."""
        letter = (await self.mail.to(email))[-1]
        link = next(one for one in letter.links if "/lists/confirm/" in one)
        return link.removeprefix(self.hub.config.address)

    async def answer(self, path: str, action: str = "confirm") -> Page:
        """To the letter, by one of its page's two buttons."""
        visitor = self.visitors()
        await visitor.get(path)
        return await visitor.submit(button=("action", action))

    async def on(self, email: str = "kit@example.net") -> list[str]:
        """Slugs of the lists that this address is on now."""
        async with self.hub.reading() as db:
            slugs = {one.list_id: one.slug for one in await store.list_lists(db)}
            found = await store.list_subscriptions_of(db, mark_of(self.hub.keys, email))
        return sorted(slugs[one.list_id] for one in found)

    async def leave_link(self, slug: str, email: str = "kit@example.net") -> str:
        """As each letter of that list will bear it."""
        async with self.hub.reading() as db:
            known = await store.find_list(db, slug)
            found = await store.list_subscriptions_of(db, mark_of(self.hub.keys, email))
        assert known
        [one] = [each for each in found if each.list_id == known.list_id]
        return leave_path(self.hub.keys, one.subscription_id)


@pytest.fixture
async def office(hub: Hub, visitor: Visitors, mail: Letters) -> Office:
    async with hub.transaction() as tx:
        for slug, sentence in SENTENCES.items():
            await open_list(
                tx, slug=slug, title=slug.title(), about="Once a month.", sentence=sentence
            )
    return Office(hub, visitor, mail)
