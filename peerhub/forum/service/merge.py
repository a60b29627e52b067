"""Merge a thread into another of the same board: its posts follow the other's, under new numbers."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import tended
from peerhub.forum.access import Reading
from peerhub.forum.acts import MOST_CARRIED, Act, ActKind, Move
from peerhub.forum.models import Thread
from peerhub.forum.searchable import index_again, index_thread_again
from peerhub.forum.service.recorded import log, tell
from peerhub.forum.store import acts, moves, threads
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.notifications.models import NoticeKind
from peerhub.people.models import Person


async def merge(
    tx: Transaction, person: Person, thread_id: str, *, into: str, reason: str
) -> Thread:
    """The other thread, with this one's posts at its end; this one's address leads to them.

    The act rests with the other thread, where it can be undone. Whoever had read both to the end
    has read all of it. Refused across boards, for a thread with a poll, and for very long ones.
    """
    place = await tended.thread_to_tend(tx.db, person, thread_id)
    await check_may_say(tx, person, Place(place.board.scopes), Said(plain=(reason,)))
    target = await _target(tx, person, place, into)
    standing = await moves.list_standing(tx.db, thread_id)
    numbered = sorted((n, post_id) for post_id, n in standing if n is not None)
    waiting = [post_id for post_id, n in standing if n is None]
    _check(place, len(numbered))
    before = {"from": thread_id, "waiting": waiting}
    act = Act(new_id(), into, ActKind.MERGE, person.person_id, reason, before, tx.now)
    await acts.insert_act(tx.db, act)
    await moves.insert_moves(
        tx.db, [Move(thread_id, n, post_id) for n, post_id in numbered], act.act_id
    )
    last = target.posts
    places = [Move(into, last + n, post_id) for n, (_n, post_id) in enumerate(numbered, start=1)]
    await moves.place_posts(tx.db, places)
    await moves.carry_unnumbered(tx.db, waiting, thread_id, into)
    await moves.set_newest(tx.db, thread_id, emptied=True)
    await moves.set_newest(tx.db, into, posts=last + len(numbered))
    await _carry_marks(tx, place.thread, target, last + len(numbered))
    await index_again(tx, *(move.post_id for move in places))
    await log(tx, person, act)
    await tell(tx, act, NoticeKind.THREAD_MERGED, place.thread, place.board)
    return target


async def _target(tx: Transaction, person: Person, place: Reading, into: str) -> Thread:
    try:
        found = await tended.thread_to_tend(tx.db, person, into)
    except NotFound:
        words = _("There is no such thread. Copy the address of the other thread's page.")
        raise Refused(words, field="into") from None
    if found.thread.thread_id == place.thread.thread_id:
        raise Refused(_("This is the thread itself. Choose another one."), field="into")
    if found.board.board_id != place.board.board_id:
        words = _("The other thread stands in another board. Move one of them first.")
        raise Refused(words, field="into")
    return found.thread


def _check(place: Reading, posts: int) -> None:
    if place.thread.poll:
        raise Refused(_("This thread has a poll, and a poll stays with its thread."), field="into")
    if posts > MOST_CARRIED:
        words = _("This thread is too long: at most %(n)d posts can be put into another.")
        raise Refused(words % {"n": MOST_CARRIED}, field="into")


async def _carry_marks(tx: Transaction, source: Thread, target: Thread, last: int) -> None:
    """Marks only go forward, so one covers the whole only for whoever had read both."""
    here = await moves.list_reads(tx.db, source.thread_id)
    there = await moves.list_reads(tx.db, target.thread_id)
    whole = [
        who
        for who, read in here.items()
        if read >= source.posts and there.get(who, 0) >= target.posts
    ]
    await moves.set_reads(tx.db, target.thread_id, dict.fromkeys(whole, last), tx.now)
    await moves.copy_watches(tx.db, source.thread_id, target.thread_id, tx.now)


async def part_again(tx: Transaction, place: Reading, act: Act) -> None:
    """Undo a merge: its posts stand in their own thread again, under their own numbers.

    What was written in the other one since stays there. Refused where some of the posts stand
    elsewhere by now, or the thread would come back in a board that it was not written for.
    """
    source = await threads.find_thread(tx.db, act.before["from"])
    left = await moves.list_moves(tx.db, act.act_id)
    here = {post_id: n for post_id, n in await moves.list_standing(tx.db, place.thread.thread_id)}
    if source is None or source.board_id != place.board.board_id:
        raise Refused(_("This thread stands in another board now. Move it back first."))
    if not {move.post_id for move in left} <= here.keys():
        raise Refused(_("Some of its posts stand in another thread now. Undo that first."))
    gone = [Move(place.thread.thread_id, here[move.post_id] or 0, move.post_id) for move in left]
    await moves.place_posts(tx.db, left)
    await moves.delete_moves(tx.db, act.act_id)
    await moves.carry_unnumbered(
        tx.db, act.before["waiting"], place.thread.thread_id, source.thread_id
    )
    await moves.set_newest(tx.db, source.thread_id, emptied=False)
    if place.thread.accepted_id in {move.post_id for move in left}:
        await threads.set_thread(tx.db, place.thread.thread_id, accepted_id=None)
    await _close_gap(tx, place.thread, gone, act)
    await index_thread_again(tx, source.thread_id)


async def _close_gap(tx: Transaction, thread: Thread, gone: list[Move], act: Act) -> None:
    """Numbers at the thread's end can be given again; those before others keep their place."""
    first = min(move.number for move in gone)
    if thread.posts - first + 1 == len(gone):
        await moves.lower_reads(tx.db, thread.thread_id, first - 1)
        await moves.set_newest(tx.db, thread.thread_id, posts=first - 1)
        return
    await moves.insert_moves(tx.db, gone, act.act_id)
    await moves.set_newest(tx.db, thread.thread_id)
