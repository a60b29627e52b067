"""Bring an export into this hub: whole or not at all, never twice, and nobody is told.

Every record is tried first, so what is wrong is named before anything is written. Then they come in
pieces, each a transaction, by their own ids: a run that was cut short is finished by another.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from peerhub.core.errors import StartError
from peerhub.core.hub import Hub
from peerhub.core.portable import Arriving, Record, Records
from peerhub.core.transaction import Transaction
from peerhub.export import store
from peerhub.export.models import Brought
from peerhub.export.reading import list_pieces, open_export
from peerhub.export.service.check import authors_of, try_out
from peerhub.export.service.leave import in_order
from peerhub.moderation.service.trail import note

Tell = Callable[[int, int], None]  # records done, of how many, each tried and then brought


async def bring_export(
    hub: Hub, folder: Path, *, dry_run: bool = False, tell: Tell = lambda _done, _of: None
) -> dict[str, Brought]:
    """How many of each kind were new, and how many were here already.

    StartError for what is no export, is damaged, or does not fit this hub: then nothing was
    changed. With `dry_run` nothing is, and the answer says what would be.
    """
    every = in_order(hub)
    counts = open_export(folder, every)
    kinds = [kind for kind in every if kind.name in counts]
    done, total = 0, sum(counts.values()) * (1 if dry_run else 2)

    def add(count: int) -> None:
        nonlocal done
        done += count
        tell(done, total)

    tried = await try_out(hub, folder, kinds, add)
    if dry_run:
        return tried
    async with hub.transaction() as tx:
        await note(tx, actor_id="", action="hub.imported", subject="hub")
    return {kind.name: await _bring(hub, folder, kind, add) for kind in kinds}


async def _bring(hub: Hub, folder: Path, kind: Records, add: Callable[[int], None]) -> Brought:
    new = known = 0
    for piece in list_pieces(folder, kind):
        records = [record for _line, record in piece]
        try:
            async with hub.transaction() as tx:
                fresh = await _put(tx, hub, folder, kind, records)
        except (IntegrityError, ValueError, OSError) as error:
            raise StartError(
                "Something changed in this hub or in the export meanwhile. Run it again: "
                "what has come in stays, and nothing comes in twice."
            ) from error
        new += fresh
        known += len(records) - fresh
        add(len(records))
    return Brought(new, known)


async def _put(
    tx: Transaction, hub: Hub, folder: Path, kind: Records, records: list[Record]
) -> int:
    """How many of these were new: those are written, and what depends on them with them."""
    arriving = Arriving(tx, folder, authors=authors_of(hub))
    by_fields = set(kind.known_by) <= kind.fields.keys()
    if by_fields:  # else it shows only in the rows, as where a tag's number is asked for
        records = await _not_known(tx, kind, records, records)
    if not records:
        return 0
    rows = await kind.arrive(arriving, records)
    if not by_fields:
        records = await _not_known(tx, kind, rows, records)
        rows = await _not_known(tx, kind, rows, rows)
    if not rows:
        return 0
    await store.insert_rows(tx.db, kind.table, rows)
    await kind.then(arriving, records)
    return len(rows)


async def _not_known(
    tx: Transaction, kind: Records, rows: list[Record], records: list[Record]
) -> list[Record]:
    """Those of `records` whose row, at the same place in `rows`, the hub has not."""
    known = await store.list_known(tx.db, kind.table, kind.known_by, rows)
    return [
        record
        for row, record in zip(rows, records, strict=True)
        if tuple(row[name] for name in kind.known_by) not in known
    ]
