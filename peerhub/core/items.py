"""What may be pointed at from anywhere (ItemRef), and the ports that features above fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from peerhub.core.keys import Keys
    from peerhub.core.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ItemRef:
    """One thing of one kind: `ItemRef("message", "k3…")`."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


class Outcome(StrEnum):
    """What moderation asks of the owner of an item."""

    RELEASE = "release"
    REMOVE = "remove"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item as a moderator sees it. `place` is the scope, as in `space:health-and-care`."""

    ref: ItemRef
    author_id: str
    author_name: str
    title: str
    html: str
    excerpt: str
    path: str
    place: str
    place_title: str
    sector: str
    at: str
    state: str


class Moderated(Protocol):
    """The hinge by which moderation finds, releases and removes items of one kind."""

    async def card_for_person(
        self, db: AsyncConnection, person: Any, item_id: str
    ) -> ItemCard | None:
        """The item where this person, or a stranger (None), may see it: one reports what one sees."""
        ...

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        """The item in whatever state; moderation has checked the moderator's scope."""
        ...

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Any, item_ids: Sequence[str]
    ) -> set[str]:
        """Which of these this person wrote without a name: nobody decides about their own words."""
        ...

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        """Carry a decision out, in moderation's own transaction; NotFound if it is gone."""
        ...


class Attached(Protocol):
    """Who may see the files that an item of one kind bears."""

    async def may_see_files(
        self, db: AsyncConnection, person: Any, item_id: str, *, by_token: bool
    ) -> bool:
        """Whether the item and its files are open to this person now; False where it is gone."""
        ...


class NamedInRooms(Protocol):
    """Whose name this is, where it is a name for one place alone: a room or a board."""

    async def name_in_room(
        self, db: AsyncConnection, person: Any, name: str
    ) -> tuple[str, str] | None:
        """(name, the place's title) where this person may still open the place, else None."""
        ...


class Personal(Protocol):
    """What a feature holds about one person."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        """For the person alone; `keys` find and open what rests under a keyed hash or sealed."""
        ...

    async def erase_person(self, tx: Transaction, person_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """A place whose words somebody may read: `room:ID`, `board:ID`.

    `slug` is its address; `hidden` are the names, as blocks know them, under which nothing there
    is shown to this reader; `names` begins the names that are for this place alone, "" for none.
    """

    place: str
    slug: str
    title: str
    hidden: frozenset[str] = frozenset()
    names: str = ""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What the index is told of an item: only what everybody in its place may see.

    `author` is the name it was written under, as blocks know it, "" for nobody here; `under` is
    that of whoever began what it stands in, without whom it cannot be opened.
    """

    ref: ItemRef
    place: str
    author: str
    at: datetime
    text: str
    under: str = ""
    has_file: bool = False


@dataclass(frozen=True, slots=True)
class SearchCard:
    """An item as a result. `text` is what an excerpt is made of, "" where a `note` folds it."""

    ref: ItemRef
    title: str
    place_title: str
    author_name: str
    at: datetime
    text: str
    note: str
    path: str


class Searchable(Protocol):
    """What a feature lets be found, of one kind of items."""

    async def places_for(
        self, db: AsyncConnection, person: Any, *, by_token: bool
    ) -> Sequence[SearchPlace]:
        """Where this person (None: a stranger) may read now, closed places too."""
        ...

    async def cards_for(
        self, db: AsyncConnection, ids: Sequence[str], places: Mapping[str, SearchPlace]
    ) -> Mapping[str, SearchCard]:
        """These items as they stand now, where these places of a reader show them.

        The second look: what the index says wrongly is left out.
        """
        ...

    async def entries_after(
        self, db: AsyncConnection, after: str, limit: int
    ) -> Sequence[SearchEntry]:
        """What can be found at all, by rising id after `after`; for making the index anew."""
        ...
