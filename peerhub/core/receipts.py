"""The ledger by which a retried write is the same write: by person and client id, beyond retention."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, insert, select

from peerhub.core.errors import Refused
from peerhub.core.prepared import Prepared
from peerhub.core.tables import receipts
from peerhub.core.transaction import Transaction
from peerhub.core.words import _

CLIENT_ID_LENGTH = 64
RECEIPTS = Prepared(
    select(receipts.c.key, receipts.c.body_hash, receipts.c.answer).where(
        receipts.c.key.in_(bindparam("keys", expanding=True))
    )
)
NEW_RECEIPTS = Prepared(insert(receipts), ("key", "body_hash", "answer", "at"))


def receipt_key(tx: Transaction, person_id: str, client_id: str) -> str:
    """One namespace per person for every door: socket `id`, form's hidden id, Idempotency-Key."""
    return tx.keys.sign("receipt", person_id, client_id)


def hash_body(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


async def find_receipts(
    tx: Transaction, keys: Iterable[str]
) -> dict[str, tuple[str, dict[str, Any]]]:
    """The first answers by key: `{key: (body_hash, answer)}`."""
    rows = await RECEIPTS.all(tx.db, keys=list(keys))
    return {row.key: (row.body_hash, row.answer) for row in rows}


async def insert_receipts(tx: Transaction, rows: list[tuple[str, str, dict[str, Any]]]) -> None:
    """`(key, body_hash, answer)` each; a key that stands already is an error of ours."""
    written = [{"key": k, "body_hash": h, "answer": a, "at": tx.now} for k, h, a in rows]
    await NEW_RECEIPTS.many(tx.db, written)


async def first_answer(tx: Transaction, key: str, body_hash: str) -> dict[str, Any] | None:
    """The answer this write got before; Refused `conflict` where its body was another."""
    found = (await find_receipts(tx, [key])).get(key)
    if found is None:
        return None
    if found[0] != body_hash:
        raise conflict()
    return found[1]


def conflict() -> Refused:
    return Refused(
        _("This was sent before with other words. Send it again as a new message."), code="conflict"
    )
