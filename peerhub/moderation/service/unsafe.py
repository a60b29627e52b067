"""Words that point to danger to life: the author is led to help, and whoever keeps people safe hears.

The event bears no words. What becomes of it is safeguarding's and stands behind its wall; nothing
of it shows in the moderators' queue.
"""

from __future__ import annotations

from peerhub.core.events import DangerSeen
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction


def raise_concern_for(tx: Transaction, item: ItemRef, *, author_id: str, place: str) -> None:
    """In the transaction that keeps the item. `author_id` is "" where it was written without a name."""
    tx.record(DangerSeen(place, item.kind, item.id, author_id))
