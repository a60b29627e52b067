"""Post messages: a whole group in one transaction, statements counted per group, not per message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from peerhub.core.clock import to_iso
from peerhub.core.errors import HubError, NotFound
from peerhub.core.events import MessageAddressed
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import conflict, find_receipts, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.moderation.bounds import Place, Said, Write, refusals
from peerhub.moderation.service.screen import hold, screen
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import HELP_ALONE, HELP_PATH, NewItem, Screened
from peerhub.rooms import access, rules
from peerhub.rooms.access import Seat
from peerhub.rooms.conversations import company_of
from peerhub.rooms.models import Answer, Message, MessageState, NewMessage, RoomKind
from peerhub.rooms.searchable import index_messages
from peerhub.rooms.store import members, messages, rooms
from peerhub.rooms.wire import announce
from peerhub.uploads.access import uploads_to_use
from peerhub.uploads.attachments import file_fields, words_beside
from peerhub.uploads.models import Upload
from peerhub.uploads.rules import check_count, check_usable
from peerhub.uploads.service import use_uploads


@dataclass
class _Group:
    """What one transaction is doing: an answer or a refusal for each draft, in order."""

    tx: Transaction
    drafts: Sequence[NewMessage]
    answers: list[Answer | HubError | None]
    seats: dict[tuple[str, str], Seat] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    files: dict[int, list[Upload]] = field(default_factory=dict)

    def waiting(self) -> list[int]:
        return [n for n, answer in enumerate(self.answers) if answer is None]

    def seat(self, n: int) -> Seat:
        return self.seats[self.drafts[n].person_id, self.drafts[n].room]

    def is_direct(self, n: int) -> bool:
        return self.seat(n).room.kind is RoomKind.DIRECT


async def post_messages(tx: Transaction, drafts: Sequence[NewMessage]) -> list[Answer | HubError]:
    """Store a group; for each draft its `ack`, or the error that its author is told.

    A client id seen before gets its first answer again, from the ledger; with another body it is
    a conflict. A held message takes no seq. Nothing is answered before the commit.
    """
    group = _Group(tx, drafts, [None] * len(drafts))
    await _take_seats(group)
    await _find_retries(group)
    await _check_rules(group)
    await _check_files(group)
    await _check_bounds(group)
    screened = await _screen(group)
    said = await _place(group, screened)
    await messages.insert_messages(tx.db, list(said.values()))
    await _bear_files(group, said)
    await _join_by_posting(group, said)
    await _keep_receipts(group, said, screened)
    await index_messages(tx, list(said.values()), new=True)
    for n, message in said.items():
        seat = group.seat(n)
        if message.state is MessageState.VISIBLE:
            announce(tx, seat.room, message, seat.byline)
            if rules.speaks_to_somebody(message) and seat.room.kind is not RoomKind.DIRECT:
                tx.record(MessageAddressed(message.message_id))
        await _hold_or_worry(group, n, message, screened[n])
    return _settle_doubles(group)


async def _hold_or_worry(group: _Group, n: int, message: Message, said: Screened) -> None:
    """A case where it waits; a concern where its words point to danger. Direct words are neither's."""
    tx, room, item = group.tx, group.seat(n).room, ItemRef("message", message.message_id)
    if said.waits:
        await hold(
            tx,
            item,
            author_id=message.author_id,
            place=room.place,
            sector=room.sector,
            why=said.why,
        )
    if said.danger and room.kind is not RoomKind.DIRECT:
        raise_concern_for(tx, item, author_id=message.author_id, place=room.place)


async def _take_seats(group: _Group) -> None:
    """Asked every time, so that an ended membership or a suspension bites at once."""
    pairs = [(draft.person_id, draft.room) for draft in group.drafts]
    group.seats = await access.rooms_for_members(group.tx.db, pairs)
    for n, draft in enumerate(group.drafts):
        seat = group.seats.get(pairs[n])
        if seat is None or (draft.by_token and seat.room.kind.is_secret):
            group.answers[n] = NotFound()


async def _check_rules(group: _Group) -> None:
    """What the room asks of its writers, and whether what a message answers stands in it."""
    new = group.waiting()
    slow = {
        (group.seat(n).person.person_id, group.seat(n).room.room_id)
        for n in new
        if group.seat(n).room.slow_seconds
    }
    last = await messages.list_last_posts(group.tx.db, slow) if slow else {}
    pointed = {at for n in new for at in (group.drafts[n].reply_to, group.drafts[n].thread) if at}
    places = await messages.list_places(group.tx.db, pointed) if pointed else {}
    direct = {group.seat(n).room.room_id for n in new if group.is_direct(n)}
    company = await company_of(group.tx.db, direct) if direct else {}
    for n in new:
        seat = group.seat(n)
        pair = (seat.person.person_id, seat.room.room_id)
        try:
            rules.check_may_post(
                seat.person,
                seat.room,
                facilitates=seat.facilitates,
                last_at=last.get(pair),
                now=group.tx.now,
            )
            if group.is_direct(n):
                rules.check_has_company(*company[seat.room.room_id])
            rules.check_points(group.drafts[n], seat.room, places)
            last[pair] = group.tx.now
        except HubError as refusal:
            group.answers[n] = refusal


async def _check_files(group: _Group) -> None:
    """Each draft's files are its author's own, and nothing bears them yet. Mostly there are none."""
    new = [n for n in group.waiting() if group.drafts[n].files]
    if not new:
        return
    found = await uploads_to_use(group.tx.db, {f for n in new for f in group.drafts[n].files})
    for n in new:
        draft = group.drafts[n]
        mine = [found[upload_id] for upload_id in draft.files if upload_id in found]
        try:
            check_count(draft.files)
            check_usable(mine, draft.files, draft.person_id)
        except HubError as refusal:
            group.answers[n] = refusal
            continue
        group.files[n] = [found.pop(upload_id) for upload_id in draft.files]


