"""What a socket says besides messages: read up to here, typing, this should be looked at."""

from __future__ import annotations

import time

import orjson

from peerhub.core.clock import to_iso
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.moderation.service.report import limit_reports
from peerhub.moderation.service.report import report as report_item
from peerhub.rooms import access, answers, rules
from peerhub.rooms.engine import Engine
from peerhub.rooms.frames import ReadFrame, ReportFrame, TypingFrame
from peerhub.rooms.line import Line
from peerhub.rooms.models import NewRead
from peerhub.rooms.wire import Typing, pack_typing, typing_topic

TYPING_SECONDS = 3.0  # at most one is passed on in so many (contract section 3)


async def read(engine: Engine, line: Line, frame: ReadFrame) -> None:
    """Move the read mark; the writer takes many of them into one transaction. No answer."""
    by_token = line.credential.kind == "token"
    mark = NewRead(line.person.person_id, frame.room, frame.seq, by_token=by_token)
    await engine.writer.put(mark, lambda _answer: None)


async def typing(hub: Hub, line: Line, frame: TypingFrame) -> None:
    """Passed on to who is in the room now, stored nowhere; never in a confidential room."""
    now = time.monotonic()
    if now - line.typed_at < TYPING_SECONDS:
        return
    joined = {place.slug: room_id for room_id, place in line.rooms.items()}
    if frame.room not in joined:
        return
    async with hub.reading() as db:
        seat = await access.room_for_member(db, line.person, frame.room)
    if not rules.can_show_typing(seat.room):
        return
    line.typed_at = now
    payload = answers.typing_frame(frame.room, seat.byline.handle)
    sign = Typing(line.person.person_id, seat.byline.key, payload)
    await hub.bus.publish(typing_topic(seat.room.room_id), pack_typing(sign))


async def report(hub: Hub, line: Line, frame: ReportFrame) -> bytes:
    """The same report as by every other door; its `ack` bears the reference."""
    item = ItemRef("message", frame.message)
    await limit_reports(hub, line.person.person_id, item, frame.reason)
    async with hub.transaction() as tx:
        reference = await report_item(
            tx,
            line.person,
            item=item,
            reason=frame.reason,
            note=frame.note,
            client_id=frame.id,
        )
        found = await access.message_in_room(tx.db, frame.message)
        room = found[1].slug if found else ""
        at = to_iso(tx.now)
    fields = {"room": room, "id": frame.message, "at": at, "reference": reference}
    return orjson.dumps({"type": "ack", "ref": frame.ref, **fields})
