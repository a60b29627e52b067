"""What came from elsewhere and follows its source, until a person changes it here.

Beside an item stands what each of its fields said when it was brought. A field that still says that
follows the source; one that somebody changed is theirs for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Said = Mapping[str, Any]  # by field, as it rests in JSON


@dataclass(frozen=True, slots=True)
class Sides:
    """`ours`: fields that follow; `kept`: those that people changed here, and that differ."""

    ours: tuple[str, ...]
    kept: tuple[str, ...]


def sides_of(names: Iterable[str], *, last: Said, here: Said, there: Said) -> Sides:
    """`last`: what was brought and nobody had changed; `here` and `there`: what both say now."""
    known = tuple(names)
    ours = tuple(n for n in known if n in last and last[n] == here[n])
    return Sides(ours, tuple(n for n in known if n not in ours and here[n] != there[n]))


class Sources:
    """Rows of a table with `source_key`, the item's own id under `item`, `said` and `brought_at`."""

    def __init__(self, table: Table, item: str) -> None:
        self.table = table
        self.item = item

    async def find(self, db: AsyncConnection, key: str) -> tuple[str, dict[str, Any]] | None:
        """(the item's id, what it said last by field, where nobody has changed that since)."""
        columns = self.table.c
        query = select(columns[self.item], columns.said).where(columns.source_key == key)
        row = (await db.execute(query)).first()
        return (row[0], dict(row[1])) if row else None

    async def set(
        self, db: AsyncConnection, key: str, item_id: str, said: Said, at: datetime
    ) -> None:
        dialect = postgresql if db.dialect.name == "postgresql" else sqlite
        row = {"source_key": key, self.item: item_id, "said": said, "brought_at": at}
        new = dialect.insert(self.table).values(**row)
        set_ = {"said": new.excluded.said, "brought_at": at}
        await db.execute(new.on_conflict_do_update(index_elements=["source_key"], set_=set_))
