"""What may be pointed at from anywhere (ItemRef), and the ports that features above fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

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
    LOCK = "lock"  # what is said around it: its thread, its room
    UNLOCK = "unlock"
    FOLD = "fold"  # behind a note of the hub's own, beside which its author's waits
    UNFOLD = "unfold"


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item as a moderator sees it. `place` is the scope, as in `space:health-and-care`.

    `steps`: "edit" where its author can still change it, "lock" where its conversation is open.
    """

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
    rules: str = ""  # the ground rules of its place, as Markdown
    steps: tuple[str, ...] = ()  # what its feature can do besides: "edit", "lock"
    edit_path: str = ""  # where its author can change it
    pseudonym_id: str = ""  # of the name for one board under which it was written, if any
    organisation: str = ""  # whose page it is, by its name: its people decide nothing about it


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

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """The id of whoever wrote it without a name; for safeguarding, which asked two people first."""
        ...

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        """Carry a decision out, in moderation's own transaction; NotFound if it is gone.

        `reason` is shown in its place; for FOLD it is the note that stands before it.
        """
        ...


@runtime_checkable
class BearsFiles(Protocol):
    """A Moderated port whose items bear files, of which one can go while the words stay."""

    async def change_file(self, tx: Transaction, item_id: str, entry: Mapping[str, Any]) -> None:
        """This in the place of what stood there about the same file; NotFound if the item is gone."""
        ...


@runtime_checkable
class KnowsCopies(Protocol):
    """The Moderated port of files, which finds the same bytes wherever they stand."""

    async def copies_of(self, db: AsyncConnection, item: ItemRef) -> Sequence[str]:
        """Ids of other files, borne and not removed, that equal this file, or a picture of this item."""
        ...

    async def bar(self, tx: Transaction, item: ItemRef) -> None:
        """From now on nobody shares these bytes here again."""
        ...

    async def unbar(self, tx: Transaction, item: ItemRef) -> None:
        """The opposite."""
        ...


class Attached(Protocol):
    """Who may see the files that an item of one kind bears."""

    async def may_see_files(
        self, db: AsyncConnection, person: Any, item_id: str, *, by_token: bool
    ) -> bool:
        """Whether the item and its files are open to this person now; False where it is gone."""
        ...

    async def may_judge_files(self, db: AsyncConnection, person: Any, item_id: str) -> bool:
        """Whether a case about the item or a file of it is theirs: whoever decides sees what was
        removed, and nobody else does.
        """
        ...


class NamedInRooms(Protocol):
    """Whose name this is, where it is a name for one place alone: a room or a board."""

    async def name_in_room(
        self, db: AsyncConnection, person: Any, name: str
    ) -> tuple[str, str] | None:
        """(name, the place's title) where this person may still open the place, else None."""
        ...


@dataclass(frozen=True, slots=True)
class Closure:
    """Why somebody cannot come in, as they are told: sentences, and where to ask for another look."""

    words: tuple[str, ...]
    path: str


class Closing(Protocol):
    """Who knows why an account is closed."""

    async def why_closed(
        self, db: AsyncConnection, keys: Keys, person_id: str, now: datetime
    ) -> Closure | None:
        """For its owner, who has shown that they are; None where no decision closed it."""
        ...


@dataclass(frozen=True, slots=True)
class NamelessNotice:
    """What somebody should know about words that nobody knows to be theirs. It is kept nowhere."""

    words: str
    line: str
    path: str
    at: datetime


class NamelessNotices(Protocol):
    """Who finds, for the person who asks, what was decided about what they wrote without a name."""

    async def notices_for(
        self,
        db: AsyncConnection,
        keys: Keys,
        contents: Mapping[str, Moderated],
        person: Any,
        *,
        now: datetime,
    ) -> Sequence[NamelessNotice]:
        """Found anew each time: a notice at rest would join a name to a pseudonym."""
        ...


@dataclass(frozen=True, slots=True)
class Space:
    """A room or a board as whoever looks after it knows it: its scope, its title, its settings' address."""

    place: str
    title: str
    path: str


class Spaces(Protocol):
    """Which rooms or boards are somebody's to look after."""

    async def space_for_keeper(self, db: AsyncConnection, person: Any, slug: str) -> Space:
        """NotFound or Forbidden as at its own settings' door."""
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
    """An item as a result. `text` is what an excerpt is made of, "" where a `note` folds it;
    `authored`: whether it was written by somebody, who may have left.
    """

    ref: ItemRef
    title: str
    place_title: str
    author_name: str
    at: datetime
    text: str
    note: str
    path: str
    authored: bool = True


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
