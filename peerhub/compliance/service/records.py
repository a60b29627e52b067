"""Write the next version of a page of the file: kept for good, and in the audit trail."""

from __future__ import annotations

from peerhub.compliance import rules, store
from peerhub.compliance.models import Record
from peerhub.core.transaction import Transaction
from peerhub.moderation.service.trail import note


async def keep(tx: Transaction, record: Record) -> None:
    """Refused where somebody else wrote this version meanwhile.

    The trail names the version, in which the reason stands: it holds nobody's words itself.
    """
    versions = await store.list_versions(tx.db, record.topic, record.key)
    rules.check_seen(versions[0] if versions else None, record.version - 1)
    if not await store.insert_record(tx.db, record):
        raise rules.somebody_was_faster()
    await note(
        tx,
        actor_id=record.made_by,
        action="compliance.kept",
        subject=f"{record.topic}:{record.key}",
        detail=f"version:{record.version} edition:{record.edition}",
    )
