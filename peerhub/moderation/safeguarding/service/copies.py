"""The same picture wherever else it stands: it is hidden, and shown again, with the flagged item.

Online Safety Act 2023, section 10(3A). Nothing of it is told to moderation.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemRef, KnowsCopies, Outcome
from peerhub.core.transaction import Transaction
from peerhub.moderation.models import FILE
from peerhub.moderation.safeguarding.kinds import FlagKind


def is_of_a_picture(kinds: Collection[str]) -> bool:
    return FlagKind.INTIMATE_IMAGE in kinds


async def hide_copies(tx: Transaction, item: ItemRef) -> str:
    """Nobody shares it again meanwhile. Ids of the files that were hidden, spaces between."""
    port = tx.contents.get(FILE)
    if not isinstance(port, KnowsCopies):
        return ""
    await port.bar(tx, item)
    copies = await port.copies_of(tx.db, item)
    return " ".join([one for one in copies if await _changed(tx, one, Outcome.REMOVE)])


async def show_copies(tx: Transaction, item: ItemRef, copies: Sequence[str]) -> None:
    """Those that were hidden with it."""
    port = tx.contents.get(FILE)
    if isinstance(port, KnowsCopies):
        await port.unbar(tx, item)
    for one in copies:
        await _changed(tx, one, Outcome.RESTORE)


async def _changed(tx: Transaction, upload_id: str, outcome: Outcome) -> bool:
    """False where it is gone, or somebody else decided about it: then theirs stands."""
    try:
        await tx.contents[FILE].apply(tx, upload_id, outcome, "")
    except (NotFound, Refused):
        return False
    return True
