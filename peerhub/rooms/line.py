"""One client's line: the single place through which bytes leave for a socket or a stream of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from peerhub.people.models import Credential, Person
from peerhub.rooms.wire import Packed
from peerhub.web.event_stream import to_event
from peerhub.web.protocols import TOO_SLOW, frame_text

ENDED = 4001
RESTARTING = 1012
OVER = 1000  # a stream has one room: when that is left, nothing more will come
GROUP_BYTES = 1 << 16
NO_PLACE = 0  # no message has this `seq`


def unplaced(payload: bytes) -> Packed:
    """A frame that is no state of a message, as a notice."""
    return Packed(NO_PLACE, "", "", payload)


class Group:
    """Frames that leave together: framed once for all lines of a kind."""

    def __init__(self, frames: Sequence[Packed]) -> None:
        self.frames = frames
        self.text = b"".join(frame_text(frame.payload) for frame in frames)
        self._events: dict[str, bytes] = {}

    def events(self, epoch: str) -> bytes:
        """The same as Server-Sent Events."""
        if epoch not in self._events:
            self._events[epoch] = b"".join(
                to_event(
                    orjson.loads(frame.payload)["type"],
                    frame.payload,
                    "" if frame.seq == NO_PLACE else f"{epoch}:{frame.seq}",
                )
                for frame in self.frames
            )
        return self._events[epoch]


def in_groups(frames: Iterable[Packed]) -> Iterator[Group]:
    """Many frames in few writes: each in one of its own was a tenth of what a return cost.

    Not all in one: before each write it is asked again whether too much waits already.
    """
    part: list[Packed] = []
    size = 0
    for frame in frames:
        part.append(frame)
        size += len(frame.payload)
        if size >= GROUP_BYTES:
            yield Group(part)
            part, size = [], 0
    if part:
        yield Group(part)


class FarEnd(Protocol):
    """What a line writes to: OurSocketProtocol, EventStream."""

    @property
    def is_open(self) -> bool: ...

    def write(self, framed: bytes) -> bool: ...

    def let_go(self, code: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """One room as this line has it: the person's name there, and whether no block hides anything."""

    slug: str
    key: str
    sees_all: bool


class Line:
    """A socket's. Bounded: a reader for whom 1 MiB waits is let go and comes back with `after`."""

    def __init__(self, protocol: FarEnd, person: Person, credential: Credential) -> None:
        self.protocol = protocol
        self.person = person
        self.credential = credential
        self.rooms: dict[str, Place] = {}  # room_id -> what it is subscribed to
        self.typed_at = 0.0  # when a sign of typing was last passed on, in steady time
        self._kept: dict[str, list[Packed]] = {}
        self._floor: dict[str, int] = {}

    def send(self, payload: bytes) -> bool:
        return self._write(frame_text(payload))

    def relay(self, group: Group) -> bool:
        return self._write(group.text)

    def _write(self, framed: bytes) -> bool:
        """Bytes framed for this kind of line; False where it is gone now."""
        if self.protocol.write(framed):
            return True
        if self.protocol.is_open:
            self.close(TOO_SLOW)
        return False

    def close(self, code: int) -> None:
        self.protocol.let_go(code)

    def begin_catching_up(self, room_id: str) -> None:
        """From here on live frames of this room are kept until what was missed has been sent."""
        self._kept[room_id] = []
        self._floor.pop(room_id, None)

    def is_catching_up(self, room_id: str) -> bool:
        return room_id in self._kept

    def keep(self, room_id: str, frames: Sequence[Packed]) -> None:
        self._kept[room_id].extend(frames)

    def end_catching_up(self, room_id: str, seq: int, channel_seq: int) -> None:
        """What was read reaches to `seq`: live frames go on from there, none twice."""
        self._floor[room_id] = seq
        self.settle(room_id, channel_seq)

    def settle(self, room_id: str, channel_seq: int) -> None:
        """Relay what is newer than what was read, once the channel has come as far as the read did."""
        floor = self._floor.get(room_id)
        if floor is None or channel_seq < floor:
            return
        del self._floor[room_id]
        newer = [frame for frame in self._kept.pop(room_id, []) if frame.seq > floor]
        if newer:
            self.relay(Group(newer))

    def forget(self, room_id: str) -> None:
        """The room was left, or never joined."""
        self.rooms.pop(room_id, None)
        self._kept.pop(room_id, None)
        self._floor.pop(room_id, None)


class StreamLine(Line):
    """A stream's: the same frames as events. An `id` says how far the room was told, never further."""

    def __init__(
        self, far_end: FarEnd, person: Person, credential: Credential, *, resumes: bool
    ) -> None:
        super().__init__(far_end, person, credential)
        self.resumes = resumes  # asked for what came after a place
        self.epoch = ""
        self.seq = 0  # everything up to here was told, or not asked for

    def send(self, payload: bytes) -> bool:
        frame = orjson.loads(payload)
        sent = self._write(to_event(frame["type"], payload, self._place_after(frame)))
        if frame["type"] == "left":
            self.close(OVER)
        return sent

    def relay(self, group: Group) -> bool:
        self.seq = group.frames[-1].seq or self.seq
        return self._write(group.events(self.epoch))

    def _place_after(self, frame: dict[str, Any]) -> str:
        """Where to resume when this frame was the last one read; "" where it moves nothing."""
        kind = frame["type"]
        if kind == "joined":
            self.epoch = frame["epoch"]
            if self.resumes:
                return ""  # its `seq` is the room's; what was missed comes now
            self.seq = frame["seq"]
        elif kind in ("message", "caught_up"):
            self.seq = frame["seq"]
        elif kind == "gap":
            self.seq = frame["after"]  # who is cut off before paging is told of the gap again
        elif kind != "beat" or not self.epoch:  # a beat's `seq` is the store's: it may run ahead
            return ""
        return f"{self.epoch}:{self.seq}"
