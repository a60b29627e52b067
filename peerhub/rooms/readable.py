"""Rooms as pages that are read without a hub: what everybody there saw, and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator

from sqlalchemy import true
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import Leaving, PlacePage, SaidWords
from peerhub.core.words import _
from peerhub.rooms.models import MessageState, RoomKind
from peerhub.rooms.store import leaving as rows_leaving
from peerhub.rooms.tables import rooms

AT_ONCE = 500  # messages on a page
SECRET = [kind for kind in RoomKind if kind.is_secret]


class RoomsReadable:
    """The Readable port. Rooms stand on the front page."""

    shows = "messages"

    async def groups(self, db: AsyncConnection, leaving: Leaving) -> AsyncIterator[PlacePage]:
        nothing: tuple[PlacePage, ...] = ()
        for page in nothing:
            yield page

    async def places(
        self, db: AsyncConnection, leaving: Leaving, group: PlacePage | None
    ) -> AsyncIterator[PlacePage]:
        if group is not None:
            return
        which = true() if leaving.secret else rooms.c.kind.not_in(SECRET)
        for row in await rows_leaving.list_places(db, which):
            title = row.title
            if row.kind == RoomKind.DIRECT:
                names = ", ".join(await rows_leaving.list_names_in(db, row.room_id))
                title = _("Conversation: %(names)s") % {"names": names}
            yield PlacePage(row.room_id, f"rooms/{row.slug}", title, row.topic, at=row.made_at)

    async def words(self, db: AsyncConnection, place: PlacePage) -> AsyncIterator[list[SaidWords]]:
        after = 0
        while found := await rows_leaving.list_said(db, place.id, after, AT_ONCE):
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
                    files=(row.files or ()) if row.state == MessageState.VISIBLE else (),
                )
                for row in found
            ]
