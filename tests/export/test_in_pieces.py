"""No table is sorted for a page of it."""

from pathlib import Path

from sqlalchemy import text, tuple_
from sqlalchemy.dialects import sqlite

from peerhub.core.hub import Hub
from peerhub.core.portable import Leaving
from peerhub.export import store
from peerhub.export.service import leave


async def test_a_page_is_read_in_the_order_of_its_key(elsewhere: Hub, tmp_path: Path) -> None:
    """At 200,000 posts a sort for each of 400 pages was nine tenths of an export."""
    asked = Leaving(elsewhere.config, tmp_path, elsewhere.clock.now())
    items = {
        kind: ids(asked)
        for portable in elsewhere.portable.values()
        for kind, ids in portable.items.items()
    }
    leaving = Leaving(elsewhere.config, tmp_path, elsewhere.clock.now(), items=items)
    async with elsewhere.reading() as db:
        for kind in leave.in_order(elsewhere):
            key = list(kind.table.primary_key)
            after = tuple_(*key) > tuple("0" if c.type.python_type is str else 0 for c in key)
            query = store.page_of(kind, leaving).where(after)
            said = query.compile(
                dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
            )  # the plan is the same for whatever values
            steps = [row[3] for row in await db.execute(text("EXPLAIN QUERY PLAN " + str(said)))]
            assert "TEMP B-TREE FOR ORDER BY" not in " ".join(steps), (kind.name, steps)
            first = steps[0]
            assert first.startswith(f"SEARCH {kind.table.name} USING"), (kind.name, first)
            assert "PRIMARY KEY" in first or "autoindex" in first, (kind.name, first)
