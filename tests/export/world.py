"""A hub with something of everything in it, said by people of whom two are known by no name of theirs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import update

from peerhub.community import service as community
from peerhub.community.models import DocumentForm, DocumentKind, FormKind
from peerhub.compliance.service import documents as records
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.text import to_html
from peerhub.directory.models import Funder, Identifier, Profile, Service
from peerhub.directory.service.arriving import bring_organisation, plan_arrival
from peerhub.directory.service.pages import remove_organisation
from peerhub.directory.service.partners import set_partner
from peerhub.forum.models import BoardKind, Words
from peerhub.forum.service import polling
from peerhub.forum.service.bring import ImportedPost, bring_posts
from peerhub.forum.service.decide import remove_post
from peerhub.forum.service.split import split
from peerhub.forum.service.write import Written, start_thread
from peerhub.forum.store import topics
from peerhub.forum.tables import posts
from peerhub.mailings.service import open_list
from peerhub.moderation.models import ReportReason
from peerhub.moderation.service.report import report as report_item
from peerhub.people.models import Person, Role
from peerhub.people.service.roles import give_role
from peerhub.polls.access import get_poll
from peerhub.polls.models import PollKind
from peerhub.rooms.models import ChangeKind, MemberState, NewChange, RoomKind
from peerhub.rooms.service.change import change_messages
from peerhub.rooms.service.decide import remove_message
from peerhub.rooms.service.own_name import take_own_name
from peerhub.rooms.service.pin import pin
from peerhub.rooms.service.talk import accept_talk, ask_to_talk
from peerhub.tags.service import add_tag
from peerhub.tags.store import list_tags
from tests.forum import places as boards
from tests.rooms import places as rooms
from tests.support.factories import (
    add_form,
    change_community,
    make_person,
    make_picture,
    make_sector,
    publish,
)
from tests.support.listed import make_linked, make_organisation, put_forward

OF_OWL: dict[str, Any] = {
    "address": "Heron house",
    "seen": {"words": "members"},
    "services": (Service("", "Hoots", "At night", "Look up"),),
    "funders": (Funder("A jar", "2026-04"),),
    "identifiers": (Identifier("XE-EXAMPLE", "OWL-1"),),
}
NEVER = (
    "Heron note",  # a report's
    "Heron took this back",
    "Heron was removed",
    "Heron waits",
    "Heron before the edit",
)
SECRET = ("Heron private", "Heron confidential", "Heron between two", "Heron board")
SINCE = date(2025, 5, 31)
TEXT = "It is 5 < 6 & *so* <script>alert(1)</script>"


@dataclass
class World:
    hub: Hub
    amina: Person
    nadia: Person  # writes without her name, and once with it, elsewhere
    yara: Person  # likewise
    tea: rooms.Place
    ask: boards.Place
    thread: Written
    unnamed: Written
    side: str
    picture: str
    unnamed_picture: str
    secret_picture: str
    address: str  # of the conversation


async def change(hub: Hub, person: Person, kind: ChangeKind, message_id: str, **more: Any) -> None:
    draft = NewChange(kind, person.person_id, f"{kind}-{message_id}", message_id, **more)
    async with hub.transaction() as tx:
        (answer,) = await change_messages(tx, [draft])
        assert not isinstance(answer, Exception), answer


async def make_world(hub: Hub) -> World:
    """Everything through the services, as people would do it."""
    amina = await make_person(hub, "Amina")
    nadia = await make_person(hub, "Nadia Nameless")
    yara = await make_person(hub, "Yara Nameless")
    await change_community(hub, about="For **everybody** & all")
    await publish(hub)
    await add_form(hub, FormKind.EASY_READ, "Be kind. Always.")
    await _document_with_file(hub, amina)
    await make_sector(hub, "housing", "Housing")
    async with hub.transaction() as tx:
        await community.add_help_contact(
            tx, name="Line", about="Any", phone="1", address="", hours="", urgent=True, by="Ada"
        )
        await open_list(tx, slug="monthly", title="Monthly", about="Once.", sentence="I want it.")
    fay = await make_person(hub, "Fay", roles=("administrator",))
    owl = await make_organisation(hub, fay, "Owl", amina, borough=("brent",), **OF_OWL)
    await make_linked(hub, fay, amina, owl)
    await put_forward(hub, fay, owl)
    gone = await make_organisation(hub, fay, "Heron was removed", borough=("brent",))
    plover = Profile("Plover", "Came from another finder", facts={"borough": ("brent",)})
    async with hub.transaction() as tx:
        await bring_organisation(tx, await plan_arrival(tx.db, "finder.csv:1", plover))
    async with hub.transaction() as tx:
        await set_partner(tx, fay, gone, role="Heron was removed", since=SINCE, until=None)
        await remove_organisation(tx, gone.organisation_id, "It is another's")
    tea, said = await _talk(hub, amina, nadia, yara)
    secret_picture = await _whisper(hub, amina, yara)
    address = await _between_two(hub, amina, yara)
    ask, thread, unnamed = await _discuss(hub, amina, nadia, yara)
    return World(
        hub, amina, nadia, yara, tea, ask, thread, unnamed,
        said["side"], said["picture"], said["unnamed_picture"], secret_picture, address,
    )  # fmt: skip


async def _document_with_file(hub: Hub, by: Person) -> None:
    """A translation that is a file: the hub's own, so it belongs to nobody."""
    file = await records.take_in(hub, b"Byddwch yn garedig.")
    async with hub.transaction() as tx:
        made = DocumentForm(
            kind=DocumentKind.RULES,
            number=1,
            form=FormKind.TRANSLATION,
            language="cy",
            edition=0,
            words="",
            address="",
            added_at=tx.now,
            added_by=by.person_id,
        )
        await records.add_form(tx, by, made, file, "rheolau.txt")


