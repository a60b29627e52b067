"""The port by which rooms, boards and meetups say which of them somebody may open, and who keeps them.

Filled in by the features above the directory, whose pages of organisations and networks list what
belongs to them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A room, board or meetup as one reader may know it.

    `title` and `path` are "" where they may know no more than that there is one. `at`: when a meetup
    begins; `note`: a word beside its title.
    """

    place_id: str
    title: str = ""
    path: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """One that somebody looks after. `later`: ids of the dates after it, of a meetup that repeats;
    `alone`: why nobody else may be asked about it now, a sentence, or "".
    """

    place_id: str
    title: str
    path: str
    later: tuple[str, ...] = ()
    alone: str = ""


class Places(Protocol):
    """Places of one kind, as the directory asks for them."""

    async def cards_of(
        self, db: AsyncConnection, person: Any, owner: ItemRef, *, now: datetime
    ) -> Sequence[PlaceCard]:
        """What belongs to this organisation or network and is open to this person (None: a
        stranger) now, in the order in which it is shown.
        """
        ...

    async def cards_to_answer(
        self, db: AsyncConnection, person: Any, place_ids: Collection[str], *, now: datetime
    ) -> Mapping[str, PlaceCard]:
        """These as somebody may know of them who answers for an organisation or a network; absent
        are those that are over or gone, and those of which nobody outside may learn.
        """
        ...

    async def place_for_keeper(
        self, db: AsyncConnection, person: Any, key: str, *, now: datetime
    ) -> KeptPlace:
        """One by its address; NotFound or Forbidden as at its own settings' door."""
        ...
