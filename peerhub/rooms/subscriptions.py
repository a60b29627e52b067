"""Joining a room on a line, catching up, leaving it, and asking again who may still be here."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import HubError, Refused
from peerhub.core.facts import find_fact
from peerhub.core.hours import is_open
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.people.access import standing_credentials
from peerhub.rooms import access, answers
from peerhub.rooms.access import Seat
from peerhub.rooms.conversations import has_company
from peerhub.rooms.fanout import Channel, Fanout
from peerhub.rooms.frames import JoinFrame
from peerhub.rooms.line import ENDED, Line, Place, in_groups
from peerhub.rooms.models import MOST_MISSED
from peerhub.rooms.presence import Presence
from peerhub.rooms.store.rooms import list_seqs
from peerhub.rooms.wire import Packed

MOST_ROOMS = 50  # rooms a socket (contract section 3)
log = structlog.get_logger("sockets")


def place_of(seat: Seat) -> Place:
    return Place(seat.room.slug, seat.byline.key, seat.facilitates)


class Subscriptions:
    """Every open line of this worker."""

    def __init__(self, hub: Hub, fanout: Fanout, presence: Presence) -> None:
        self.hub, self.fanout, self.presence = hub, fanout, presence
        self.lines: set[Line] = set()

    async def open(self, line: Line) -> None:
        """A connection began: from here on it is swept, gets beats and its person's notices."""
        self.lines.add(line)
        await self.fanout.greet(line)

    async def join(self, line: Line, frame: JoinFrame) -> None:
        """Subscribe first, then read, then relay what is newer (journey 9 of the design).

        NotFound whether the room is none or none for them; `gap` where more than 500 were missed.
        """
        async with self.hub.reading(quick=True) as db:
            seat = await self._seat(db, line, frame.room)
        room_id = seat.room.room_id
        if room_id not in line.rooms and len(line.rooms) >= MOST_ROOMS:
            raise Refused(_("You are in 50 rooms here. Leave one first."), code="rate_limited")
        line.begin_catching_up(room_id)
        channel = await self.fanout.open(room_id, seat.room.slug)
        channel.lines.add(line)
        line.rooms[room_id] = place_of(seat)
        try:
            await self._catch_up(line, channel, frame)
        except HubError:
            await self._unsubscribe(line, room_id)
            raise

    async def _catch_up(self, line: Line, channel: Channel, frame: JoinFrame) -> None:
        async with self.hub.reading(quick=True) as db:
            # Asked again after subscribing: a membership that ended in between bites here.
            seat = await self._seat(db, line, frame.room)
            line.rooms[channel.room_id] = place_of(seat)
            mark = await access.read_mark(db, seat)
            mine = await access.own_reactions(db, seat)
            seq, epoch = seat.room.seq, await find_fact(db, "epoch") or ""
            held = await access.held_for_author(db, seat)
            after = frame.after
            if after is not None and (after > seq or frame.epoch not in (None, epoch)):
                after = 0
            missed = await self._missed(db, seat, after)
            company = await has_company(db, seat)
        open_now = is_open(seat.room.hours, self.hub.clock.now()) and company
        read = mark.seq if mark else 0
        here = await self.presence.enter(seat)
        standing = answers.Standing(seq, epoch, read, held, mine, here, open=open_now)
        line.send(answers.joined_frame(frame.ref, seat, standing))
        if after is not None and len(missed) > MOST_MISSED:
            line.send(answers.gap_frame(seat.room.slug, after, seq))
        elif after is not None:
            for group in in_groups(self.fanout.as_read_by(line, channel, missed)):
                line.relay(group)
            line.send(answers.caught_up_frame(seat.room.slug, seq))
        line.end_catching_up(channel.room_id, seq, channel.seq)

    async def _seat(self, db: AsyncConnection, line: Line, slug: str) -> Seat:
        by_token = line.credential.kind == "token"
        return await access.room_for_member(db, line.person, slug, by_token=by_token)

    async def _missed(self, db: AsyncConnection, seat: Seat, after: int | None) -> list[Packed]:
        if after is None:
            return []
        said = await access.messages_after(db, seat, after, MOST_MISSED + 1)
        return await self.fanout.frames_for(db, seat.room.slug, said)

    async def _unsubscribe(self, line: Line, room_id: str) -> None:
        line.forget(room_id)
        await self.fanout.leave(room_id, line)
        self.presence.changed(room_id)

    async def leave(self, line: Line, slug: str) -> None:
        for room_id in [r for r, place in line.rooms.items() if place.slug == slug]:
            await self._unsubscribe(line, room_id)

    async def drop(self, line: Line) -> None:
        """The connection ended."""
        self.lines.discard(line)
        await self.fanout.part(line)
        for room_id in tuple(line.rooms):
            await self._unsubscribe(line, room_id)

    async def sweep(self) -> None:
        """Close the lines of ended sessions, and end subscriptions that are no longer allowed."""
        # What is joined while this is read is not asked about here: the join asks for itself.
        places = {line: dict(line.rooms) for line in self.lines}
        if not places:
            return
        async with self.hub.reading() as db:
            now = self.hub.clock.now()
            standing = await standing_credentials(db, [line.credential for line in places], now)
            pairs = [
                (line.person.person_id, p.slug) for line in places for p in places[line].values()
            ]
            seats = await access.rooms_for_members(db, pairs)
        for line, asked in places.items():
            if line.credential.id not in standing:
                line.close(ENDED)
                continue
            await self._check_places(line, asked, seats)

    async def _check_places(
        self, line: Line, asked: Mapping[str, Place], seats: Mapping[tuple[str, str], Seat]
    ) -> None:
        for room_id, place in asked.items():
            if room_id not in line.rooms:
                continue
            seat = seats.get((line.person.person_id, place.slug))
            if seat is None or (line.credential.kind == "token" and seat.room.kind.is_secret):
                line.send(answers.left_frame(place.slug, "not_allowed"))
                await self.leave(line, place.slug)
            else:
                line.rooms[room_id] = place_of(seat)

    async def beat(self) -> None:
        """Repair channels that are behind the store, then tell each line its rooms' newest seq."""
        channels = self.fanout.channels
        async with self.hub.reading() as db:
            newest = await list_seqs(db, list(channels))
        for room_id, seq in newest.items():
            if room_id in channels and channels[room_id].seq < seq:
                self.fanout.start_repair(channels[room_id])
        for line in tuple(self.lines):
            told = {
                place.slug: newest[room_id]
                for room_id, place in line.rooms.items()
                if room_id in newest
            }
            line.send(answers.beat_frame(told))
