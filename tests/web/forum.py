"""The forum of that world: boards with members, threads with polls, an exchange proposed for it."""

from peerhub.core.hub import Hub
from peerhub.extracts.access import exchange_for_proposer
from peerhub.extracts.service import propose
from peerhub.forum.access import board_to_fill
from peerhub.forum.acts import ActKind
from peerhub.forum.models import BoardKind, MemberState, Words
from peerhub.forum.service import boards, polling, write
from peerhub.forum.service.bring import ImportedPost, bring_posts
from peerhub.forum.service.claim import letter_mark, link_secret
from peerhub.forum.service.tend import NewAct, tend
from peerhub.forum.store.acts import list_acts
from peerhub.forum.store.members import set_membership
from peerhub.forum.store.threads import find_post
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person
from peerhub.people.rules import parse_role
from peerhub.people.service.roles import give_role
from peerhub.polls.access import get_poll
from peerhub.polls.models import PollKind


async def polls(hub: Hub, amina: Person) -> dict[str, str]:
    """Two threads of Amina's, one with an open poll and one whose poll has closed."""
    ids = {}
    for name in ("polled", "decided"):
        async with hub.transaction() as tx:
            words = Words("What?", "<p>What?</p>")
            written = await write.start_thread(
                tx, amina, board="questions", client_id=name, title=name, words=words
            )
        ids[name] = written.thread_id
        async with hub.transaction() as tx:
            await polling.ask_poll(
                tx,
                amina,
                ids[name],
                question="Tea?",
                kind=PollKind.ONE,
                choices=["Yes", "No"],
                open_days=7,
                hidden=False,
            )
    ids["parted"] = await _answered(hub, amina)
    async with hub.transaction() as tx:
        cleo = await person_by_handle(tx.db, "cleo")
        await tend(tx, cleo, ids["decided"], NewAct(ActKind.PIN, "It helps many"))
        ids["act"] = (await list_acts(tx.db, ids["decided"]))[0].act_id
    async with hub.transaction() as tx:
        await polling.close_poll(tx, amina, ids["decided"])
        ids["choice"] = (await get_poll(tx.db, polling.about(ids["polled"]))).choices[0].choice_id
    return ids


async def _answered(hub: Hub, amina: Person) -> str:
    """A thread with two posts, as one needs to part them."""
    words = Words("What?", "<p>What?</p>")
    async with hub.transaction() as tx:
        written = await write.start_thread(
            tx, amina, board="questions", client_id="parted", title="parted", words=words
        )
    async with hub.transaction() as tx:
        await write.reply(tx, amina, thread_id=written.thread_id, client_id="second", words=words)
    return written.thread_id


async def imported(hub: Hub, amina: Person) -> dict[str, str]:
    """A letter that Amina wrote before there was a hub, and the link that proves her address."""
    async with hub.transaction() as tx:
        board = await board_to_fill(tx.db, "questions")
        assert board is not None
        letter = ImportedPost(
            key="old",
            parent_key=None,
            author_name="A.",
            author_mark=letter_mark(tx.keys, "amina@example.org"),
            body="Tea?",
            html="<p>Tea?</p>",
            at=tx.now,
            files=(),
        )
        brought = await bring_posts(tx, board, "Old tea", [letter], {})
        link = link_secret(tx.keys, amina.person_id, "amina@example.org", tx.now)
    return {"letter": brought["old"][0], "letters_link": link}


async def boards_with_members(hub: Hub, amina: Person, fay: Person) -> dict[str, str]:
    """A restricted board with Fay in it, and a private one that Amina looks after."""
    async with hub.transaction() as tx:
        reading = await boards.open_board(
            tx, slug="reading", title="Reading", kind=BoardKind.RESTRICTED
        )
        own = await boards.open_board(tx, slug="", title="Amina's board", kind=BoardKind.PRIVATE)
        for board, person in ((reading, fay), (own, amina)):
            await set_membership(
                tx.db,
                board.board_id,
                person.person_id,
                before=[None],
                state=MemberState.MEMBER,
                at=tx.now,
            )
        role = parse_role(f"facilitator@{own.place}")
        await give_role(tx, person_id=amina.person_id, role=role, by=None)
    return {"restricted": reading.slug, "own_board": own.slug}


async def unnamed(hub: Hub, amina: Person) -> dict[str, str]:
    """In the public board Amina asks without her name."""
    async with hub.transaction() as tx:
        await boards.allow_unnamed(tx, "news", held=False)
    words = Words("May I ask?", "<p>May I ask?</p>")
    async with hub.transaction() as tx:
        written = await write.start_thread(
            tx, amina, board="news", client_id="u-1", title="One", words=words, anonymous=True
        )
        found = await find_post(tx.db, written.post_id)
    assert found and found.pseudonym_id
    return {
        "unnamed": written.thread_id,
        "unnamed_post": written.post_id,
        "pseudonym": found.pseudonym_id,
    }


async def extract(hub: Hub, amina: Person, said: str) -> dict[str, str]:
    """What Amina and Bo said in the kitchen, proposed by Amina for a board."""
    async with hub.transaction() as tx:
        exchange = await exchange_for_proposer(tx.db, amina, "kitchen", said)
        ids = [message.message_id for message in exchange.said]
        extract = await propose(
            tx, amina, room="kitchen", first=said, messages=ids, board="questions", title="Tea"
        )
    return {"extract": extract.extract_id, "tea": ids[1]}
