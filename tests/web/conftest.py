"""A world with one of everything that a door can ask for, and eyes that see whether a row changed."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from peerhub.community import service as community_service
from peerhub.community.models import FormKind
from peerhub.core.config import Config
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.keys import hash_token, new_id, new_token
from peerhub.core.tables import metadata
from peerhub.forum.models import About, BoardKind, Words
from peerhub.forum.service import boards, write
from peerhub.moderation import access as moderation_access
from peerhub.moderation.models import ReportReason
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.service.report import report as report_item
from peerhub.notifications.models import Notice, NoticeKind
from peerhub.notifications.store import insert_notice
from peerhub.people.access import block_mark
from peerhub.people.blocks import person_name
from peerhub.people.models import Invitation, LinkPurpose, Person, PersonState
from peerhub.people.rules import parse_role
from peerhub.people.service.block import block
from peerhub.people.service.links import make_link
from peerhub.people.service.roles import give_role
from peerhub.people.store import links
from peerhub.rooms.models import Answer, ChangeKind, NewChange, NewMessage, RoomKind
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.post import post_messages
from peerhub.rooms.service.talk import ask_to_talk
from peerhub.rooms.store.members import insert_memberships
from peerhub.rooms.store.rooms import set_room
from peerhub.tags import service as tags
from tests.support.belonging import meet_and_list
from tests.support.complaining import make_complaint
from tests.support.factories import (
    add_form,
    make_person,
    make_picture,
    make_room,
    make_session,
    make_token,
    publish,
)
from tests.support.leads import open_key
from tests.support.listing import ask_and_join
from tests.support.visitor import Visitor, Visitors, fields_of
from tests.web import forum
from tests.web.leads import safeguarding
from tests.web.measured import measured_people
from tests.web.removals import claimed_message, removed_message
from tests.web.writes import Write


@pytest.fixture
def config(config: Config) -> Config:
    """Without limits: these tests knock more often than any person."""
    return config.model_copy(update={"limits": "off"})


@dataclass
class World:
    """`names` fills the braces of paths; `people` are the cast by name."""

    hub: Hub
    visitors: Visitors
    people: dict[str, Person]
    names: dict[str, str]
    pens: dict[str, Pen] = field(default_factory=dict)

    async def as_(self, name: str, **more: Any) -> Visitor:
        """A browser of one of the cast, or of a stranger for ''."""
        if not name:
            return self.visitors(**more)
        visitor = await self.visitors.of(self.people[name], **more)
        if name in self.pens:
            await open_key(visitor, self.pens[name])
        return visitor

    async def send(self, visitor: Visitor, write: Write, **more: Any) -> int:
        """The status of this write, without following where it leads."""
        path, fields = write.filled(self.names)
        body = write.body(fields)
        headers = {"Idempotency-Key": "k-1"} if write.json else {}
        extra = {**headers, **more.pop("headers", {})}
        page = await visitor.ask(
            write.method, path, follow=False, headers=extra, **{**body, **more}
        )
        return page.status

    async def state(self) -> dict[str, str]:
        """A hash of every table's rows."""
        found = {}
        async with self.hub.reading() as db:
            for table in metadata.sorted_tables:
                rows = sorted(repr(tuple(row)) for row in await db.execute(select(table)))
                found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return found


@pytest.fixture
async def world(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person, fay: Person
) -> World:
    people = {"amina": amina, "bo": bo, "cleo": cleo, "fay": fay}
    names = {
        **await _places(hub, amina, cleo),
        **await _looked_after(hub, amina, bo),
        **await forum.polls(hub, amina),
        **await forum.imported(hub, amina),
        **await forum.boards_with_members(hub, amina, fay),
        **await forum.unnamed(hub, amina),
        **await _letters(hub, fay),
        **await _devices(hub, amina),
        "block": await _block(hub, amina),
        "talk": await _talk(hub, fay, "cleo"),
        "upload": await make_picture(hub, amina),
        "set_up": "none",
    }
    await publish(hub, "rules")
    await add_form(hub, FormKind.EASY_READ, "Be kind. Always.")
    names |= await ask_and_join(hub, "monthly")
    names |= await meet_and_list(hub, fay, amina, bo, cleo)
    names |= await forum.extract(hub, amina, names["said"])
    world = World(hub, visitor, people, names)
    names["case"] = await _case(hub, bo, cleo, names["post"])
    names["cleo"] = cleo.person_id
    names |= await removed_message(hub, amina, bo, cleo)
    names |= await claimed_message(hub, amina, bo, cleo)
    await make_person(hub, "Rue", roles=("reviewer",))
    names |= await measured_people(hub, amina, cleo, fay)
    names |= await make_complaint(hub)
    await make_person(hub, "Ida", roles=("moderator",))  # to whom a case can be handed
    page = await (await world.as_("cleo")).get(f"/moderation/cases/{names['case']}")
    leads, world.pens, concerns = await safeguarding(hub, bo, names)
    people |= leads
    names |= concerns
    names["seen"] = fields_of(page.form(f"/moderation/cases/{names['case']}/decision"))["seen"][0]
    return world


