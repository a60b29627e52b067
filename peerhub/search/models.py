"""Nouns of search: what is asked (Query), what the index holds (Match), what is shown (Result)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from peerhub.core.items import ItemRef, SearchCard, SearchPlace
from peerhub.core.search import Sought

QUERY_LENGTH = 200
MOST_PHRASES = 12  # words and "phrases" in one search
PAGE_RESULTS = 20
MOST_RESULTS = 1_000  # what lies further back is found by asking more closely
SEARCH_RATE = "60/minute"  # one person's; a page of results is one
STRANGERS_RATE = "300/minute"  # from one address: a hospital is one address
BATCH = 1_000  # items in one transaction of a rebuild
MERGED_PAGES = 200  # of the index in one step of a sweep: some 20 ms for the writer


class Order(StrEnum):
    """NEWEST first, or what fits BEST."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. Without `sought`: everything that passes the filters.

    `authors` and `places` as they were typed; several of one kind: any of them. `before` and
    `after` are moments, `after` being the first that counts.
    """

    sought: Sought | None = None
    authors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    before: datetime | None = None
    after: datetime | None = None
    has_file: bool = False
    order: Order = Order.NEWEST

    @property
    def asks_something(self) -> bool:
        filtered = self.authors or self.places or self.before or self.after or self.has_file
        return self.sought is not None or bool(filtered)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where one search looks, by the numbers of places, and what a block keeps out of it.

    `hidden`: (numbers of places, names under which nothing there is shown).
    """

    places: tuple[int, ...]
    hidden: tuple[tuple[tuple[int, ...], frozenset[str]], ...] = ()
    authors: tuple[str, ...] | None = None
    first: int = 0
    last: int = 2**63 - 1
    has_file: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the index that fits."""

    entry_id: int
    ref: ItemRef


@dataclass(frozen=True, slots=True)
class Found:
    """One page: cards in order, how many there are in all (at most `MOST_RESULTS`), and where.

    `more`: there are others beyond those counted. `newest`: no entry after it was looked at.
    """

    cards: Sequence[SearchCard]
    count: int
    more: bool
    places: Sequence[SearchPlace]
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of an excerpt; `hit` where it is one of the words that were looked for."""

    words: str
    hit: bool = False
