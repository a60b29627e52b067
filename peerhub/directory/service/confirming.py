"""Ask by mail whether a page is still right, before it is shown as not confirmed."""

from __future__ import annotations

from peerhub.core.events import ConfirmAsked
from peerhub.core.transaction import Transaction
from peerhub.directory import rules
from peerhub.directory.store import organisations as store
from peerhub.directory.suggested import keepers_of


async def ask_for_confirmation(tx: Transaction) -> None:
    """Whoever looks after each page that nobody has confirmed lately; once for each half year, and
    again after three months of silence.
    """
    due = await store.list_to_ask(
        tx.db, before=tx.now - rules.ASK_AFTER, again=tx.now - rules.ASK_AGAIN_AFTER
    )
    for organisation_id in due:
        await store.set_asked(tx.db, organisation_id, tx.now)
        for person_id in await keepers_of(tx.db, organisation_id):
            tx.record(ConfirmAsked(organisation_id, person_id))
