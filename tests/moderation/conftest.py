"""A room, a board, and what people do in them, for the stories of moderation."""

import pytest

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.forum.service import boards
from peerhub.moderation import access
from peerhub.moderation.models import Case, ReportReason
from peerhub.moderation.service.report import report as report_item
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.factories import make_room, make_sector
from tests.support.visitor import Page, Visitor, Visitors

ROOM = "/rooms/kitchen"


@pytest.fixture
async def places(hub: Hub) -> None:
    """The sector of health with the room "kitchen" and the board "questions" in it."""
    await make_sector(hub, "health", "Health and care")
    await make_room(hub, "kitchen", "Kitchen table", sector="health")
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="questions", title="Questions", sector="health")


class Stories:
    """What a person does, in one line, through the pages that they really have."""

    def __init__(self, hub: Hub, visitors: Visitors, clock: SettableClock) -> None:
        self.hub, self.visitors, self.clock = hub, visitors, clock

    async def later(self) -> None:
        """All that is due was done, and a minute has passed."""
        await self.hub.outbox.deliver_all()
        self.clock.move(minutes=1)

    async def says(self, person: Person, body: str) -> str:
        """Posts in the kitchen; the message's id."""
        visitor = await self.visitors.of(person)
        await visitor.get(ROOM)
        page = await visitor.submit(f"{ROOM}/messages", body=body)
        assert page.status == 200, page.words
        rows = [r for r in page.tree.iter("li") if body in "".join(r.itertext())]
        ids = [row.get("data-id") for row in rows if row.get("data-id")]
        assert ids, page.words
        return str(ids[-1])

    async def asks(self, person: Person, title: str, body: str) -> str:
        """Starts a thread among the questions; its path."""
        visitor = await self.visitors.of(person)
        await visitor.get("/forum/questions/new")
        page = await visitor.submit(title=title, body=body)
        assert page.status == 200, page.words
        return page.path

    async def reports(
        self, person: Person, message_id: str, *, note: str = "", reason: str = "rules"
    ) -> Page:
        """Reports a message; the page that thanks."""
        visitor = await self.visitors.of(person)
        await visitor.get(f"/report?kind=message&id={message_id}")
        return await visitor.submit(reason=reason, note=note)

    async def sees(self, person: Person | None, path: str = ROOM) -> str:
        """The words of a page, as this person reads it."""
        visitor = await self.visitors.of(person) if person else self.visitors()
        return (await visitor.get(path)).words

    async def told(self, person: Person) -> list[str]:
        """What their notices say, newest first, once all that is due was done."""
        await self.later()
        visitor = await self.visitors.of(person)
        page = await visitor.get("/notifications")
        items = page.tree.findall(".//main//li")
        return [" ".join("".join(item.itertext()).split()) for item in items]

    async def opens_case(self, person: Person) -> Visitor:
        """A moderator at the first case of their queue."""
        visitor = await self.visitors.of(person)
        page = await visitor.get("/moderation")
        cases = [link for link in page.links() if link.startswith("/moderation/cases/")]
        assert cases, page.words
        await visitor.get(cases[0])
        return visitor

    async def decides(self, person: Person, outcome: str, reason: str = "") -> Page:
        """A moderator decides the first case of their queue, a while later."""
        await self.later()
        visitor = await self.opens_case(person)
        return await visitor.submit(holding="What should happen", outcome=outcome, reason=reason)


@pytest.fixture
def people(hub: Hub, visitor: Visitors, places: None, clock: SettableClock) -> Stories:
    return Stories(hub, visitor, clock)


async def make_report(hub: Hub, person: Person, message_id: str, client_id: str = "r-1") -> str:
    """A report without a page; its reference."""
    async with hub.transaction() as tx:
        return await report_item(
            tx,
            person,
            item=ItemRef("message", message_id),
            reason=ReportReason.RULES,
            note="",
            client_id=client_id,
        )


async def cases_of(hub: Hub, person: Person) -> list[Case]:
    async with hub.reading() as db:
        return await access.cases_for_moderator(db, person, limit=100)