async def _places(hub: Hub, amina: Person, cleo: Person) -> dict[str, str]:
    """An open and a private room, boards open, public and private, a thread of Amina's."""
    await make_room(hub, "kitchen", "Kitchen")
    private = await make_room(hub, "", "Secret room", kind=RoomKind.PRIVATE)
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="questions", title="Questions")
        await boards.open_board(tx, slug="news", title="News", public=True)
        hidden = await boards.open_board(tx, slug="", title="Secret board", kind=BoardKind.PRIVATE)
        await community_service.add_help_contact(
            tx, name="Line", about="", phone="", address="", hours="", urgent=False, by="Fay"
        )
    async with hub.transaction() as tx:
        written = await write.start_thread(
            tx,
            amina,
            board="questions",
            client_id="t-1",
            title="A question",
            words=Words("How?", "<p>How?</p>"),
            about=About(question=True),
        )
    async with hub.transaction() as tx:
        said = NewMessage(amina.person_id, "kitchen", "k-0", "Good day", "<p>Good day</p>")
        (answer,) = await post_messages(tx, [said])
        assert isinstance(answer, Answer)
        thanks = NewChange(
            ChangeKind.REACT, cleo.person_id, "thanks", answer.message_id, emoji="👍"
        )
        await change_messages(tx, [thanks])
    return {
        "said": answer.message_id,
        "room": "kitchen",
        "private_room": private.slug,
        "private_board": hidden.slug,
        "thread": written.thread_id,
        "slug": written.slug,
        "post": written.post_id,
        "reply": await _answered(hub, cleo, written.thread_id),
        "contact": "1",
    }


async def _answered(hub: Hub, person: Person, thread_id: str) -> str:
    """A reply; and a tag for threads."""
    async with hub.transaction() as tx:
        await tags.add_tag(tx, slug="access", title="Access")
        words = Words("So.", "<p>So.</p>")
        said = await write.reply(tx, person, thread_id=thread_id, client_id="t-2", words=words)
    return said.post_id


async def _looked_after(hub: Hub, amina: Person, bo: Person) -> dict[str, str]:
    """The kitchen with Bo in it, and a private room that Amina looks after."""
    own = await make_room(hub, "", "Amina's room", kind=RoomKind.PRIVATE)
    draft = NewMessage(bo.person_id, "kitchen", "b-1", "Tea?", "<p>Tea?</p>")
    async with hub.transaction() as tx:
        await set_room(tx.db, "kitchen", own_names=True)
        await post_messages(tx, [draft])
        await insert_memberships(tx.db, [(amina.person_id, own.room_id)], tx.now)
        role = parse_role(f"facilitator@{own.place}")
        await give_role(tx, person_id=amina.person_id, role=role, by=None)
    return {"own_room": own.slug}


async def _block(hub: Hub, amina: Person) -> str:
    """What Amina's own page calls a block of hers."""
    away = await make_person(hub, "Away")
    async with hub.transaction() as tx:
        await block(tx, amina, blocked_name=person_name(away.person_id))
    return block_mark(hub.keys, amina.person_id, person_name(away.person_id))


async def _talk(hub: Hub, asker: Person, handle: str) -> str:
    """A request to write that waits."""
    async with hub.transaction() as tx:
        return await ask_to_talk(tx, asker, handles=[handle], body="Hello?", client_id="t-0")


async def _case(hub: Hub, bo: Person, cleo: Person, post_id: str) -> str:
    """Bo's report of the post, as Cleo finds it in her queue."""
    async with hub.transaction() as tx:
        await report_item(
            tx,
            bo,
            item=ItemRef("post", post_id),
            reason=ReportReason.RULES,
            note="",
            client_id="r-0",
        )
    async with hub.reading() as db:
        cases = await moderation_access.cases_for_moderator(db, cleo, limit=1)
    return cases[0].case_id


async def _letters(hub: Hub, fay: Person) -> dict[str, str]:
    """Somebody who waits, an invitation, links to sign in and to reset."""
    joiner = await make_person(hub, "Jo", state=PersonState.WAITING)
    invited = new_token()
    async with hub.transaction() as tx:
        ends = tx.now + timedelta(days=1)
        invitation = Invitation(new_id(), "hal@example.org", fay.person_id, ends)
        await links.insert_invitation(tx.db, invitation)
        await links.set_invitation_link(tx.db, invitation.invitation_id, hash_token(invited))
        link = await make_link(tx, fay.person_id, LinkPurpose.SIGN_IN)
        reset = await make_link(tx, fay.person_id, LinkPurpose.RESET)
    return {
        "joiner": joiner.person_id,
        "invited": invited,
        "invitation": invitation.invitation_id,
        "link": link,
        "reset": reset,
    }


async def _devices(hub: Hub, amina: Person) -> dict[str, str]:
    """Another device of Amina's, a token and a notice."""
    cookie = await make_session(hub, amina)
    secret = await make_token(hub, amina, "read")
    async with hub.transaction() as tx:
        notice = Notice(
            notice_id=new_id(),
            person_id=amina.person_id,
            kind=next(iter(NoticeKind)),
            words={"name": "Bo", "title": "A question"},
            path="/rules",
            at=tx.now,
            read_at=None,
        )
        await insert_notice(tx.db, notice, "n-1")
        tokens = metadata.tables["tokens"]
        query = select(tokens.c.token_id).where(tokens.c.person_id == amina.person_id)
        token_id = await tx.db.scalar(query)
    return {
        "session": hash_token(cookie),
        "secret": secret,
        "token": str(token_id),
        "notice": notice.notice_id,
    }
