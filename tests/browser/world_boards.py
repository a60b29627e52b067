"""Boards of every kind for the pages to look at, and words without a name: Eli looks after them."""

from collections.abc import Mapping

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.forum.models import FIRST_BOARD, Board, BoardKind, MemberState, Words
from peerhub.forum.service.boards import open_board
from peerhub.forum.service.limit import limit_pseudonym
from peerhub.forum.service.write import Written, start_thread
from peerhub.forum.store.boards import set_board
from peerhub.forum.store.members import set_membership
from peerhub.forum.tables import posts
from peerhub.people.models import Person, Role
from peerhub.people.service.roles import give_role

RULES = "- One thing at a time\n- What is said here stays here\n- [Ask](https://example.org) first"


async def open_boards(hub: Hub, people: Mapping[str, Person]) -> dict[str, str]:
    """`letters` is restricted, `elders` private, `refuge` confidential; `unnamed` is a thread of Bo's
    without a name that may be read, `waiting` one of Gus's that waits, `pseudonym` the name of Bo's.
    """
    async with hub.transaction() as tx:
        await _open(tx, people, BoardKind.RESTRICTED, "letters", "Letters that worked")
        elders = await _open(tx, people, BoardKind.PRIVATE, "", "A table of elders")
        await _state(tx, elders, people["amina"], MemberState.INVITED)
        refuge = await _open(tx, people, BoardKind.CONFIDENTIAL, "", "A refuge")
        talk = await _asks(tx, people["eli"], refuge.slug, "Where to go tonight")
        await set_board(tx.db, FIRST_BOARD, anonymous_held=False)
        told = await _asks(tx, people["bo"], FIRST_BOARD, "I cannot say this aloud", unnamed=True)
        await set_board(tx.db, FIRST_BOARD, anonymous_held=True)
        waiting = await _asks(tx, people["gus"], FIRST_BOARD, "Nobody knows yet", unnamed=True)
        query = select(posts.c.pseudonym_id).where(posts.c.post_id == waiting.post_id)
        pseudonym = str(await tx.db.scalar(query))
        await limit_pseudonym(
            tx, people["cleo"], FIRST_BOARD, pseudonym, rest_days=7, held_first=True,
            reason="The same question five times, and an angry word for each answer",
        )  # fmt: skip
    return {
        "elders": elders.slug,
        "refuge": refuge.slug,
        "refuge_thread": talk.thread_id,
        "unnamed": told.thread_id,
        "unnamed_post": told.post_id,
        "unnamed_slug": told.slug,
        "waiting": waiting.thread_id,
        "waiting_slug": waiting.slug,
        "pseudonym": pseudonym,
    }


async def _open(
    tx: Transaction, people: Mapping[str, Person], kind: BoardKind, slug: str, title: str
) -> Board:
    board = await open_board(
        tx, slug=slug, title=title, kind=kind, purpose="Word by word, together"
    )
    await set_board(tx.db, board.slug, rules=RULES)
    role = Role("facilitator", board.place)
    await give_role(tx, person_id=people["eli"].person_id, role=role, by=None)
    await _state(tx, board, people["eli"], MemberState.MEMBER)
    if not kind.is_secret:
        await _state(tx, board, people["amina"], MemberState.MEMBER)
        await _state(tx, board, people["gus"], MemberState.ASKED)
        await _state(tx, board, people["bo"], MemberState.REMOVED)
        words = "I have read them all. " * 9
        await _state(tx, board, people["long"], MemberState.ASKED, words=words)
    return board


async def _state(
    tx: Transaction, board: Board, person: Person, state: MemberState, **fields: str
) -> None:
    await set_membership(
        tx.db,
        board.board_id,
        person.person_id,
        before=[None],
        state=state,
        at=tx.now,
        **fields,
    )


async def _asks(
    tx: Transaction, person: Person, board: str, title: str, *, unnamed: bool = False
) -> Written:
    body = "What would you do in my place?"
    words = Words(body, to_html(body))
    return await start_thread(
        tx, person, board=board, client_id=title, title=title, words=words, anonymous=unnamed
    )
