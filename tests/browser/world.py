"""The community that the browser tests look at: the demo, and beside it every state a page can have.

Everything is written through the services, as members would; nobody in it exists.
"""

from dataclasses import dataclass, field

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.text import to_html
from peerhub.forum.access import boards_for_reader, threads_for_reader
from peerhub.forum.models import Words
from peerhub.forum.service.arrange import accept_answer, arrange, summarise
from peerhub.forum.service.boards import archive_board, open_board
from peerhub.forum.service.change import edit_post, withdraw_post
from peerhub.forum.service.read import mark_read as mark_thread_read
from peerhub.forum.service.write import Written, reply, start_thread
from peerhub.moderation.access import cases_for_moderator
from peerhub.moderation.models import DecisionOutcome, ReportReason
from peerhub.moderation.service.report import report as report_item
from peerhub.people.access import person_by_handle
from peerhub.people.models import LinkPurpose, Person, PersonState
from peerhub.people.service.invite import invite, make_invitation_link
from peerhub.people.service.links import make_link
from peerhub.people.store import links
from peerhub.rooms.models import Answer, NewMessage, NewRead
from peerhub.rooms.service.post import post_messages
from peerhub.rooms.service.read import mark_read
from peerhub.rooms.service.rooms import open_room
from peerhub.rooms.tables import messages
from peerhub.tags.service import add_tag
from peerhub.uploads.models import NewUpload
from peerhub.uploads.service import take_in
from tests.browser.deciding import decide_about, report_as_stranger
from tests.browser.world_forum import (
    ask_polls,
    close_thread,
    import_letters,
    part_thread,
    propose_extract,
)
from tests.browser.world_places import open_places
from tests.browser.world_safeguarding import cookie_of_dana, raise_concerns, wait_for_a_key
from tests.support.complaining import make_complaint
from tests.support.factories import (
    change_community,
    make_person,
    make_picture,
    make_session,
    make_token,
)

NOTE = "It is the third time this week."
CAST = ("amina", "bo", "cleo", "dana", "eli", "fay", "gita")
LONG_NAME = "Maximiliana Featherstonehaugh-Abdulrahman"
LONG_TITLE = "Rindfleischetikettierungsüberwachungsaufgabenübertragung and other words"


@dataclass
class World:
    """Who is there, their cookies, and the ids that example addresses need."""

    hub: Hub
    people: dict[str, Person] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    open_keys: dict[str, str] = field(default_factory=dict)  # cookies of leads who have unlocked
    ids: dict[str, str] = field(default_factory=dict)
    said: int = 0

    def at(self, path: str) -> str:
        """An example address with its `{names}` filled in."""
        return path.format(**self.ids)

    async def says(
        self, who: str, room: str, body: str, *, ago: float = 0, files: tuple[str, ...] = ()
    ) -> Answer:
        """A message in a room, `ago` minutes ago."""
        self.said += 1
        draft = NewMessage(
            person_id=self.people[who].person_id,
            room=room,
            client_id=f"world-{self.said}",
            body=body,
            html=to_html(body),
            files=files,
        )
        async with self.hub.transaction() as tx:
            answer = (await post_messages(tx, [draft]))[0]
        assert isinstance(answer, Answer), answer
        return answer

    async def opens(self, slug: str, title: str) -> None:
        async with self.hub.transaction() as tx:
            await open_room(tx, slug=slug, title=title)

    async def reads(self, who: str, room: str) -> None:
        """Everything that stands in the room now."""
        async with self.hub.transaction() as tx:
            await mark_read(tx, [NewRead(self.people[who].person_id, room, 1_000)])

    async def asks(self, who: str, board: str, title: str, body: str) -> Written:
        self.said += 1
        words, client_id = Words(body, to_html(body)), f"world-{self.said}"
        async with self.hub.transaction() as tx:
            return await start_thread(
                tx, self.people[who], board=board, client_id=client_id, title=title, words=words
            )

    async def answers(self, who: str, thread_id: str, body: str, reply_to: str = "") -> Written:
        self.said += 1
        words = Words(body, to_html(body), reply_to or None)
        async with self.hub.transaction() as tx:
            return await reply(
                tx,
                self.people[who],
                thread_id=thread_id,
                client_id=f"world-{self.said}",
                words=words,
            )

    async def reports(self, who: str, kind: str, item_id: str, note: str = "") -> str:
        self.said += 1
        async with self.hub.transaction() as tx:
            return await report_item(
                tx,
                self.people[who],
                item=ItemRef(kind, item_id),
                reason=ReportReason.RULES,
                note=note,
                client_id=f"world-{self.said}",
            )

    async def decides(self, who: str, item_id: str, outcome: str, reason: str = "") -> None:
        """The open case about this item."""
        person = self.people[who]
        self.ids |= await decide_about(self.hub, person, item_id, DecisionOutcome(outcome), reason)


