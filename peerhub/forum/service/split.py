"""Split a thread: some of its posts begin a thread of their own, in the same board."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.core.text import to_slug
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import tended
from peerhub.forum.access import Reading
from peerhub.forum.acts import MOST_CARRIED, Act, ActKind, Move
from peerhub.forum.models import Post, Thread
from peerhub.forum.searchable import index_thread_again
from peerhub.forum.service.recorded import log, tell
from peerhub.forum.store import acts, moves, posts, threads
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.notifications.models import NoticeKind
from peerhub.people.models import Person


async def split(
    tx: Transaction,
    person: Person,
    thread_id: str,
    *,
    numbers: Sequence[range],
    title: str,
    reason: str,
) -> Thread:
    """The new thread, with the posts that have these numbers, in their order, as their authors left
    them. The places they leave lead there. How far people read, and who watches, goes along.

    Refused for the first post, which the thread is about, and for numbers that are not there.
    """
    place = await tended.thread_to_tend(tx.db, person, thread_id)
    await check_may_say(tx, person, Place(place.board.scopes), Said(plain=(title, reason)))
    chosen = await _choose(tx, place, numbers)
    thread = _begin(place, chosen[0], title)
    before = {"to": thread.thread_id, "accepted_id": place.thread.accepted_id}
    act = Act(new_id(), thread_id, ActKind.SPLIT, person.person_id, reason, before, tx.now)
    await acts.insert_act(tx.db, act)
    await threads.insert_thread(tx.db, thread, author_name=chosen[0].author_name)
    left = [Move(thread_id, post.number or 0, post.post_id) for post in chosen]
    await _carry(tx, place, thread, left, act)
    await log(tx, person, act)
    await tell(tx, act, NoticeKind.THREAD_SPLIT, thread, place.board)
    return thread


async def _choose(tx: Transaction, place: Reading, numbers: Sequence[range]) -> list[Post]:
    most = place.thread.posts
    wanted = {n for some in numbers for n in range(some.start, min(some.stop, most + 1))}
    if 1 in wanted:
        raise Refused(_("The first post stays: the thread is about it."), field="posts")
    if len(wanted) > MOST_CARRIED:
        words = _("Choose at most %(n)d posts at once.") % {"n": MOST_CARRIED}
        raise Refused(words, field="posts")
    found = await posts.list_posts_by_number(tx.db, place.thread.thread_id, wanted)
    if not found or not all(some.start <= most for some in numbers):
        raise Refused(_("There are no posts with these numbers here."), field="posts")
    return sorted(found, key=lambda post: post.number or 0)


def _begin(place: Reading, first: Post, title: str) -> Thread:
    """Begun by whoever wrote its first post, when they did."""
    secret = place.board.kind.is_secret
    return Thread(
        thread_id=new_id(),
        board_id=place.board.board_id,
        slug="thread" if secret else (to_slug(title) or "thread"),
        title=title,
        author_id=first.author_id,
        author_name=first.author_name,
        posts=0,
        made_at=first.at,
        last_at=first.at,
        last_name="",
        pseudonym_id=first.pseudonym_id,
        split_from=place.thread.thread_id,
    )


async def _carry(
    tx: Transaction, place: Reading, thread: Thread, left: Sequence[Move], act: Act
) -> None:
    source, target = place.thread.thread_id, thread.thread_id
    await moves.insert_moves(tx.db, left, act.act_id)
    places = [Move(target, n, move.post_id) for n, move in enumerate(left, start=1)]
    await moves.place_posts(tx.db, places)
    await moves.set_newest(tx.db, target, posts=len(left))
    accepted = place.thread.accepted_id in {move.post_id for move in left}
    await moves.set_newest(tx.db, source, **({"accepted_id": None} if accepted else {}))
    marks = await moves.list_reads(tx.db, source)
    counted = {who: sum(move.number <= read for move in left) for who, read in marks.items()}
    await moves.set_reads(tx.db, target, {who: n for who, n in counted.items() if n}, tx.now)
    await moves.copy_watches(tx.db, source, target, tx.now)
    await index_thread_again(tx, target)


async def join_again(tx: Transaction, place: Reading, act: Act) -> None:
    """Undo a split: its posts stand where they stood, and the new thread's address leads there.

    Refused once somebody has written in it or it has moved: nobody's words may lose their thread.
    """
    target = await threads.find_thread(tx.db, act.before["to"])
    left = await moves.list_moves(tx.db, act.act_id)
    if target is None or target.board_id != place.board.board_id:
        raise Refused(_("The new thread stands in another board now. Move it back first."))
    standing = await moves.list_standing(tx.db, target.thread_id)
    if {post_id for post_id, _number in standing} != {move.post_id for move in left}:
        raise Refused(_("Something has changed in the new thread since. Merge it into this one."))
    there = [Move(target.thread_id, n or 0, post_id) for post_id, n in standing]
    await moves.place_posts(tx.db, left)
    await moves.delete_moves(tx.db, act.act_id)
    await moves.insert_moves(tx.db, there, act.act_id)
    await moves.set_newest(tx.db, target.thread_id, emptied=True)
    accepted = place.thread.accepted_id or act.before["accepted_id"]
    await moves.set_newest(tx.db, place.thread.thread_id, accepted_id=accepted)
    await index_thread_again(tx, place.thread.thread_id)
