"""What is written into the audit trail beside decisions, and whether it is whole."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.duties import begin_chain, go_on
from peerhub.core.events import AuditHeadDue, AuditHeadTold
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.moderation import audit
from peerhub.moderation.models import Kept, TrailFault
from peerhub.people.access import holders_anywhere

TELL_EVERY = timedelta(days=1)


async def note(
    tx: Transaction, *, actor_id: str, action: str, subject: str, detail: str = ""
) -> None:
    """An entry of the audit trail for power used in a place: ids and words of ours, never people's."""
    await audit.append(tx, actor_id=actor_id, action=action, subject=subject, detail=detail)


async def verify_audit(db: AsyncConnection, keys: Keys) -> tuple[int, TrailFault | None]:
    """How many entries of the audit trail stand, and where it is broken, if it is."""
    return await audit.verify(db, keys)


async def begin_telling(tx: Transaction) -> None:
    """For the start of a server; the first letter is a day away, or each restart would send one."""
    await begin_chain(tx, AuditHeadDue(), due_at=tx.now + TELL_EVERY)


async def tell_head(tx: Transaction) -> str:
    """The trail's end to each reviewer and safeguarding lead, and tomorrow again; what was told.

    Two chains may even run at the same moment: under the trail's lock whoever comes second finds
    tomorrow's duty there.
    """
    await audit.lock(tx)
    await go_on(tx, AuditHeadDue(), due_at=tx.now + TELL_EVERY)
    kept = await audit.kept_head(tx.db)
    if kept:
        told = set()
        for role in ("reviewer", "safeguarding"):
            told |= {person.person_id for person in await holders_anywhere(tx.db, role)}
        for person_id in sorted(told):
            tx.record(AuditHeadTold(person_id, kept))
    return kept


async def verify_kept(db: AsyncConnection, keys: Keys, kept: str) -> Kept:
    """Whether the trail still holds an end that somebody kept elsewhere."""
    return await audit.holds_kept(db, keys, kept)
