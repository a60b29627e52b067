"""Rows of the index, and the one statement that a search is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Subquery,
    Text,
    UnaryExpression,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import DropTable
from sqlalchemy.sql import operators

from peerhub.core.items import ItemRef
from peerhub.core.prepared import Prepared
from peerhub.core.search import Sought, to_fts5, to_tsquery
from peerhub.search.models import MERGED_PAGES, MOST_RESULTS, Match, Order, Scope
from peerhub.search.tables import search_entries, search_places, search_words

# What each group of messages needs: prepared, because it is asked many times a second.
ENTRY = ("entry_id", "kind", "item_id", "place_id", "author", "under", "has_file")
NEW_ENTRIES = Prepared(insert(search_entries), ENTRY)
NEW_WORDS = Prepared(insert(search_words), ("rowid", "words"))
NUMBERS = Prepared(
    select(search_places.c.place, search_places.c.place_id).where(
        search_places.c.place.in_(bindparam("places", expanding=True))
    )
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


async def find_matches(
    db: AsyncConnection,
    sought: Sought | None,
    scope: Scope,
    *,
    order: Order,
    offset: int,
    limit: int,
) -> list[Match]:
    """One page, the newest first or the best; nothing where the scope has no place."""
    if not scope.places:
        return []
    best = order is Order.BEST and sought is not None
    fitting = _fitting(db, sought, scope, weigh=best).subquery()
    ranked = (fitting.c.weight, _by_age(db, fitting)) if best else (_by_age(db, fitting),)
    page = select(fitting).order_by(*ranked).limit(limit).offset(offset).subquery()
    query = (
        select(search_entries.c.entry_id, search_entries.c.kind, search_entries.c.item_id)
        .join(page, page.c.entry_id == search_entries.c.entry_id)
        .order_by(*([page.c.weight] if best else []), page.c.entry_id.desc())
    )
    return [Match(row.entry_id, ItemRef(row.kind, row.item_id)) for row in await db.execute(query)]


async def count_matches(db: AsyncConnection, sought: Sought | None, scope: Scope) -> int:
    """How many there are; one more than MOST_RESULTS where there are more than that."""
    if not scope.places:
        return 0
    fitting = _fitting(db, sought, scope).limit(MOST_RESULTS + 1).subquery()
    return int(await db.scalar(select(func.count()).select_from(fitting)) or 0)


def _fitting(
    db: AsyncConnection, sought: Sought | None, scope: Scope, *, weigh: bool = False
) -> Select[Any]:
    """Every entry of the scope that fits, as `entry_id`; with `weigh` its `weight`, the least best."""
    if sought is None:
        query = select(search_entries.c.entry_id).where(search_entries.c.place_id.in_(scope.places))
        return query.where(_in_time(search_entries.c.entry_id, scope), *_filters(db, scope, ""))
    matches, weight = _matching(db, sought, scope)
    query = select(ROWID.label("entry_id")).where(matches, _in_time(ROWID, scope))
    if weigh:
        query = query.add_columns(weight.label("weight"))
    filters = _filters(db, scope, "+")
    if filters:
        query = query.join(search_entries, search_entries.c.entry_id == ROWID).where(*filters)
    return query


def _matching(
    db: AsyncConnection, sought: Sought, scope: Scope
) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
    """Whether the words fit, asked of the index itself, and how well."""
    words = search_words.c.words
    if db.dialect.name != "postgresql":
        said = literal(to_fts5(sought, scope.places), Text())
        return words.op("MATCH")(said), literal_column("search_words.rank")
    asked = cast(literal(to_tsquery(sought, scope.places), Text()), TSQUERY)
    return words.op("@@")(asked), -func.ts_rank(words, asked)


def _in_time(entry_id: ColumnElement[int], scope: Scope) -> ColumnElement[bool]:
    return entry_id.between(scope.first, scope.last)


def _filters(db: AsyncConnection, scope: Scope, plus: str) -> list[ColumnElement[bool]]:
    """What the entry itself must be. `plus`: on SQLite, keep these columns' own indexes out.

    Else it may go through an author's entries and ask the words of each, which is the wrong way
    round wherever somebody wrote much.
    """

    def bare(column: Column[Any]) -> ColumnElement[Any]:
        if not plus or db.dialect.name == "postgresql":
            return column
        return UnaryExpression(column, operator=operators.custom_op(plus), type_=column.type)

    author, under = bare(search_entries.c.author), bare(search_entries.c.under)
    found: list[ColumnElement[bool]] = []
    if scope.authors is not None:
        found.append(author.in_(scope.authors))
    if scope.has_file:
        found.append(bare(search_entries.c.has_file).is_(true()))
    for places, names in scope.hidden:
        theirs = or_(author.in_(names), under.in_(names))
        found.append(not_(and_(bare(search_entries.c.place_id).in_(places), theirs)))
    return found


def _by_age(db: AsyncConnection, fitting: Subquery) -> ColumnElement[Any]:
    """The newest first. PostgreSQL must not walk all entries of the hub backwards for it."""
    entry_id = fitting.c.entry_id
    return (entry_id + 0 if db.dialect.name == "postgresql" else entry_id).desc()


async def look_by_index(db: AsyncConnection) -> None:
    """For the rest of this transaction PostgreSQL goes through no whole table where an index serves."""
    if db.dialect.name == "postgresql":
        await db.execute(select(func.set_config("enable_seqscan", "off", True)))


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
