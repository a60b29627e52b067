"""What may be carried out of a hub and into another: the port that each feature fills in.

Columns come from the tables, so that a new one goes along without anybody thinking of it; what
must not go along is named, with the reason. Every table is carried, covered or stays: a house test
asks. Nothing carried may join a name for one place alone to the person who bears it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Select, Table, true
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.config import Config
from peerhub.core.transaction import Transaction

Record = dict[str, Any]
AuthorsOf = Callable[[AsyncConnection, Iterable[str]], Awaitable[Mapping[str, str | None]]]


@dataclass(frozen=True)
class Leaving:
    """One export: what is asked for, and where it is written.

    `secret`: private, confidential and direct places too; `addresses`: e-mail addresses too.
    `items` has, by kind, the ids of those items that leave and can be read; `now`: its moment.
    """

    config: Config
    folder: Path
    now: datetime
    secret: bool = False
    addresses: bool = False
    items: Mapping[str, Select[tuple[str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Arriving:
    """One piece of an import. `trial`: into a database that is thrown away; nothing else is touched."""

    tx: Transaction
    folder: Path
    trial: bool = False
    authors: Mapping[str, AuthorsOf] = field(default_factory=dict)


def among(value: ColumnElement[Any], ids: Select[tuple[str]], table: Table) -> ColumnElement[bool]:
    """Whether a value of each row of `table` is one of `ids`.

    Asked row by row: as a list SQLite would walk through it, and sort a whole table for each page.
    """
    (id_column,) = ids.selected_columns
    return ids.where(id_column == value).correlate(table).exists()


async def as_it_is(_db: AsyncConnection, _leaving: Leaving, rows: list[Record]) -> list[Record]:
    return rows


async def as_it_was(_arriving: Arriving, records: list[Record]) -> list[Record]:
    return records


async def nothing_more(_arriving: Arriving, _records: list[Record]) -> None:
    return None


def nothing_to_check(_record: Record) -> None:
    return None


@dataclass(frozen=True)
class Records:
    """One kind of records: rows of a table as they leave, and how they come back.

    `only`: which rows. `key`: by which a record is known again, the primary key unless told.
    `stays`: columns that never leave, and why. `extra`: what a record has beside columns.
    `may_lack`: columns that a record may have empty though the table does not. `covers`: tables
    whose rows go within these records. `leave` makes records of rows, or drops some; `check`
    raises ValueError; `arrive` makes rows of records, one each; `then` is told of the new ones.
    `late`: written and read after all that are not.
    """

    name: str
    table: Table
    only: Callable[[Leaving], ColumnElement[bool]] = lambda _leaving: true()
    key: tuple[str, ...] = ()
    stays: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[Column[Any], ...] = ()
    may_lack: tuple[str, ...] = ()
    covers: tuple[Table, ...] = ()
    leave: Callable[[AsyncConnection, Leaving, list[Record]], Awaitable[list[Record]]] = as_it_is
    check: Callable[[Record], None] = nothing_to_check
    arrive: Callable[[Arriving, list[Record]], Awaitable[list[Record]]] = as_it_was
    then: Callable[[Arriving, list[Record]], Awaitable[None]] = nothing_more
    late: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.jsonl"

    @property
    def known_by(self) -> tuple[str, ...]:
        return self.key or tuple(column.name for column in self.table.primary_key)

    @cached_property
    def fields(self) -> dict[str, Column[Any]]:
        """What a record may have, by name."""
        kept = [column for column in self.table.columns if column.name not in self.stays]
        return {column.name: column for column in (*kept, *self.extra)}


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place as a page for reading: `path` without its ending, as in `rooms/tea`.

    `group` is the title of what it stands in, as `group_path` is its page; "" for the front page.
    `html` stands above what was said, as a summary does, and so do `tags`, `question` (in a few
    words), `answer` (the anchor of the answer that was accepted) and `poll` (a question, as its
    feature shows it to everybody).
    """

    id: str
    path: str
    title: str
    about: str = ""
    group: str = ""
    group_path: str = ""
    at: datetime | None = None
    html: str = ""
    tags: Sequence[str] = ()
    question: str = ""
    answer: str = ""
    poll: Mapping[str, Any] | None = None


WORDS_A_PAGE = 500
FOLDED = "a fold of the safeguarding leads is undone from its concern, which never leaves"


def page_path(path: str, number: int) -> str:
    """Of the nth page of a place, from 1."""
    return path if number == 1 else f"{path}.{number}"  # no address has a dot


@dataclass(frozen=True, slots=True)
class SaidWords:
    """Something that was said, as everybody in its place sees it. `html` is "" for a stone.

    `stone`: "withdrawn" or "removed", or whatever else took its words, and `reason` why.
    """

    id: str
    anchor: str
    author: str
    at: datetime
    html: str
    warning: str = ""
    stone: str = ""
    reason: str = ""
    edited_at: datetime | None = None
    reply_to: str = ""
    number: int | None = None
    files: Sequence[Mapping[str, Any]] = ()


class Readable(Protocol):
    """The places of a feature for pages that are read without a hub. All in pieces.

    `shows`: the kind of records whose words stand on them; `under`: what addresses of its places
    begin with, as in `forum/t`.
    """

    shows: str
    under: str

    async def find(
        self, db: AsyncConnection, leaving: Leaving, name: str, rest: str, mark: str
    ) -> str:
        """Where an address of the hub leads within the export: `threads/ID.2#p-612`, "" for nowhere.

        Of `/UNDER/name/rest#mark` the parts; what moved is found where it stands.
        """
        ...

    def groups(self, db: AsyncConnection, leaving: Leaving) -> AsyncIterator[PlacePage]:
        """What places stand in, as boards do; none where they stand on the front page."""
        ...

    def places(
        self, db: AsyncConnection, leaving: Leaving, group: PlacePage | None
    ) -> AsyncIterator[PlacePage]: ...

    def words(self, db: AsyncConnection, place: PlacePage) -> AsyncIterator[list[SaidWords]]:
        """What was said there, in order; what still waits is no part of it."""
        ...


@dataclass(frozen=True)
class Portable:
    """What one feature carries.

    `stays`: tables that never leave, and why. `items`: ids of what leaves and can be read, by
    kind; `authors`: who wrote items of a kind, for what depends on it. Records stand in the order
    in which they can come back.
    """

    records: Sequence[Records] = ()
    stays: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, Callable[[Leaving], Select[tuple[str]]]] = field(default_factory=dict)
    authors: Mapping[str, AuthorsOf] = field(default_factory=dict)
    readable: Readable | None = None


CORE_STAYS = {
    "duties": "what this hub still has to do, mail to send among it",
    "receipts": "keyed hashes of who wrote what when",
    "facts": "about this database and no other",
}
