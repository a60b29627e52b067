"""What rooms carry along: places, who belongs to them, what was said. Nobody's other name.

A message under a name for one room alone has no author here, and that name no person. Whoever ever
had such a name in a room is not among its members in an export: the time of a membership is that of
a first message. What waits for a moderator stays; of what was taken back or removed only the place
in the log goes along.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Select, String, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import with_sector_ids, with_sector_slugs
from peerhub.core.events import RetentionDue
from peerhub.core.portable import FOLDED, Arriving, Leaving, Portable, Record, Records, among
from peerhub.core.text import sanitise
from peerhub.people.service.stand_in import stand_in_for
from peerhub.rooms.models import REACTIONS, MemberState, MessageState, RoomKind
from peerhub.rooms.readable import RoomsReadable
from peerhub.rooms.searchable import index_messages
from peerhub.rooms.service.keep import EVERY
from peerhub.rooms.store import findable
from peerhub.rooms.store import leaving as rows_leaving
from peerhub.rooms.tables import (
    messages,
    reactions,
    room_members,
    room_names,
    room_pins,
    rooms,
)
from peerhub.uploads.rules import check_borne

KEPT = (MemberState.MEMBER, MemberState.REMOVED)
SECRET = [kind for kind in RoomKind if kind.is_secret]


def leaves(leaving: Leaving) -> ColumnElement[bool]:
    """Which rooms: secret ones only where that was asked for."""
    return true() if leaving.secret else rooms.c.kind.not_in(SECRET)


def _room_ids(leaving: Leaving, *more: ColumnElement[bool]) -> Select[tuple[str]]:
    return select(rooms.c.room_id).where(leaves(leaving), *more)


def _members(leaving: Leaving) -> ColumnElement[bool]:
    """Who belongs to a room or is kept out of it; of a conversation everybody it is about."""
    named = select(room_names.c.room_id).where(
        room_names.c.room_id == room_members.c.room_id,
        room_names.c.person_id == room_members.c.person_id,
    )
    direct = _room_ids(leaving, rooms.c.kind == RoomKind.DIRECT)
    return and_(
        among(room_members.c.room_id, _room_ids(leaving), room_members),
        ~named.exists(),
        room_members.c.own_handle.is_(None),
        or_(room_members.c.state.in_(KEPT), among(room_members.c.room_id, direct, room_members)),
    )


def _said(leaving: Leaving) -> ColumnElement[bool]:
    return and_(
        among(messages.c.room_id, _room_ids(leaving), messages),
        messages.c.seq.is_not(None),
        messages.c.state != MessageState.HELD,
    )


def _readable(leaving: Leaving) -> Select[tuple[str]]:
    return select(messages.c.message_id).where(
        _said(leaving), messages.c.state == MessageState.VISIBLE
    )


async def _keep_them(arriving: Arriving, records: list[Record]) -> None:
    """What is too old in them goes as their doors say, from tomorrow on."""
    for record in records:
        due_at = arriving.tx.now + EVERY
        arriving.tx.record(RetentionDue(record["room_id"]), due_at=due_at)


async def _without_words(
    db: AsyncConnection, _leaving: Leaving, rows: list[Record]
) -> list[Record]:
    """Who invited whom, and what an asker wrote, is for who decides; in a conversation it is part of it."""
    kinds = await rows_leaving.list_kinds(db, {row["room_id"] for row in rows})
    for row in rows:
        if kinds[row["room_id"]] != RoomKind.DIRECT:
            row.update(words="", by_id=None)
    return rows


async def _nameless(_db: AsyncConnection, _leaving: Leaving, rows: list[Record]) -> list[Record]:
    """No author beside a name for one room alone; of a stone no words."""
    for row in rows:
        if row["own_handle"]:
            row["author_id"] = None
        if row["state"] != MessageState.VISIBLE:
            row.update(body="", html="", warning="", reactions={}, files=None)
    return rows


def _check_message(record: Record) -> None:
    if record["state"] == MessageState.HELD or record["seq"] is None:
        raise ValueError("state says that it waits for a moderator: such a message is in no export")
    if (record["author_id"] is None) != bool(record["own_handle"]):
        raise ValueError("it needs an author or a name for one room alone, and not both")
    counts = record["reactions"]
    if not isinstance(counts, dict) or not all(
        emoji in REACTIONS and type(n) is int and 0 < n < 10_000 for emoji, n in counts.items()
    ):
        raise ValueError("reactions are no counts of the signs that there are")
    check_borne(record["files"] or [])


def _check_room(record: Record) -> None:
    hours = record["hours"]
    if hours is not None and not (
        isinstance(hours, list)
        and all(
            isinstance(h, list)
            and len(h) == 3
            and type(h[0]) is int
            and all(isinstance(moment, str) and len(moment) == 5 for moment in h[1:])
            for h in hours
        )
    ):
        raise ValueError("hours are no opening hours")


async def _with_authors(arriving: Arriving, records: list[Record]) -> list[Record]:
    """Somebody stands in for whoever wrote under a name for one room alone."""
    whats = {_what(record) for record in records if record["author_id"] is None}
    ids = await stand_in_for(arriving.tx, whats)
    return [
        {
            **record,
            "author_id": record["author_id"] or ids[_what(record)],
            "client_id": record["message_id"],
            "html": sanitise(record["html"]),
        }
        for record in records
    ]


def _what(record: Record) -> str:
    return f"name:{record['room_id']}:{record['own_handle']}"


async def _settle(arriving: Arriving, records: list[Record]) -> None:
    """Reactions keep their counts, rooms their newest change, and what stands can be found."""
    tx = arriving.tx
    counts = [
        (record["message_id"], emoji, n)
        for record in records
        for emoji, count in record["reactions"].items()
        for n in range(count)
    ]
    ids = await stand_in_for(tx, {f"reaction:{n}" for _id, _emoji, n in counts})
    reacted = [
        {"message_id": message_id, "person_id": ids[f"reaction:{n}"], "emoji": emoji}
        for message_id, emoji, n in counts
    ]
    if reacted:
        await rows_leaving.insert_reactions(tx.db, reacted)
    newest: dict[str, int] = {}
    for record in records:
        newest[record["room_id"]] = max(newest.get(record["room_id"], 0), record["seq"])
    await rows_leaving.raise_seqs(tx.db, newest.items())
    if not arriving.trial:
        found = await findable.list_by_ids(tx.db, [record["message_id"] for record in records])
        await index_messages(tx, found)


async def _authors(db: AsyncConnection, ids: Any) -> dict[str, str | None]:
    return dict(await rows_leaving.list_authors_of(db, ids))


portable = Portable(
    records=[
        Records(
            "rooms",
            rooms,
            only=leaves,
            stays={
                "sector_id": "a number of this database; the sector's address goes along",
                "duty_id": "a shift of hours, over by then",
                "duty_until": "a shift of hours, over by then",
            },
            extra=(Column("sector", String(60)),),
            leave=with_sector_slugs,
            check=_check_room,
            arrive=with_sector_ids,
            then=_keep_them,
        ),
        Records(
            "room_names",
            room_names,
            only=lambda leaving: among(room_names.c.room_id, _room_ids(leaving), room_names),
            stays={"person_id": "whose name it is leaves the server by no road"},
        ),
        Records(
            "room_members",
            room_members,
            only=_members,
            stays={"own_handle": "who has one is not among them"},
            leave=_without_words,
        ),
        Records(
            "messages",
            messages,
            only=_said,
            stays={
                "client_id": "a device's own id, for its retries alone",
                "own_warning": FOLDED,
            },
            may_lack=("author_id",),
            covers=(reactions,),
            leave=_nameless,
            check=_check_message,
            arrive=_with_authors,
            then=_settle,
        ),
        Records(
            "room_pins",
            room_pins,
            only=lambda leaving: among(room_pins.c.message_id, _readable(leaving), room_pins),
        ),
    ],
    stays={
        "message_versions": "what its author took back by an edit; here moderators read it",
        "room_reads": "how far somebody read is theirs alone",
        "conversation_choices": "who may write to somebody is theirs alone; they choose anew",
    },
    items={"message": _readable},
    authors={"message": _authors},
    readable=RoomsReadable(),
)
