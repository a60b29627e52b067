"""The statement that a search is: which entries fit, which page of them is shown, how many there are.

Its shape depends on few things (`Shape`), so each is built once; all that somebody typed is a value.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Select,
    Subquery,
    Text,
    UnaryExpression,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import operators

from peerhub.core.database import at_leisure
from peerhub.core.items import ItemRef
from peerhub.core.prepared import Prepared
from peerhub.core.search import Sought, to_fts5, to_tsquery
from peerhub.search.models import MOST_RESULTS, Match, Order, Scope
from peerhub.search.tables import search_entries, search_words

ROWID = search_words.c.rowid
FIRST: Any = bindparam("first", type_=BigInteger)
LAST: Any = bindparam("last", type_=BigInteger)


class Shape(NamedTuple):
    """All that makes one search another statement than the next."""

    on_postgres: bool
    words: bool
    authors: bool
    has_file: bool
    hidden: int  # how many groups of places with names that a block keeps out of them


async def find_matches(
    db: AsyncConnection,
    sought: Sought | None,
    scope: Scope,
    *,
    order: Order,
    offset: int,
    limit: int,
) -> tuple[list[Match], int]:
    """One page, the newest first or the best, and how many there are in all.

    One more than MOST_RESULTS where there are more than that; nothing where the scope has no place.
    """
    if not scope.places:
        return [], 0
    statement = _page_and_count(
        _shape(db, sought, scope), best=order is Order.BEST and sought is not None
    )
    values = {**_values(db, sought, scope), "offset": offset, "limit": limit}
    with at_leisure(db):
        found = await statement.all(db, **values)
    matches = [Match(row.entry_id, ItemRef(row.kind, row.item_id)) for row in found if row.entry_id]
    return matches, int(found[0].n)


def _shape(db: AsyncConnection, sought: Sought | None, scope: Scope) -> Shape:
    on_postgres = db.dialect.name == "postgresql"
    authors = scope.authors is not None
    return Shape(on_postgres, sought is not None, authors, scope.has_file, len(scope.hidden))


def _values(db: AsyncConnection, sought: Sought | None, scope: Scope) -> dict[str, Any]:
    values: dict[str, Any] = {"first": scope.first, "last": scope.last}
    if sought is None:
        values["places"] = list(scope.places)
    else:
        say = to_tsquery if db.dialect.name == "postgresql" else to_fts5
        values["said"] = say(sought, scope.places)
    if scope.authors is not None:
        values["authors"] = list(scope.authors)
    for n, (places, names) in enumerate(scope.hidden):
        values |= {f"places_{n}": list(places), f"names_{n}": sorted(names)}
    return values


@lru_cache(maxsize=256)
def _page_and_count(shape: Shape, *, best: bool) -> Prepared:
    """In one statement: a row for each entry of the page with the count in it, or the count alone.

    PostgreSQL looks once for what fits and then sorts and counts it; SQLite stops at the end of the
    page, and again at the end of the count, so it must not keep all that fits.
    """
    fitting = _fitting(shape, weigh=best).cte("fitting")
    fitting = fitting.prefix_with("NOT MATERIALIZED", dialect="sqlite")
    most = select(fitting.c.entry_id).limit(MOST_RESULTS + 1).subquery()
    counted = select(func.count().label("n")).select_from(most).subquery()
    ranked = [fitting.c.weight] if best else []
    page = select(fitting).order_by(*ranked, fitting.c.entry_id.desc())
    page = page.limit(bindparam("limit")).offset(bindparam("offset"))
    shown = _entries(page.subquery()).subquery()
    ranked = [shown.c.weight] if best else []
    return Prepared(
        select(counted.c.n, shown.c.entry_id, shown.c.kind, shown.c.item_id)
        .select_from(counted.outerjoin(shown, true()))
        .order_by(*ranked, shown.c.entry_id.desc()),
        plan_anew=True,
    )


def _entries(page: Subquery) -> Select[Any]:
    """What these are entries of."""
    return select(page, search_entries.c.kind, search_entries.c.item_id).join(
        search_entries, search_entries.c.entry_id == page.c.entry_id
    )


def _fitting(shape: Shape, *, weigh: bool = False) -> Select[Any]:
    """Every entry of the scope that fits, as `entry_id`; with `weigh` its `weight`, the least best."""
    if not shape.words:
        here = search_entries.c.place_id.in_(bindparam("places", expanding=True))
        in_time = search_entries.c.entry_id.between(FIRST, LAST)
        return select(search_entries.c.entry_id).where(here, in_time, *_filters(shape))
    matches, weight = _matching(shape)
    query = select(ROWID.label("entry_id")).where(matches, _in_time(shape))
    if weigh:
        query = query.add_columns(weight.label("weight"))
    filters = _filters(shape)
    if filters:
        query = query.join(search_entries, search_entries.c.entry_id == ROWID).where(*filters)
    return query


def _in_time(shape: Shape) -> ColumnElement[bool]:
    """PostgreSQL must not read its whole index of the ids for this: 3 ms in 100,000 posts."""
    return (ROWID + 0 if shape.on_postgres else ROWID).between(FIRST, LAST)


def _matching(shape: Shape) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
    """Whether the words fit, asked of the index itself, and how well."""
    said: Any = bindparam("said", type_=Text())
    words = search_words.c.words
    if not shape.on_postgres:
        return words.op("MATCH")(said), literal_column("search_words.rank")
    asked = cast(said, TSQUERY)
    return words.op("@@")(asked), -func.ts_rank(words, asked)


def _filters(shape: Shape) -> list[ColumnElement[bool]]:
    """What the entry itself must be. A plus keeps SQLite from these columns' own indexes.

    Else it may go through an author's entries and ask the words of each, which is the wrong way
    round wherever somebody wrote much.
    """

    def bare(column: Column[Any]) -> ColumnElement[Any]:
        if shape.on_postgres or not shape.words:
            return column
        return UnaryExpression(column, operator=operators.custom_op("+"), type_=column.type)

    author, under = bare(search_entries.c.author), bare(search_entries.c.under)
    found: list[ColumnElement[bool]] = []
    if shape.authors:
        found.append(author.in_(bindparam("authors", expanding=True)))
    if shape.has_file:
        found.append(bare(search_entries.c.has_file).is_(true()))
    for n in range(shape.hidden):
        names: Any = bindparam(f"names_{n}", expanding=True)
        places: Any = bindparam(f"places_{n}", expanding=True)
        theirs = or_(author.in_(names), under.in_(names))
        found.append(not_(and_(bare(search_entries.c.place_id).in_(places), theirs)))
    return found
