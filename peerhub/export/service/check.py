"""Try an import before it: every record into a database that is thrown away, and against the hub.

What fits there fits here: the same tables, keys and checks. So nothing is half imported because of
a record that was wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.database import Database
from peerhub.core.hub import Hub
from peerhub.core.portable import Arriving, Record, Records
from peerhub.core.transaction import Transaction
from peerhub.export import store
from peerhub.export.models import Brought
from peerhub.export.reading import BadRecord, list_pieces
from peerhub.export.trial import trial_beside

Numbered = tuple[int, Record]


async def try_out(
    hub: Hub, folder: Path, kinds: Sequence[Records], tell: Callable[[int], None]
) -> dict[str, Brought]:
    """What an import would do, by kind; BadRecord for the first record that cannot come in."""
    brought = {}
    async with trial_beside(hub.config.data_dir) as trial:
        for kind in kinds:
            known = total = 0
            for piece in list_pieces(folder, kind):
                rows = await _try_piece(hub, trial, folder, kind, piece)
                known += await _check_against(hub, kind, piece, rows)
                total += len(piece)
                tell(len(piece))
            brought[kind.name] = Brought(new=total - known, known=known)
    return brought


async def _try_piece(
    hub: Hub, trial: Database, folder: Path, kind: Records, piece: Sequence[Numbered]
) -> list[Record]:
    """Its rows, once they went in together; else one by one, to name the first that does not."""
    try:
        async with trial.writing() as db:
            return await _put(hub, db, folder, kind, [record for _line, record in piece])
    except (DBAPIError, ValueError, KeyError):
        rows: list[Record] = []
        for line, record in piece:
            try:
                async with trial.writing() as db:
                    rows += await _put(hub, db, folder, kind, [record])
            except ValueError as error:
                raise BadRecord(kind, line, str(error)) from error
            except (DBAPIError, KeyError) as error:
                raise BadRecord(kind, line, "it does not fit the records before it") from error
        return rows


async def _put(
    hub: Hub, db: AsyncConnection, folder: Path, kind: Records, records: list[Record]
) -> list[Record]:
    tx = Transaction(db, hub.clock.now(), hub.keys, hub.config, {})
    arriving = Arriving(tx, folder, trial=True, authors=authors_of(hub))
    rows = await kind.arrive(arriving, records)
    await store.insert_rows(db, kind.table, rows)
    await kind.then(arriving, records)
    return rows


def authors_of(hub: Hub) -> dict[str, Any]:
    """Who wrote what, by kind of item, as every feature says."""
    return {
        kind: ask for portable in hub.portable.values() for kind, ask in portable.authors.items()
    }


async def _check_against(
    hub: Hub, kind: Records, piece: Sequence[Numbered], rows: Sequence[Record]
) -> int:
    """How many the hub has already; BadRecord where it has something else in a record's place."""
    async with hub.reading() as db:
        known = await store.list_known(db, kind.table, kind.known_by, rows)
        new = [
            (line, row)
            for (line, _record), row in zip(piece, rows, strict=True)
            if tuple(row[name] for name in kind.known_by) not in known
        ]
        for names in store.unique_keys(kind.table):
            if names == kind.known_by or set(names) & kind.stays.keys():
                continue
            asked = [row for _line, row in new if all(row.get(name) is not None for name in names)]
            taken = await store.list_known(db, kind.table, names, asked)
            for line, row in new:
                values = tuple(row.get(name) for name in names)
                if values in taken:
                    raise _taken(kind, line, names[-1], values[-1])
    return len(rows) - len(new)


def _taken(kind: Records, line: int, name: str, value: object) -> BadRecord:
    what = (
        f"this hub has something else with the {name} {value!r} already; "
        "bring an export into a hub that has no such thing, best into an empty one"
    )
    return BadRecord(kind, line, what)
