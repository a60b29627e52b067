"""Keep the index: `index` and `forget`, in the transaction that changes the items; and make it anew."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from peerhub.core.duties import go_on
from peerhub.core.events import IndexSweepDue
from peerhub.core.hub import Hub
from peerhub.core.items import SearchEntry
from peerhub.core.search import placed_words
from peerhub.core.transaction import Transaction
from peerhub.search import store
from peerhub.search.access import CHANCE_BITS, first_id
from peerhub.search.models import BATCH

SWEEP_EVERY = timedelta(days=1)


async def index(tx: Transaction, entries: Sequence[SearchEntry], *, new: bool = False) -> None:
    """These items can be found from this commit on, by these words and no earlier ones.

    `new`: none of them was ever in the index. A group costs four statements, however large.
    """
    if not entries:
        return
    if not new:
        for kind in {entry.ref.kind for entry in entries}:
            await forget(tx, kind, [e.ref.id for e in entries if e.ref.kind == kind])
    numbers = await _numbers(tx, {entry.place for entry in entries})
    ids = await _entry_ids(tx, entries)
    rows = [_row(entry, ids[n], numbers[entry.place]) for n, entry in enumerate(entries)]
    await store.insert_entries(tx.db, sorted(rows, key=lambda row: int(row["entry_id"])))


async def forget(tx: Transaction, kind: str, item_ids: Sequence[str]) -> None:
    """These items can be found no more; those that never could are passed over."""
    if item_ids:
        await store.delete_entries(tx.db, kind, item_ids)


def _row(entry: SearchEntry, entry_id: int, number: int) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "kind": entry.ref.kind,
        "item_id": entry.ref.id,
        "place_id": number,
        "author": entry.author,
        "under": entry.under,
        "has_file": entry.has_file,
        "words": placed_words(number, entry.text),
    }


async def _numbers(tx: Transaction, places: set[str]) -> dict[str, int]:
    numbers = await store.find_numbers(tx.db, places)
    if missing := places - numbers.keys():
        await store.insert_places(tx.db, missing)
        numbers |= await store.find_numbers(tx.db, missing)
    return numbers


async def _entry_ids(tx: Transaction, entries: Sequence[SearchEntry]) -> list[int]:
    """Rising with the time of each, and nobody else's."""
    while True:
        start = secrets.randbelow(2**CHANCE_BITS - len(entries))
        ids = [first_id(entry.at) + start + n for n, entry in enumerate(entries)]
        if len(set(ids)) == len(ids) and not await store.list_taken(tx.db, ids):
            return ids


async def rebuild(hub: Hub) -> dict[str, int]:
    """Empty the index, then fill it batch by batch; `{kind: how many}`.

    Each batch is a transaction of its own, so that people can write meanwhile; until the end a
    search finds less than there is, and never more.
    """
    async with hub.transaction() as tx:
        await store.empty(tx.db)
    counts: dict[str, int] = {}
    for kind, port in hub.searchable.items():
        counts[kind], after = 0, ""
        while True:
            async with hub.transaction() as tx:
                found = await port.entries_after(tx.db, after, BATCH)
                await index(tx, found)
            if not found:
                break
            counts[kind] += len(found)
            after = found[-1].ref.id
    return counts


async def sweep(tx: Transaction) -> None:
    """One step of taking gone words out of the file, then see to the next: at once, or tomorrow."""
    more = await store.merge_some(tx.db)
    if more:
        tx.record(IndexSweepDue())
    else:
        await go_on(tx, IndexSweepDue(), due_at=tx.now + SWEEP_EVERY)