async def fill(hub: Hub) -> World:
    """Every state, into a hub in which the demo stands."""
    world = World(hub)
    async with hub.reading() as db:
        for name in CAST:
            world.people[name] = await person_by_handle(db, name)
    world.people["long"] = await make_person(hub, LONG_NAME)
    world.people["gus"] = await make_person(hub, "Gus", days=0)
    await make_person(hub, "Wanda Waiting", state=PersonState.WAITING, days=0)
    world.people["sol"] = await make_person(hub, "Sol", state=PersonState.SUSPENDED)
    await make_session(hub, world.people["amina"], shared=True)
    await make_token(hub, world.people["amina"], "read", "write")
    await _places(world)
    await _rooms(world)
    world.ids |= await open_places(hub, world.people)
    await _threads(world)
    await _polls(world)
    world.ids["extract"] = await propose_extract(hub, world.people, world.ids["message"])
    world.ids |= await import_letters(hub, world.people)
    await _waiting(world)
    world.ids |= await raise_concerns(hub, world.people, world.ids)
    await wait_for_a_key(hub)
    await _secrets(world)
    await hub.outbox.deliver_all()
    await _newest(world)
    # Last of all: a session begun before a role was given gets a new cookie with its first request.
    for name, person in world.people.items():
        world.cookies[name] = await make_session(hub, person)
    dana = world.people["dana"]
    world.open_keys["dana"] = await cookie_of_dana(hub, dana, world.cookies["dana"])
    return world


async def _places(world: World) -> None:
    async with world.hub.transaction() as tx:
        await open_room(tx, slug="quiet-corner", title="Quiet corner")
        await open_room(tx, slug="long-words", title=LONG_TITLE, sector="housing")
        await open_board(tx, slug="empty", title="An empty board", purpose="For what comes next")
        await open_board(tx, slug="closed", title="A closed board")
    await world.asks("amina", "closed", "What was here", "It is all still here to read.")
    async with world.hub.transaction() as tx:
        await archive_board(tx, "closed")


async def _files(world: World) -> None:
    """A picture, one that is hidden, one that is decoration, and a document with a long name."""
    hub, amina = world.hub, world.people["amina"]
    paper = NewUpload(amina.person_id, "paper", "minutes-of-our-meeting-" * 5, b"We met.")
    files = (
        await make_picture(hub, amina, size=(1_200, 700)),
        await make_picture(hub, amina, sensitive=True),
        await make_picture(hub, amina, "", decorative=True),
        await take_in(hub, paper),
    )
    await world.says("amina", "long-words", "All kinds of files", files=files)
    world.ids["file"] = files[0]
    await world.reports("bo", "file", files[0])


async def _rooms(world: World) -> None:
    await world.says(
        "long", "long-words", "An address: https://example.org/" + "very-" * 40 + "long"
    )
    await world.says("amina", "long-words", "```\n" + "code without an end " * 12 + "\n```")
    await world.says("eli", "long-words", "مرحبا بالجميع، هذا بالعربية")
    await _files(world)
    rude = await world.says("bo", "welcome", "Words that nobody should have to read.")
    await world.reports("amina", "message", rude.message_id)
    await world.decides(
        "cleo", rude.message_id, "remove", "It is about a person, not about their words."
    )
    shown = await world.says("bo", "welcome", "Can somebody tell me where the forum is?")
    world.ids["message"] = shown.message_id
    await world.says("amina", "welcome", "In the rail, below the rooms. **Ask** there.")
    async with world.hub.reading() as db:
        row = await db.execute(
            select(messages.c.thread_id).where(messages.c.thread_id.is_not(None))
        )
        world.ids["root"] = str(row.scalars().first())


