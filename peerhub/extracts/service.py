"""Propose an extract, agree or refuse, make the thread or give it up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.extracts import access, rules, store
from peerhub.extracts.access import Opened
from peerhub.extracts.models import Answer, Extract, ExtractState, Line
from peerhub.forum.models import Carried
from peerhub.forum.service.carry import carry_over
from peerhub.moderation.access import posts_are_held
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.blocks import person_behind
from peerhub.people.models import Person
from peerhub.rooms.models import Byline


async def propose(
    tx: Transaction,
    person: Person,
    *,
    room: str,
    first: str,
    messages: Sequence[str],
    board: str,
    title: str,
) -> Extract:
    """Everybody who said something of it is asked; their own messages count as agreed.

    Refused for who is still read first, and where one of the messages is gone.
    """
    exchange = await access.exchange_for_proposer(tx.db, person, room, first)
    rules.check_chosen(messages, exchange.said)
    if await posts_are_held(tx.db, person.person_id):
        raise Refused(_("A moderator still reads what you write first. You can do this later."))
    target = await access.board_to_fill(tx.db, person, board)
    await check_may_say(tx, person, Place(target.scopes), Said(plain=(title,)))
    lines = [
        Line(m.message_id, m.author_id, _first_answer(m.author_id == person.person_id))
        for m in exchange.said
        if m.message_id in messages
    ]
    extract = Extract(
        extract_id=new_id(),
        room_id=exchange.seat.room.room_id,
        room_slug=room,
        by_id=person.person_id,
        board_id=target.board_id,
        board=target.slug,
        title=title,
        made_at=tx.now,
        state=ExtractState.ASKING,
    )
    await store.insert_extract(tx.db, extract, lines)
    await _ask(tx, extract, lines, exchange.seat.byline, exchange.seat.room.title)
    if rules.is_answered(lines):
        return await make(tx, person, extract.extract_id)
    return extract


def _first_answer(own: bool) -> Answer:
    return Answer.AGREED if own else Answer.ASKED


async def _ask(
    tx: Transaction, extract: Extract, lines: Sequence[Line], by: Byline, place: str
) -> None:
    for author_id in {line.author_id for line in lines if line.answer is Answer.ASKED}:
        await notify(
            tx,
            author_id,
            NoticeKind.EXTRACT_ASKED,
            key=f"extract:{extract.extract_id}",
            path=f"/extracts/{extract.extract_id}",
            name=by.name,
            place=place,
        )


async def answer(
    tx: Transaction, person: Person, extract_id: str, agreed: Collection[str]
) -> Extract:
    """These of their messages may go, the others stay; again changes what was said before.

    The last answer makes the thread, or gives it up where nobody agreed to anything.
    """
    opened = await access.extract_for_person(tx.db, person, extract_id)
    _check_asking(opened)
    if not opened.mine:
        raise NotFound()
    said = {
        line.message_id: Answer.AGREED if line.message_id in agreed else Answer.REFUSED
        for line in opened.mine
    }
    await store.set_answers(tx.db, extract_id, person.person_id, said=said, at=tx.now)
    opened = await access.extract_for_person(tx.db, person, extract_id)
    if not rules.is_answered(opened.lines):
        return opened.extract
    return await (_make(tx, opened) if opened.agreed else _give_up(tx, opened))


async def make(tx: Transaction, person: Person, extract_id: str) -> Extract:
    """The thread now, of what was agreed to so far; only for who proposed it."""
    opened = await access.extract_for_person(tx.db, person, extract_id)
    if not opened.is_proposer:
        raise NotFound()
    _check_asking(opened)
    if not opened.agreed:
        raise Refused(_("Nobody has agreed yet. Wait, or give it up."))
    return await _make(tx, opened)


async def give_up(tx: Transaction, person: Person, extract_id: str) -> Extract:
    """Nothing is made of it; only for who proposed it. Nobody is told."""
    opened = await access.extract_for_person(tx.db, person, extract_id)
    if not opened.is_proposer:
        raise NotFound()
    _check_asking(opened)
    return await _give_up(tx, opened)


def _check_asking(opened: Opened) -> None:
    if opened.extract.state is not ExtractState.ASKING:
        raise Refused(_("This was decided already. Reload the page."), code="conflict")


async def _make(tx: Transaction, opened: Opened) -> Extract:
    """In the board that everybody was told of, under the names that they wrote with."""
    extract = opened.extract
    said = [
        Carried(
            message_id=message.message_id,
            author_id=person_behind(byline.key),
            author_name=byline.name,
            body=message.body,
            html=message.html,
            reply_to=message.reply_to,
            at=message.at,
        )
        for message, byline in await access.words_to_carry(tx.db, opened)
    ]
    thread = await carry_over(
        tx, board_id=extract.board_id, by_id=extract.by_id, title=extract.title, said=said
    )
    made = replace(extract, state=ExtractState.MADE, thread_id=thread.thread_id)
    await _set(tx, extract, state=made.state, thread_id=made.thread_id)
    told = {line.author_id for line in opened.agreed} | {extract.by_id}
    for person_id in told - {opened.person.person_id}:
        await notify(
            tx,
            person_id,
            NoticeKind.EXTRACT_MADE,
            key=f"made:{extract.extract_id}",
            path=f"/forum/t/{thread.thread_id}/{thread.slug}",
            title=extract.title,
        )
    return made


async def _give_up(tx: Transaction, opened: Opened) -> Extract:
    await _set(tx, opened.extract, state=ExtractState.GIVEN_UP)
    return replace(opened.extract, state=ExtractState.GIVEN_UP)


async def _set(tx: Transaction, extract: Extract, **fields: object) -> None:
    if not await store.set_state(tx.db, extract.extract_id, ExtractState.ASKING, **fields):
        raise Refused(_("This was decided already. Reload the page."), code="conflict")