async def _talk(
    hub: Hub, amina: Person, nadia: Person, yara: Person
) -> tuple[rooms.Place, dict[str, str]]:
    tea = await rooms.make_place(hub, RoomKind.OPEN, slug="tea")
    await tea.set(own_names=True, topic="A kettle & cups")
    hello = await tea.said_by(amina, TEXT)
    await tea.says(amina, "An answer", reply_to=hello, warning="Loss")
    side = await tea.says(amina, "Aside", thread=hello)
    for person, name in ((nadia, "Fox"), (yara, "Owl")):
        async with hub.transaction() as tx:
            await take_own_name(tx, person, "tea", name)
    fox = await tea.said_by(nadia, "I am a fox")
    await tea.said_by(yara, "I am an owl")
    picture = await make_picture(hub, amina)
    await tea.says(amina, "Look", files=(picture,))
    unnamed_picture = await make_picture(hub, nadia)
    await tea.says(nadia, "Look at mine", files=(unnamed_picture,))
    for person in (nadia, yara):
        await change(hub, person, ChangeKind.REACT, hello, emoji="🙏")
    await change(hub, amina, ChangeKind.REACT, fox, emoji="💡")
    edited = await tea.said_by(amina, "Heron before the edit")
    body = "After the edit"
    await change(hub, amina, ChangeKind.EDIT, edited, body=body, html=to_html(body))
    gone = await tea.said_by(amina, "Heron took this back")
    await change(hub, amina, ChangeKind.WITHDRAW, gone)
    bad = await tea.said_by(amina, "Heron was removed")
    async with hub.transaction() as tx:
        await pin(tx, tea.mimi, "tea", hello)
        await remove_message(tx, bad, "It named somebody")
        await report_item(
            tx, yara, item=ItemRef("message", hello), reason=ReportReason.OTHER,
            note="Heron note", client_id="r",
        )  # fmt: skip
    await _newcomer(tea)
    return tea, {
        "side": side.message_id, "picture": picture, "unnamed_picture": unnamed_picture
    }  # fmt: skip


async def _newcomer(tea: rooms.Place) -> None:
    """Says something that waits for a moderator."""
    await change_community(tea.hub, hold_first_posts=1)
    new = await make_person(tea.hub, "Newcomer", days=0)
    assert (await tea.says(new, "Heron waits")).held
    await change_community(tea.hub, hold_first_posts=0)


async def _whisper(hub: Hub, amina: Person, yara: Person) -> str:
    for n, kind in enumerate((RoomKind.RESTRICTED, RoomKind.PRIVATE, RoomKind.CONFIDENTIAL)):
        place = await rooms.make_place(hub, kind, slug="" if kind.is_secret else "restricted")
        place.said = 50 + n
        await place.put(amina, MemberState.MEMBER)
        await place.put(yara, MemberState.REMOVED)
        picture = await make_picture(hub, amina)
        await place.says(amina, f"Heron {kind}" if kind.is_secret else "Closer", files=(picture,))
    return picture


