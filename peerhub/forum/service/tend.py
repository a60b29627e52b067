"""Close a thread, pin it, slow it down, move it; and undo any of it. With a reason, on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import tended
from peerhub.forum.access import Reading
from peerhub.forum.acts import Act, ActKind
from peerhub.forum.models import Board
from peerhub.forum.searchable import index_thread_again
from peerhub.forum.service.merge import part_again
from peerhub.forum.service.recorded import log, tell
from peerhub.forum.service.split import join_again
from peerhub.forum.store import acts, threads
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.notifications.models import NoticeKind
from peerhub.people.models import Person

TOLD = {ActKind.LOCK: NoticeKind.THREAD_LOCKED, ActKind.MOVE: NoticeKind.THREAD_MOVED}
CARRYING = {ActKind.SPLIT: join_again, ActKind.MERGE: part_again}  # how each is undone


@dataclass(frozen=True, slots=True)
class NewAct:
    """`seconds` for SLOW, `board` (its address) for MOVE."""

    kind: ActKind
    reason: str
    seconds: int = 0
    board: str = ""


async def tend(tx: Transaction, person: Person, thread_id: str, draft: NewAct) -> Reading:
    """Done and on record; who began the thread is told of a closing and of a move, with the reason.

    Refused where it stands so already, and where a move would show words to more people.
    """
    place = await tended.thread_to_tend(tx.db, person, thread_id)
    await check_may_say(tx, person, Place(place.board.scopes), Said(plain=(draft.reason,)))
    target = await _target(tx, person, place, draft)
    before, after = _change(place, draft, target)
    if before == after:
        raise Refused(_("It is so already."), field="kind")
    await threads.set_thread(tx.db, thread_id, **_to_columns(after, tx.now))
    act = Act(new_id(), thread_id, draft.kind, person.person_id, draft.reason, before, tx.now)
    await acts.insert_act(tx.db, act)
    await log(tx, person, act)
    if target is not None:
        await index_thread_again(tx, thread_id)
    if draft.kind in TOLD:
        await tell(tx, act, TOLD[draft.kind], place.thread, target or place.board)
    return place


async def undo(tx: Transaction, person: Person, thread_id: str, act_id: str) -> Reading:
    """The thread as it was before the act, which must be the last of its kind that stands.

    A move is not undone once somebody has written where fewer people read, or without a name. Of
    splits and merges, which both carry posts, only the very last one can be undone.
    """
    place = await tended.thread_to_tend(tx.db, person, thread_id)
    standing = [act for act in await acts.list_acts(tx.db, thread_id) if act.undone_at is None]
    act = next((one for one in standing if one.act_id == act_id), None)
    if act is None:
        raise NotFound()
    if next(one for one in standing if _family(one.kind) == _family(act.kind)) is not act:
        raise Refused(_("Undo what was done after it first."))
    if act.kind is ActKind.MOVE:
        await _check_may_go_back(tx, place, act)
    if not await acts.set_undone(tx.db, act_id, tx.now):
        raise Refused(_("This was undone already."), code="conflict")
    if act.kind in CARRYING:
        await CARRYING[act.kind](tx, place, act)
    else:
        await threads.set_thread(tx.db, thread_id, **_to_columns(act.before, tx.now))
    await log(tx, person, act, undone=True)
    if act.kind is ActKind.MOVE:
        await index_thread_again(tx, thread_id)
    return place


def _family(kind: ActKind) -> ActKind:
    return ActKind.SPLIT if kind in CARRYING else kind


async def _target(tx: Transaction, person: Person, place: Reading, draft: NewAct) -> Board | None:
    if draft.kind is not ActKind.MOVE:
        return None
    known = await tended.boards_to_move_to(tx.db, person, place)
    found = next((board for board in known if board.slug == draft.board), None)
    if found is None:
        raise Refused(_("Choose a board that you look after too."), field="board")
    return found


def _change(
    place: Reading, draft: NewAct, target: Board | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an act changes, before and after, as it rests with the act."""
    thread = place.thread
    if target is not None:
        return {"board_id": thread.board_id}, {"board_id": target.board_id}
    if draft.kind is ActKind.SLOW:
        return {"slow_seconds": thread.slow_seconds}, {"slow_seconds": draft.seconds}
    if draft.kind is ActKind.PIN:
        return {"pinned": thread.pinned}, {"pinned": True}
    return {"locked": thread.locked}, {"locked": True}


def _to_columns(fields: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A flag rests as the time since when it is set."""
    flags = {"pinned": "pinned_at", "locked": "locked_at"}
    return {
        flags.get(name, name): (now if value else None) if name in flags else value
        for name, value in fields.items()
    }


async def _check_may_go_back(tx: Transaction, place: Reading, act: Act) -> None:
    if await acts.has_unnamed(tx.db, place.thread.thread_id):
        raise Refused(_("Somebody has written since without a name, for this board alone."))
    source = await tended.board_it_came_from(tx.db, act)
    if source is None or source.archived_at is not None:
        raise Refused(_("The board that it came from is closed."))
    written_since = place.thread.last_at > act.at
    if source.public and not place.board.public and written_since:
        raise Refused(_("Somebody has written since, for members only. It stays here."))
