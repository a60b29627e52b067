"""One intention: what it writes, what it records for later and what it announces once it is true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import Event
from peerhub.core.items import Closing, Moderated
from peerhub.core.keys import Keys
from peerhub.core.opening import Condition

if TYPE_CHECKING:
    from peerhub.core.config import Config


@dataclass
class Transaction:
    """`db` to write with, `now` for every time in it, `contents` to reach items of features above,
    `conditions` what they ask for before anybody is let in, `closing` to ask one of them why an
    account is closed.

    `record` writes duties with the commit (at least once, later); `announce` puts ready bytes on
    the bus after the commit (at once, may be lost, repaired from the store). Neither is heard
    where the transaction fails.
    """

    db: AsyncConnection
    now: datetime
    keys: Keys
    config: Config
    contents: Mapping[str, Moderated]
    conditions: Sequence[Condition] = ()
    closing: Closing | None = None
    recorded: list[tuple[Event, datetime]] = field(default_factory=list)
    announced: list[tuple[str, bytes]] = field(default_factory=list)

    def record(self, event: Event, *, due_at: datetime | None = None) -> None:
        self.recorded.append((event, due_at or self.now))

    def announce(self, topic: str, frame: bytes) -> None:
        self.announced.append((topic, frame))
