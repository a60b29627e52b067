"""Rows of the index; what is asked of them for a search stands in questions.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import DropTable

from peerhub.core.prepared import Prepared
from peerhub.search.models import MERGED_PAGES
from peerhub.search.tables import search_entries, search_places, search_words

# What each group of messages needs: prepared, because it is asked many times a second.
ENTRY = ("entry_id", "kind", "item_id", "place_id", "author", "under", "has_file")
NEW_ENTRIES = Prepared(insert(search_entries), ENTRY)
NEW_WORDS = Prepared(insert(search_words), ("rowid", "words"))
NUMBERED = select(search_places.c.place, search_places.c.place_id).where(
    search_places.c.place.in_(bindparam("places", expanding=True))
)
NUMBERS = Prepared(NUMBERED)
# The same, and for the rest of the transaction PostgreSQL goes through no whole table where an index
# serves: in a setting of its own it would be a question more.
NUMBERS_BY_INDEX = Prepared(
    NUMBERED.add_columns(func.set_config("enable_seqscan", "off", true()).label("set"))
)
TAKEN = Prepared(
    select(search_entries.c.entry_id).where(
        search_entries.c.entry_id.in_(bindparam("ids", expanding=True))
    )
)
ROWID = search_words.c.rowid


async def find_numbers(db: AsyncConnection, places: Iterable[str]) -> dict[str, int]:
    """The numbers of those places in which anything was ever found."""
    return {row.place: row.place_id for row in await NUMBERS.all(db, places=list(places))}


async def find_numbers_to_search(db: AsyncConnection, places: Iterable[str]) -> dict[str, int]:
    """The same before a search: from here on this transaction looks by index."""
    query = NUMBERS_BY_INDEX if db.dialect.name == "postgresql" else NUMBERS
    return {row.place: row.place_id for row in await query.all(db, places=list(places))}


async def insert_places(db: AsyncConnection, places: Iterable[str]) -> None:
    """Again is as good as once."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    rows = [{"place": place} for place in sorted(places)]
    await db.execute(dialect.insert(search_places).on_conflict_do_nothing(), rows)


async def list_taken(db: AsyncConnection, entry_ids: Sequence[int]) -> set[int]:
    return {row.entry_id for row in await TAKEN.all(db, ids=list(entry_ids))}


async def insert_entries(db: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Rows with all of ENTRY and `words`, by rising entry_id: FTS5 begins anew at any other."""
    await NEW_ENTRIES.many(db, rows)
    await NEW_WORDS.many(db, [{"rowid": r["entry_id"], "words": r["words"]} for r in rows])


async def delete_entries(db: AsyncConnection, kind: str, item_ids: Sequence[str]) -> None:
    query = select(search_entries.c.entry_id).where(
        search_entries.c.kind == kind, search_entries.c.item_id.in_(item_ids)
    )
    ids = (await db.execute(query)).scalars().all()
    if ids:
        await db.execute(delete(search_words).where(ROWID.in_(ids)))
        await db.execute(delete(search_entries).where(search_entries.c.entry_id.in_(ids)))


async def empty(db: AsyncConnection) -> None:
    """Nothing can be found any more; the words leave the file too, where `secure_delete` is on."""
    await db.execute(DropTable(search_words))
    await db.execute(delete(search_entries))
    await db.run_sync(search_words.create)


async def merge_some(db: AsyncConnection) -> bool:
    """A step towards an index without the words that were taken out; whether another is needed.

    https://sqlite.org/fts5.html#the_merge_command; PostgreSQL's autovacuum does it by itself.
    """
    if db.dialect.name == "postgresql":
        return False
    changes = select(func.total_changes())
    before = int(await db.scalar(changes) or 0)
    merge = text("INSERT INTO search_words (search_words, rank) VALUES ('merge', :pages)")
    await db.execute(merge, {"pages": -MERGED_PAGES})
    return int(await db.scalar(changes) or 0) - before >= 2
