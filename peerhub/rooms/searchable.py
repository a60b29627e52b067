"""The hinge by which messages are found: what the index is told of them, and for whom they show.

Only what stands in the log for everybody in the room; what waits, was taken back or removed never.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef, SearchCard, SearchEntry, SearchPlace
from peerhub.core.transaction import Transaction
from peerhub.people.access import blocks_around
from peerhub.people.blocks import person_name, room_name
from peerhub.people.models import Person
from peerhub.rooms import access
from peerhub.rooms.models import Message, MessageState, Room, RoomKind, page_title
from peerhub.rooms.store import findable
from peerhub.search import service as search
from peerhub.uploads.attachments import still_borne

KIND = "message"


async def index_messages(tx: Transaction, said: Sequence[Message], *, new: bool = False) -> None:
    """These can be found as they stand now; those that nobody else sees are passed over."""
    shown = [message for message in said if message.state is MessageState.VISIBLE]
    await search.index(tx, await _entries(tx.db, shown), new=new)


async def forget_messages(tx: Transaction, message_ids: Sequence[str]) -> None:
    await search.forget(tx, KIND, message_ids)


async def _entries(db: AsyncConnection, said: Sequence[Message]) -> list[SearchEntry]:
    roots = {message.thread_id for message in said if message.thread_id}
    began = await findable.list_authors(db, roots) if roots else {}
    return [
        SearchEntry(
            ref=ItemRef(KIND, message.message_id),
            place=_place(message.room_id),
            author=_name(message.room_id, message.author_id, message.own_handle),
            at=message.at,
            text=_text(message),
            under=_name(*root) if (root := began.get(message.thread_id or "")) else "",
            has_file=bool(still_borne(message.files)),
        )
        for message in said
    ]


def _text(message: Message) -> str:
    """All that stands there as words: the content note, the message, what is said of its files."""
    files = [f"{one.get('name', '')}\n{one.get('alt', '')}" for one in message.files or ()]
    return "\n".join([message.warning, message.body, *files])


def _place(room_id: str) -> str:
    return f"room:{room_id}"


def _name(room_id: str, author_id: str, own_handle: str | None) -> str:
    """The name something was written under, as blocks know it; never the one behind it."""
    return room_name(room_id, own_handle) if own_handle else person_name(author_id)


class MessagesSearchable:
    """The Searchable port for `message`."""

    async def places_for(
        self, db: AsyncConnection, person: Person | None, *, by_token: bool
    ) -> list[SearchPlace]:
        if person is None:
            return []
        seats = await access.seats_of(db, person, by_token=by_token)
        around = await blocks_around(db, person.person_id, {seat.byline.key for seat in seats})
        return [
            SearchPlace(
                _place(seat.room.room_id),
                seat.room.slug,
                _title(seat.room),
                frozenset()
                if seat.facilitates
                else around.hidden_names(person.person_id, seat.byline.key),
                names=room_name(seat.room.room_id, ""),
            )
            for seat in seats
        ]

    async def cards_for(
        self, db: AsyncConnection, ids: Sequence[str], places: Mapping[str, SearchPlace]
    ) -> dict[str, SearchCard]:
        found = await findable.list_by_ids(db, ids)
        roots = {message.thread_id for message in found if message.thread_id}
        began = await findable.list_authors(db, roots) if roots else {}
        shown = [m for m in found if _shows(m, began, places.get(_place(m.room_id)))]
        bylines = await access.bylines_of(db, shown)
        return {
            message.message_id: SearchCard(
                ref=ItemRef(KIND, message.message_id),
                title="",
                place_title=places[_place(message.room_id)].title,
                author_name=bylines[message.message_id].name
                if message.message_id in bylines
                else "",
                at=message.at,
                text="" if message.warning else message.body,
                note=message.warning,
                path=_path(message, places[_place(message.room_id)].slug),
            )
            for message in shown
        }

    async def entries_after(self, db: AsyncConnection, after: str, limit: int) -> list[SearchEntry]:
        return await _entries(db, await findable.list_visible(db, after, limit))


def _title(room: Room) -> str:
    """A direct conversation has none of its own."""
    return page_title(room) if room.kind is RoomKind.DIRECT else room.title


def _shows(
    message: Message,
    began: Mapping[str, tuple[str, str, str | None]],
    place: SearchPlace | None,
) -> bool:
    """Whether this place of a reader shows a message: it stands, and no block is between."""
    if place is None or message.state is not MessageState.VISIBLE:
        return False
    names = {_name(message.room_id, message.author_id, message.own_handle)}
    if root := began.get(message.thread_id or ""):
        names.add(_name(*root))
    return not names & place.hidden


def _path(message: Message, slug: str) -> str:
    """Where it stands: in the room's log, or in the side conversation that it is part of."""
    log = f"/rooms/{slug}/messages/{message.thread_id}" if message.thread_id else f"/rooms/{slug}"
    return f"{log}?at={message.message_id}#m-{message.message_id}"
