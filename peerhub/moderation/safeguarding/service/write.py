"""Add a line to a concern's chronology. Anybody's words can be added; only a lead's are signed."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding.models import Concern, SealedEntry
from peerhub.moderation.safeguarding.sealed import Line, seal_line
from peerhub.moderation.safeguarding.store import concerns


async def write(tx: Transaction, concern: Concern, line: Line) -> SealedEntry:
    """The line, sealed to the concern's public key; nobody has to unlock anything for it."""
    await concerns.lock_concern(tx.db, concern.concern_id)  # two lines never take one number
    before = await concerns.find_last_entry(tx.db, concern.concern_id)
    entry = seal_line(concern.box, concern.concern_id, before, line, tx.now)
    await concerns.insert_entry(tx.db, concern.concern_id, entry)
    return entry
