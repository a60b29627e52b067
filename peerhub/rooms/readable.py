"""Rooms as pages that are read without a hub: what everybody there saw, and no more."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from sqlalchemy import ColumnElement, true
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import WORDS_A_PAGE, Leaving, PlacePage, SaidWords, page_path
from peerhub.core.words import _
from peerhub.rooms.models import MessageState, RoomKind
from peerhub.rooms.store import leaving as rows_leaving
from peerhub.rooms.tables import rooms
from peerhub.uploads.attachments import still_borne

MESSAGE = re.compile(r"(?:^|/messages/|[?&;]at=)(?:m-)?(\w{1,16})$")
SECRET = [kind for kind in RoomKind if kind.is_secret]


def _leaves(leaving: Leaving) -> ColumnElement[bool]:
    return true() if leaving.secret else rooms.c.kind.not_in(SECRET)


class RoomsReadable:
    """The Readable port. Rooms stand on the front page."""

    shows = "messages"
    under = "rooms"

    async def groups(self, db: AsyncConnection, leaving: Leaving) -> AsyncIterator[PlacePage]:
        nothing: tuple[PlacePage, ...] = ()
        for page in nothing:
            yield page

    async def places(
        self, db: AsyncConnection, leaving: Leaving, group: PlacePage | None
    ) -> AsyncIterator[PlacePage]:
        if group is not None:
            return
        for row in await rows_leaving.list_places(db, _leaves(leaving)):
            title = row.title
            if row.kind == RoomKind.DIRECT:
                names = ", ".join(await rows_leaving.list_names_in(db, row.room_id))
                title = _("Conversation: %(names)s") % {"names": names}
            yield PlacePage(row.room_id, f"rooms/{row.slug}", title, row.topic, at=row.made_at)

    async def words(self, db: AsyncConnection, place: PlacePage) -> AsyncIterator[list[SaidWords]]:
        after = 0
        while found := await rows_leaving.list_said(db, place.id, after, WORDS_A_PAGE):
            after = found[-1].created_seq
            yield [
                SaidWords(
                    id=row.message_id,
                    anchor=f"m-{row.message_id}",
                    author=row.own_name or row.hub_name or _("Former member"),
                    at=row.at,
                    html=row.html if row.state == MessageState.VISIBLE else "",
                    warning=row.warning if row.state == MessageState.VISIBLE else "",
                    stone="" if row.state == MessageState.VISIBLE else row.state,
                    reason=row.removed_reason,
                    edited_at=row.edited_at,
                    reply_to=row.reply_to or row.thread_id or "",
                    files=still_borne(row.files) if row.state == MessageState.VISIBLE else (),
                )
                for row in found
            ]

    async def find(
        self, db: AsyncConnection, leaving: Leaving, name: str, rest: str, mark: str
    ) -> str:
        room_id = await rows_leaving.find_place(db, name, _leaves(leaving))
        if room_id is None:
            return ""
        said = MESSAGE.search(mark) or MESSAGE.search(rest)
        before = await rows_leaving.count_before(db, room_id, said[1]) if said else None
        if said is None or before is None:
            return f"rooms/{name}"
        return f"{page_path(f'rooms/{name}', before // WORDS_A_PAGE + 1)}#m-{said[1]}"
