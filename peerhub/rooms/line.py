"""One client's line: the single place through which bytes leave for a socket after `accept`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peerhub.people.models import Credential, Person
from peerhub.rooms.wire import Packed
from peerhub.web.protocols import OurSocketProtocol, frame_text

TOO_SLOW = 4008
ENDED = 4001
RESTARTING = 1012


@dataclass(frozen=True, slots=True)
class Place:
    """One room as this line has it: the person's name there, and whether no block hides anything."""

    slug: str
    key: str
    sees_all: bool


class Line:
    """Bounded: a reader for whom 1 MiB waits is let go and comes back with `after`."""

    def __init__(self, protocol: OurSocketProtocol, person: Person, credential: Credential) -> None:
        self.protocol = protocol
        self.person = person
        self.credential = credential
        self.rooms: dict[str, Place] = {}  # room_id -> what it is subscribed to
        self.typed_at = 0.0  # when a sign of typing was last passed on, in steady time
        self._kept: dict[str, list[Packed]] = {}
        self._floor: dict[str, int] = {}

    def send(self, payload: bytes) -> bool:
        return self.write(frame_text(payload))

    def write(self, framed: bytes) -> bool:
        """False where the line is gone now."""
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
        newer = [frame.payload for frame in self._kept.pop(room_id, []) if frame.seq > floor]
        if newer:
            self.write(b"".join(frame_text(payload) for payload in newer))

    def forget(self, room_id: str) -> None:
        """The room was left, or never joined."""
        self.rooms.pop(room_id, None)
        self._kept.pop(room_id, None)
        self._floor.pop(room_id, None)
