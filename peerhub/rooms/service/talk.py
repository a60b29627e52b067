"""Direct conversations: ask for one with a single message of plain text; accept, decline, choose.

The asker learns of an acceptance and of nothing else: a request that was declined, or that a
block keeps from reaching anybody, waits for good.
"""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.text import to_plain_html
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.access import posts_are_held
from peerhub.moderation.bounds import Place, Said, check_may_write
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import people_apart, person_by_handle
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block as block_name
from peerhub.rooms import rules
from peerhub.rooms.conversations import TalkRequest, request_for_asked
from peerhub.rooms.models import (
    MemberState,
    Message,
    MessageState,
    Room,
    RoomKind,
    WhoMayAsk,
)
from peerhub.rooms.searchable import index_messages
from peerhub.rooms.service.rooms import open_room
from peerhub.rooms.store import direct, members, messages, rooms


async def ask_to_talk(
    tx: Transaction, person: Person, *, handles: Sequence[str], body: str, client_id: str
) -> str:
    """A new conversation with its one message; its address. A retry gets the same address.

    Refused for new people and those whose posts are held, for nobody, oneself or more than seven,
    for whoever wants no request from them, and for whoever has not answered their last one.
    """
    key = receipt_key(tx, person.person_id, client_id)
    digest = hash_body("talk", " ".join(handles), body)
    before = await first_answer(tx, key, digest)
    if before:
        return str(before["room"])
    held = await posts_are_held(tx.db, person.person_id)
    rules.check_may_start_talk(person, now=tx.now, held=held)
    await check_may_write(tx, person, Place((), direct=True), Said(plain=(body,)))
    asked = await _asked(tx, person, handles)
    await _check_wanted(tx, person, asked)
    room = await open_room(tx, slug="", title=_("Conversation"), kind=RoomKind.DIRECT)
    await _say(tx, person, room, client_id, body)
    await _ask(tx, person, room, asked)
    await insert_receipts(tx, [(key, digest, {"room": room.slug})])
    return room.slug


async def _asked(tx: Transaction, person: Person, handles: Sequence[str]) -> list[Person]:
    found: dict[str, Person] = {}
    for handle in handles:
        try:
            one = await person_by_handle(tx.db, handle)
        except NotFound as error:
            words = _("Nobody here has the handle %(handle)s.") % {"handle": handle}
            raise Refused(words, field="to") from error
        found[one.person_id] = one
    rules.check_asked(person, list(found.values()))
    return list(found.values())


async def _check_wanted(tx: Transaction, person: Person, asked: Sequence[Person]) -> None:
    """Each chooses who may ask. A block is not among the reasons: nothing here may tell of it."""
    ids = [one.person_id for one in asked]
    choices = await direct.list_choices(tx.db, ids)
    sharers = await direct.list_sharers(tx.db, person.person_id, ids)
    unanswered = await direct.list_unanswered(tx.db, person.person_id, ids)
    for one in asked:
        choice = choices.get(one.person_id, WhoMayAsk.EVERYBODY)
        rules.check_wants_request(one, choice, shares=one.person_id in sharers)
        if one.person_id in unanswered:
            words = _("You have asked %(name)s already. Wait for their answer.")
            raise Refused(words % {"name": one.name}, field="to")


async def _say(tx: Transaction, person: Person, room: Room, client_id: str, body: str) -> None:
    """Text alone: no address in it becomes a link before somebody chose to talk."""
    seq = await rooms.take_seqs(tx.db, room.room_id, 1)
    message = Message(
        message_id=new_id(),
        room_id=room.room_id,
        seq=seq,
        created_seq=seq,
        author_id=person.person_id,
        client_id=client_id,
        body=body,
        html=to_plain_html(body),
        warning="",
        reply_to=None,
        at=tx.now,
        state=MessageState.VISIBLE,
    )
    await messages.insert_messages(tx.db, [message])
    await index_messages(tx, [message], new=True)
    await members.insert_memberships(tx.db, [(person.person_id, room.room_id)], tx.now)
    await members.raise_read(tx.db, room.room_id, person.person_id, seq, tx.now)


async def _ask(tx: Transaction, person: Person, room: Room, asked: Sequence[Person]) -> None:
    """Whom a block keeps apart is not asked, and for the asker it looks as if they were."""
    apart = await people_apart(tx.db, person.person_id)
    for one in asked:
        reached = one.person_id not in apart
        await members.set_membership(
            tx.db,
            room.room_id,
            one.person_id,
            before=[None],
            state=MemberState.INVITED if reached else MemberState.REMOVED,
            at=tx.now,
            by_id=person.person_id,
        )
        if reached:
            await notify(
                tx,
                one.person_id,
                NoticeKind.TALK_ASKED,
                key=f"talk:{room.room_id}",
                path=f"/messages/{room.slug}",
                name=person.name,
            )


async def accept_talk(tx: Transaction, person: Person, slug: str) -> None:
    """In the conversation from now on; its asker hears of it. NotFound where nothing waits."""
    request = await request_for_asked(tx.db, person, slug)
    await _answer(tx, person, request, MemberState.MEMBER)
    room = request.room
    await members.raise_read(tx.db, room.room_id, person.person_id, room.seq, tx.now)
    await notify(
        tx,
        request.asker.person_id,
        NoticeKind.TALK_ACCEPTED,
        key=f"accepted:{room.room_id}:{person.person_id}",
        path=f"/rooms/{slug}",
        name=person.name,
    )


async def decline_talk(tx: Transaction, person: Person, slug: str, *, block: bool = False) -> None:
    """Nobody is told. With `block` neither reads the other from now on, either."""
    request = await request_for_asked(tx.db, person, slug)
    await _answer(tx, person, request, MemberState.REMOVED)
    if block:
        await block_name(tx, person, blocked_name=person_name(request.asker.person_id))


async def _answer(
    tx: Transaction, person: Person, request: TalkRequest, state: MemberState
) -> None:
    done = await members.set_membership(
        tx.db,
        request.room.room_id,
        person.person_id,
        before=[MemberState.INVITED],
        state=state,
        at=tx.now,
    )
    if not done:
        raise NotFound()


async def choose_who_may_ask(tx: Transaction, person: Person, who: WhoMayAsk) -> None:
    await direct.set_choice(tx.db, person.person_id, who)
