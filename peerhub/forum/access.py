"""The only way to a board, a thread or a post for somebody, or for nobody in particular (None)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.forum import rules
from peerhub.forum.models import Board, Post, PostState, Pseudonym, Thread
from peerhub.forum.order import Order, threaded
from peerhub.forum.pseudonyms import own_ids, own_pseudonym, own_unnumbered
from peerhub.forum.store import boards, folds, moves, posts, threads
from peerhub.people.access import names_apart, people_by_id
from peerhub.people.blocks import ids_in
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class Reading:
    """A thread with its board, opened by somebody who may read it. `hidden`: whose posts they
    do not read there, because of a block either way.
    """

    thread: Thread
    board: Board
    hidden: frozenset[str] = frozenset()
    pseudonym: Pseudonym | None = None  # the reader's own in this board, where keys were given

    @property
    def own(self) -> str | None:
        return self.pseudonym.pseudonym_id if self.pseudonym else None

    def shows(self, post: Post) -> bool:
        """What a block hides gets no row; the numbers of the others stay."""
        return post.author_id not in self.hidden and post.pseudonym_id not in self.hidden


async def boards_for_reader(
    db: AsyncConnection, person: Person | None, *, archived: bool = False
) -> list[Board]:
    """In their order: open boards, and those that this person belongs to."""
    found = await boards.list_standings(db, person.person_id if person else None, archived=archived)
    return [board for board, state in found if rules.can_read(person, board, state)]


async def boards_to_search(
    db: AsyncConnection, person: Person | None
) -> list[tuple[Board, frozenset[str]]]:
    """Every board they may read, closed ones too, each with the names that a block hides there."""
    who, none = person.person_id if person else None, frozenset[str]()
    hidden = await names_apart(db, who) if who else none
    found = await boards_for_reader(db, person, archived=True)
    return [(b, none if rules.sees_through_blocks(person, b) else hidden) for b in found]


async def board_for_reader(db: AsyncConnection, person: Person | None, slug: str) -> Board:
    """NotFound whether there is no such board or none for them."""
    return await _open_board(db, person, slug=slug)


async def _open_board(db: AsyncConnection, person: Person | None, **which: str) -> Board:
    """Asked anew every time, so an ended membership bites at the next request."""
    found = await boards.find_standing(db, person.person_id if person else None, **which)
    if found is None or not rules.can_read(person, *found):
        raise NotFound()
    return found[0]


async def boards_for_writer(db: AsyncConnection, person: Person) -> list[Board]:
    """Those that this person may begin a thread in."""
    return [b for b in await boards_for_reader(db, person) if rules.can_write(person, b)]


async def board_for_writer(db: AsyncConnection, person: Person, slug: str) -> Board:
    board = await board_for_reader(db, person, slug)
    rules.check_may_write(person, board)
    return board


async def board_counts(
    db: AsyncConnection, found: Sequence[Board]
) -> dict[str, tuple[int, datetime]]:
    """`{board_id: (threads, newest post)}`; boards must come from a door above."""
    return await boards.count_threads(db, [board.board_id for board in found])


async def threads_for_reader(
    db: AsyncConnection,
    person: Person | None,
    found: Sequence[Board],
    *,
    before: tuple[datetime, str] | None = None,
    tag_id: int | None = None,
    unanswered: bool = False,
    pinned: bool | None = None,
    limit: int,
    keys: Keys | None = None,
) -> list[Thread]:
    """Threads of boards from a door above, newest first; one's own waiting ones among them.

    Without those that somebody began whom a block keeps from this reader. Without `keys` nobody is
    known as the author of what they began without a name.
    """
    asked = {"before": before, "tag_id": tag_id, "unanswered": unanswered, "pinned": pinned}
    return await _threads_for(db, person, found, keys, limit=limit, **asked)


async def threads_by_id(
    db: AsyncConnection, person: Person, found: Sequence[Board], ids: Sequence[str]
) -> list[Thread]:
    """Those of these threads that the door above would open."""
    return await _threads_for(db, person, found, None, only=ids, limit=len(ids))


async def _threads_for(
    db: AsyncConnection,
    person: Person | None,
    found: Sequence[Board],
    keys: Keys | None,
    **asked: Any,
) -> list[Thread]:
    mine = [person.person_id, *await own_ids(db, keys, person, found)] if person else []
    folding = [b.board_id for b in found if person and not rules.sees_through_blocks(person, b)]
    hidden = await _apart(db, person) if person and folding else frozenset()
    ids = [board.board_id for board in found]
    shown = await threads.list_threads(db, ids, held_of=mine, without=(hidden, folding), **asked)
    return [
        replace(thread, last_hidden=thread.board_id in folding and thread.last_author_id in hidden)
        for thread in shown
    ]


async def thread_for_reader(
    db: AsyncConnection, person: Person | None, thread_id: str, *, keys: Keys | None = None
) -> Reading:
    """NotFound for what they may not read; also where a block keeps who began it from them.

    Without `keys` nobody is known as the author of what they wrote without a name.
    """
    reading = await _thread_for(db, person, thread_id, keys)
    thread = reading.thread
    if {thread.author_id, thread.pseudonym_id} & reading.hidden:
        raise NotFound()
    return reading


async def _thread_for(
    db: AsyncConnection, person: Person | None, thread_id: str, keys: Keys | None
) -> Reading:
    thread = await threads.find_thread(db, thread_id)
    if thread is None:
        raise NotFound()
    board = await _open_board(db, person, board_id=thread.board_id)
    pseudonym = await own_pseudonym(db, keys, person, board)
    reading = Reading(thread, board, await _hidden_authors(db, person, board), pseudonym)
    if not rules.can_see_thread(person, thread, reading.own):
        raise NotFound()
    return reading


async def _hidden_authors(
    db: AsyncConnection, person: Person | None, board: Board
) -> frozenset[str]:
    """Whose posts get no row for this reader, because of a block; none for who moderates here."""
    if person is None or rules.sees_through_blocks(person, board):
        return frozenset()
    return await _apart(db, person)


async def _apart(db: AsyncConnection, person: Person) -> frozenset[str]:
    """Ids of people and pseudonyms whose words a block keeps from this person."""
    return ids_in(await names_apart(db, person.person_id))


async def thread_for_replier(
    db: AsyncConnection, person: Person, thread_id: str, *, keys: Keys | None = None
) -> Reading:
    reading = await thread_for_reader(db, person, thread_id, keys=keys)
    rules.check_may_reply(person, reading.thread, reading.board)
    return reading


async def posts_for_reader(
    db: AsyncConnection, reading: Reading, *, after: int, limit: int, up_to: int | None = None
) -> list[Post]:
    """Numbered posts, emptied where they were withdrawn or removed."""
    thread_id = reading.thread.thread_id
    found = await posts.list_posts(db, thread_id, after=after, limit=limit, up_to=up_to)
    return [post.emptied() for post in found]


async def posts_by_number(
    db: AsyncConnection, reading: Reading, numbers: Sequence[int]
) -> list[Post]:
    """The same, in the order in which they are asked for."""
    found = await posts.list_posts_by_number(db, reading.thread.thread_id, numbers)
    by_number = {post.number: post.emptied() for post in found}
    return [by_number[number] for number in numbers if number in by_number]


async def threaded_order(db: AsyncConnection, reading: Reading) -> Order:
    """Which post stands where when each is read under the one it answers."""
    thread_id = reading.thread.thread_id
    left = [(one.number, None) for one in await moves.list_left(db, thread_id)]
    return threaded([*await moves.list_answers(db, thread_id), *left])


async def held_for_author(
    db: AsyncConnection, person: Person | None, reading: Reading
) -> list[Post]:
    if person is None:
        return []
    found = await posts.list_held(db, reading.thread.thread_id, person.person_id)
    found += await own_unnumbered(db, reading.pseudonym, reading.thread.thread_id)
    return [post.emptied() for post in found]


async def post_for_author(
    db: AsyncConnection, person: Person, post_id: str, *, keys: Keys | None = None
) -> tuple[Post, Reading]:
    """One's own post that can still be changed or withdrawn; NotFound for anybody else's."""
    post = await folds.find_as_written(db, post_id)
    if post is None:
        raise NotFound()
    reading = await _thread_for(db, person, post.thread_id, keys)
    if not rules.can_withdraw(person, post, reading.own):
        raise NotFound()
    return post, reading


async def post_for_reader(
    db: AsyncConnection, person: Person | None, post_id: str, *, keys: Keys | None = None
) -> tuple[Post, Reading]:
    """One post that stands or is one's own and waits; NotFound for any other."""
    post = await threads.find_post(db, post_id)
    if post is None or post.state not in (PostState.VISIBLE, PostState.HELD):
        raise NotFound()
    reading = await thread_for_reader(db, person, post.thread_id, keys=keys)
    if not rules.can_see_post(person, post, reading.own) or not reading.shows(post):
        raise NotFound()
    return post, reading


