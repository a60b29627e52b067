"""Hand a case with pictures to somebody who sees them; choose single keys for oneself."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Refused
from peerhub.core.events import CaseNeedsEyes
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, rules
from peerhub.moderation.models import CaseState
from peerhub.moderation.store import cases, keys
from peerhub.people.models import Person


async def ask_for_eyes(tx: Transaction, person: Person, case_id: str) -> None:
    """It is free again, marked, and the others hear of it; Refused where there are no others."""
    case = await access.case_for_moderator(tx.db, person, case_id)
    await access.check_not_own(tx.db, tx.keys, tx.contents, person, case)
    if case.state is not CaseState.OPEN:
        raise Refused(_("Somebody else was faster: this was decided already."), code="gone")
    rules.check_claim(person, case, tx.now)
    others = {one.person_id for one in await access.moderators_of(tx.db, case)}
    if not others - {person.person_id}:
        raise Refused(_("Nobody else may decide this now. Leave a note: it goes up by itself."))
    await cases.set_open_case(
        tx.db, case_id, handed_by=person.person_id, claimed_by="", claimed_at=None
    )
    await audit.append(
        tx,
        actor_id=person.person_id,
        action="case.needs_eyes",
        subject=str(case.item),
        detail=f"case:{case_id}",
    )
    tx.record(CaseNeedsEyes(case_id, person.person_id))


async def has_single_keys(db: AsyncConnection, person: Person) -> bool:
    return await keys.has_keys(db, person.person_id)


async def choose_single_keys(tx: Transaction, person: Person, *, on: bool) -> None:
    await keys.set_keys(tx.db, person.person_id, on=on)