async def _threads(world: World) -> None:
    first = await world.asks(
        "amina", "housing", "Who writes the letter?", "> A quote\n\nAnd **an answer**."
    )
    world.ids |= {"thread": first.thread_id, "slug": first.slug, "post": first.post_id}
    second = await world.answers("eli", first.thread_id, "We do, in turn.", first.post_id)
    third = await world.answers("bo", first.thread_id, "I take this back.", second.post_id)
    async with world.hub.transaction() as tx:
        await withdraw_post(tx, world.people["bo"], third.post_id)
        await edit_post(
            tx, world.people["eli"], second.post_id, body="We, in turn.", html="<p>We, in turn.</p>"
        )
    world.ids["edited"] = second.post_id
    amina, cleo = world.people["amina"], world.people["cleo"]
    async with world.hub.transaction() as tx:
        await add_tag(tx, slug="mould", title="Mould")
        await arrange(tx, amina, first.thread_id, question=True, tags=["letters", "mould"])
        await accept_answer(tx, amina, second.post_id)
        await summarise(tx, amina, first.thread_id, "We take turns.\n\n- Bo in March")
        await summarise(tx, cleo, first.thread_id, "Everybody writes *in turn*.")
    rude = await world.answers("bo", first.thread_id, "Rude words.")
    await world.reports("amina", "post", rude.post_id)
    await world.decides("cleo", rude.post_id, "remove", "No words against people, please.")
    table = "| what | when |\n|---|---|\n" + "| a long line of words in a table | today |\n" * 3
    await world.answers("long", first.thread_id, table + "\n" + "x" * 90)
    await world.asks("long", "housing", LONG_TITLE, "Long titles happen.")
    async with world.hub.transaction() as tx:  # so that her page is alike, looked at twice
        await mark_thread_read(tx, amina, first.thread_id, 1_000)


async def _polls(world: World) -> None:
    polled = await world.asks("amina", "housing", "When do we meet?", "Please choose.")
    decided = await world.asks("amina", "housing", "Shall we meet in turns?", "Please say.")
    world.ids |= await ask_polls(world.hub, world.people, polled, decided)
    parted = await world.asks("amina", "housing", "Which colour for the door?", "It is grey.")
    world.ids |= await part_thread(world.hub, world.people, parted)
    closed = await world.asks("amina", "housing", "Shall we paint the door?", "It is grey.")
    world.ids |= await close_thread(world.hub, world.people, closed)


async def _waiting(world: World) -> None:
    """A first message, a first thread and a first reply that wait, and a report that nobody read yet."""
    await change_community(world.hub, hold_first_posts=1)
    await world.says("gus", "welcome", "Hello, this is my first message.")
    held = await world.asks("gus", "housing", "My first question", "Who can help me?")
    world.ids |= {"held_thread": held.thread_id, "held_slug": held.slug, "held_post": held.post_id}
    await world.answers("gus", world.ids["thread"], "My first answer.")
    world.ids["reference"] = await world.reports(
        "amina", "message", world.ids["message"], note=NOTE
    )


async def _secrets(world: World) -> None:
    hub, fay = world.hub, world.people["fay"]
    async with hub.transaction() as tx:
        amina = world.people["amina"].person_id
        world.ids["sign_in"] = await make_link(tx, amina, LinkPurpose.SIGN_IN)
        world.ids["reset"] = await make_link(tx, amina, LinkPurpose.RESET)
        await invite(tx, email="new@example.org", by=fay)
    await hub.outbox.deliver_all()
    async with hub.transaction() as tx:
        invitations = await links.list_open_invitations(tx.db, tx.now)
        secret = await make_invitation_link(tx, invitations[0].invitation_id)
    world.ids["invitation"] = secret or ""


async def _newest(world: World) -> None:
    async with world.hub.reading() as db:
        found = await cases_for_moderator(db, world.people["cleo"], limit=100)
        public = await threads_for_reader(db, None, await boards_for_reader(db, None), limit=1)
    by_item = {case.item.id: case.case_id for case in found}
    world.ids["case"] = by_item[world.ids["message"]]
    world.ids["file_case"] = by_item[world.ids["file"]]
    world.ids["held_case"] = by_item[world.ids["held_post"]]
    world.ids |= {"public_thread": public[0].thread_id, "public_slug": public[0].slug}
    world.ids |= await report_as_stranger(world.hub, public[0].thread_id)
    world.ids |= await make_complaint(world.hub, words="The same word is held each time.")
