"""The audit trail: append-only, each entry's keyed hash holding the one before, its end signed.

Whoever can write to the database but has no key of the hub cannot change, add, move or take away
an entry unseen. Whoever kept an older end of the trail can cut it back to there: an operator who
fears that keeps a backup elsewhere. Entries hold ids and words of ours, never people's.
"""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.moderation.models import Kept, LogEntry, TrailFault
from peerhub.moderation.store import trail

AT_ONCE = 1_000  # entries in memory while the trail is checked


def entry_hash(
    keys: Keys,
    previous: str,
    at: datetime,
    *,
    actor_id: str,
    action: str,
    subject: str,
    detail: str,
) -> str:
    """Over the fields as JSON, so that no field can flow over into the next."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = orjson.dumps([moment, actor_id, action, subject, detail]).decode()
    return keys.sign("audit", previous, fields)


def _sign_head(keys: Keys, entries: int, newest: str) -> str:
    return keys.sign("audit-head", str(entries), newest)


async def append(
    tx: Transaction, *, actor_id: str, action: str, subject: str, detail: str = ""
) -> None:
    """One more entry, true only if the caller's transaction commits."""
    entries, previous, _signature = await trail.lock_head(tx.db)
    fields = {"actor_id": actor_id, "action": action, "subject": subject, "detail": detail}
    newest = entry_hash(tx.keys, previous, tx.now, **fields)
    await trail.insert_log_entry(tx.db, {**fields, "at": tx.now, "hash": newest})
    signature = _sign_head(tx.keys, entries + 1, newest)
    await trail.set_head(tx.db, entries + 1, newest, signature)


async def verify(db: AsyncConnection, keys: Keys) -> tuple[int, TrailFault | None]:
    """How many entries stand, and the first place where the trail is not true, if any.

    A changed or inserted entry is named itself; for one that was taken out or moved it is the
    first that no longer follows from the one before; a cut tail is named after the last that stands.
    """
    count, newest, last = 0, "", 0
    while page := await trail.list_log_entries(db, after=last, limit=AT_ONCE):
        for entry in page:
            if entry.hash != _expected(keys, newest, entry):
                return count, TrailFault(entry.entry_id)
            count, newest, last = count + 1, entry.hash, entry.entry_id
    head = await trail.find_head(db)
    if head is None:
        return count, None if count == 0 else TrailFault(last, cut=True)
    whole = head[2] == _sign_head(keys, count, newest)
    return count, None if whole else TrailFault(last, cut=True)


async def lock(tx: Transaction) -> None:
    """Nobody else adds to the trail until this transaction ends."""
    await trail.lock_head(tx.db)


async def kept_head(db: AsyncConnection) -> str:
    """The trail's end as people keep it elsewhere, `ENTRIES:HASH:SIGNATURE`; "" where there is none."""
    head = await trail.find_head(db)
    return ":".join((str(head[0]), head[1], head[2])) if head else ""


async def holds_kept(db: AsyncConnection, keys: Keys, kept: str) -> Kept:
    """Whether the trail still holds an end that somebody kept."""
    entries, _colon, rest = kept.strip().partition(":")
    newest, _colon, signature = rest.partition(":")
    if not (entries.isdecimal() and keys.verify(signature, "audit-head", entries, newest)):
        return Kept.UNKNOWN
    count = int(entries)
    found = await trail.find_hash_at(db, count) if count else newest
    if found is None:
        return Kept.CUT
    return Kept.THERE if found == newest else Kept.REWRITTEN


def _expected(keys: Keys, previous: str, entry: LogEntry) -> str:
    return entry_hash(
        keys,
        previous,
        entry.at,
        actor_id=entry.actor_id,
        action=entry.action,
        subject=entry.subject,
        detail=entry.detail,
    )