async def _between_two(hub: Hub, amina: Person, yara: Person) -> str:
    async with hub.transaction() as tx:
        slug = await ask_to_talk(
            tx, amina, handles=[yara.handle], client_id="talk", body="Heron between two"
        )
    async with hub.transaction() as tx:
        await accept_talk(tx, yara, slug)
    return slug


async def _discuss(
    hub: Hub, amina: Person, nadia: Person, yara: Person
) -> tuple[boards.Place, Written, Written]:
    ask = await boards.make_place(hub, slug="ask", title="Ask")
    ask.said = 100  # one namespace of client ids a person
    await ask.set(anonymous=True)
    picture = await make_picture(hub, amina)
    async with hub.transaction() as tx:
        await add_tag(tx, slug="rent", title="Rent")
        await give_role(tx, person_id=amina.person_id, role=Role("editor"), by=None)
        words = Words(TEXT, to_html(TEXT), files=(picture,), warning="Money")
        thread = await start_thread(
            tx, amina, board="ask", client_id="t", title="Who pays <rent>?", words=words
        )
    await ask.answers(yara, thread.thread_id, "Under my name", thread.post_id)
    await ask.answers(nadia, thread.thread_id, "Without a name", anonymous=True)
    unnamed = await ask.asks(nadia, "How do I leave?", "Nobody knows me", anonymous=True)
    await ask.answers(yara, unnamed.thread_id, "Nor me", anonymous=True)
    gone = await ask.answers(yara, thread.thread_id, "Heron took this back")
    bad = await ask.answers(yara, thread.thread_id, "Heron was removed")
    await ask.answers(yara, thread.thread_id, "About something else")
    await _tend(hub, ask, amina, thread, gone, bad)
    await _choose(hub, thread, amina, nadia, yara)
    await _letters(hub, ask)
    secret = await boards.make_place(hub, BoardKind.PRIVATE, title="Whisper")
    await secret.asks(secret.mimi, "Heron board", "Heron board")
    await change_community(hub, hold_first_posts=1)
    newer = await make_person(hub, "Newer", days=0)
    await ask.asks(newer, "Heron waits", "Heron waits")
    await change_community(hub, hold_first_posts=0)
    return ask, thread, unnamed


async def _tend(
    hub: Hub, ask: boards.Place, amina: Person, thread: Written, gone: Written, bad: Written
) -> None:
    async with hub.transaction() as tx:
        await split(
            tx, ask.mimi, thread.thread_id, numbers=[range(6, 7)], title="Else", reason="Other"
        )
        await remove_post(tx, bad.post_id, "It named somebody")
        where = posts.c.post_id == gone.post_id
        await tx.db.execute(update(posts).where(where).values(state="withdrawn"))
        (tag,) = await list_tags(tx.db)
        await topics.set_tags(tx.db, thread.thread_id, [tag.tag_id])
        await topics.insert_summary(
            tx.db, thread.thread_id, author_id=amina.person_id, body="All *pay*",
            html=to_html("All *pay*"), at=tx.now,
        )  # fmt: skip


async def _choose(hub: Hub, thread: Written, *people: Person) -> None:
    async with hub.transaction() as tx:
        await polling.ask_poll(
            tx, people[0], thread.thread_id, question="Which?", kind=PollKind.SEVERAL,
            choices=["A", "B", "C"], open_days=0, hidden=True,
        )  # fmt: skip
        poll = await get_poll(tx.db, polling.about(thread.thread_id))
        ids = [choice.choice_id for choice in poll.choices]
        for n, person in enumerate(people):
            await polling.answer_poll(tx, person, thread.thread_id, ids[: n + 1])


async def _letters(hub: Hub, ask: boards.Place) -> None:
    at = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
    files = ({"name": "plan.pdf", "type": "application/pdf", "size": 5},)
    letter = ImportedPost(
        key="a" * 64, parent_key=None, author_name="Wren",
        author_mark="c1a1" * 16, body="Old", html=to_html("Old"),
        at=at, files=files,
    )  # fmt: skip
    async with hub.transaction() as tx:
        await bring_posts(tx, ask.board, "Old times", [letter], {})