async def post_in_thread(db: AsyncConnection, post_id: str) -> tuple[Post, Thread, Board] | None:
    """A post in whatever state: for moderated.py and reactions, which ask who may see it."""
    post = await threads.find_post(db, post_id)
    thread = await threads.find_thread(db, post.thread_id) if post else None
    board = await boards.find_board_by_id(db, thread.board_id) if thread else None
    return (post, thread, board) if post and thread and board else None


async def reply_target(db: AsyncConnection, reading: Reading, post_id: str | None) -> Post | None:
    """The post somebody answers; NotFound where it is not one of this thread to be seen."""
    if not post_id:
        return None
    post = await threads.find_post(db, post_id)
    if post is None or post.thread_id != reading.thread.thread_id or not reading.shows(post):
        raise NotFound()
    if post.state is not PostState.VISIBLE:
        raise NotFound()
    return post


async def authors_of(db: AsyncConnection, found: Sequence[Post]) -> dict[str, Person]:
    return await people_by_id(db, {post.author_id for post in found if post.author_id})


async def numbers_of(
    db: AsyncConnection, reading: Reading, found: Sequence[Post]
) -> dict[str, int]:
    """The numbers of posts that these answer, of those that this reader has rows for."""
    known = {post.post_id: post.number for post in found if post.number is not None}
    elsewhere = {post.reply_to for post in found if post.reply_to} - known.keys()
    if not elsewhere:
        return known
    thread_id = reading.thread.thread_id
    return known | await moves.list_numbers(db, thread_id, elsewhere, without=reading.hidden)


async def is_hidden_from(db: AsyncConnection, person: Person, post: Post, board: Board) -> bool:
    """Whether a block keeps this post from this person."""
    return bool({post.author_id, post.pseudonym_id} & await _hidden_authors(db, person, board))


async def board_to_fill(db: AsyncConnection, slug: str) -> Board | None:
    """Any board, for the operator's import."""
    return await boards.find_board(db, slug)


async def boards_for_operator(db: AsyncConnection) -> list[Board]:
    """Every board, for the command line of whoever runs the server."""
    return await boards.list_boards(db, archived=True)