async def _check_bounds(group: _Group) -> None:
    """What somebody may not do for a while; asked last, for it counts this message."""
    new = {n: _write(group, n) for n in group.waiting()}
    for n, refusal in zip(new, await refusals(group.tx, list(new.values())), strict=True):
        group.answers[n] = refusal


def _write(group: _Group, n: int) -> Write:
    seat, draft, files = group.seat(n), group.drafts[n], group.files.get(n)
    place = Place(seat.room.scopes, direct=group.is_direct(n))
    return Write(seat.person, place, Said(draft.html, (draft.warning, *words_beside(files))))


async def _bear_files(group: _Group, said: dict[int, Message]) -> None:
    for n, message in said.items():
        item, found = ItemRef("message", message.message_id), group.files.get(n, ())
        await use_uploads(group.tx, found, item, pseudonym=message.own_handle is not None)


async def _find_retries(group: _Group) -> None:
    group.keys = [receipt_key(group.tx, d.person_id, d.client_id) for d in group.drafts]
    group.hashes = [
        hash_body("message", d.room, d.body, d.reply_to or "", d.warning, d.thread or "", *d.files)
        for d in group.drafts
    ]
    known = await find_receipts(group.tx, group.keys)
    first: set[str] = set()
    for n in group.waiting():
        if group.keys[n] in known:
            body_hash, answer = known[group.keys[n]]
            same = body_hash == group.hashes[n]
            group.answers[n] = Answer(**answer) if same else conflict()
        elif group.keys[n] in first:
            group.answers[n] = _Double()  # twice in one group: settled when the first one is
        first.add(group.keys[n])


class _Double(HubError):
    """Stands in a group for a draft whose twin is in the same group; never leaves this file."""


async def _screen(group: _Group) -> dict[int, Screened]:
    """What is said in a direct conversation waits for nobody, and counts for nobody: no role may read
    it there. Its author alone is led to help where it points to danger.
    """
    waiting = group.waiting()
    said = await screen(group.tx, [_new_item(group, n) for n in waiting])
    return {
        n: replace(one, why=()) if group.is_direct(n) else one
        for n, one in zip(waiting, said, strict=True)
    }


def _new_item(group: _Group, n: int) -> NewItem:
    draft, files = group.drafts[n], group.files.get(n, ())
    words = [draft.warning, draft.body, *(word for one in files for word in (one.name, one.alt))]
    author_id = "" if group.is_direct(n) else draft.person_id
    place = group.seat(n).room.place
    return NewItem(author_id, place, "\n".join(words), draft.html, files=bool(files))


async def _place(group: _Group, screened: dict[int, Screened]) -> dict[int, Message]:
    """Give each visible message its room's next seq: one UPDATE a room, so no gaps."""
    by_room: dict[str, list[int]] = {}
    for n, one in screened.items():
        if not one.waits:
            by_room.setdefault(group.seat(n).room.room_id, []).append(n)
    seqs: dict[int, int] = {}
    for room_id in sorted(by_room):  # always in this order: two workers cannot deadlock
        first = await rooms.take_seqs(group.tx.db, room_id, len(by_room[room_id]))
        seqs.update(zip(by_room[room_id], range(first, first + len(by_room[room_id])), strict=True))
    return {n: _message(group, n, seqs.get(n)) for n in screened}


def _message(group: _Group, n: int, seq: int | None) -> Message:
    draft, room = group.drafts[n], group.seat(n).room
    member = group.seat(n).member
    own_handle = member.own_handle if member else None
    files = [file_fields(u, pseudonym=own_handle is not None) for u in group.files.get(n, ())]
    return Message(
        message_id=new_id(),
        room_id=room.room_id,
        seq=seq,
        created_seq=seq,
        author_id=draft.person_id,
        client_id=draft.client_id,
        body=draft.body,
        html=draft.html,
        warning=draft.warning,
        reply_to=draft.reply_to,
        at=group.tx.now,
        state=MessageState.HELD if seq is None else MessageState.VISIBLE,
        thread_id=draft.thread,
        own_handle=own_handle,
        files=files or None,
    )


async def _join_by_posting(group: _Group, said: dict[int, Message]) -> None:
    """An open room needs no membership; the first post makes one."""
    new = {
        (seat.person.person_id, seat.room.room_id)
        for seat in (group.seat(n) for n in said)
        if not seat.is_member
    }
    await members.insert_memberships(group.tx.db, sorted(new), group.tx.now)


async def _keep_receipts(
    group: _Group, said: dict[int, Message], screened: dict[int, Screened]
) -> None:
    rows = []
    for n, message in said.items():
        answer = Answer(
            group.seat(n).room.slug,
            message.message_id,
            message.seq,
            to_iso(message.at),
            message.seq is None,
            help=(HELP_ALONE if group.is_direct(n) else HELP_PATH) if screened[n].danger else "",
        )
        group.answers[n] = answer
        rows.append((group.keys[n], group.hashes[n], asdict(answer)))
    await insert_receipts(group.tx, rows)


def _settle_doubles(group: _Group) -> list[Answer | HubError]:
    """A draft whose twin came first in this group gets the twin's answer, or a conflict."""
    firsts: dict[str, int] = {}
    settled: list[Answer | HubError] = []
    for n, answer in enumerate(group.answers):
        first = firsts.setdefault(group.keys[n], n)
        if isinstance(answer, _Double):
            same = group.hashes[n] == group.hashes[first]
            settled.append(settled[first] if same else conflict())
        elif answer is None:
            raise AssertionError("a draft was left without an answer")
        else:
            settled.append(answer)
    return settled
