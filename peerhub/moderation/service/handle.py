"""Take a case, give it back or to somebody else, and write a note for whoever opens it next."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.events import CaseAssigned
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, rules
from peerhub.moderation.models import Case, CaseState, Level
from peerhub.moderation.sealed import case_note_place
from peerhub.moderation.store import cases, stakes
from peerhub.moderation.store.stakes import SealedNote
from peerhub.people.models import Person


async def claim(tx: Transaction, person: Person, case_id: str) -> None:
    """It is this person's for a day; Refused where another has taken it."""
    case = await _open_case(tx, person, case_id)
    rules.check_claim(person, case, tx.now)
    await cases.set_open_case(tx.db, case_id, claimed_by=person.person_id, claimed_at=tx.now)


async def unclaim(tx: Transaction, person: Person, case_id: str) -> None:
    """Give back what one took; nothing happens where somebody else has it."""
    case = await _open_case(tx, person, case_id)
    if case.claimed_by == person.person_id:
        await cases.set_open_case(tx.db, case_id, claimed_by="", claimed_at=None)


async def assign(tx: Transaction, person: Person, case_id: str, to_id: str) -> None:
    """Give it to another who may decide it, who is told; Refused for anybody else."""
    case = await _open_case(tx, person, case_id)
    rules.check_claim(person, case, tx.now)
    eligible = {one.person_id for one in await access.moderators_of(tx.db, case)}
    if to_id not in eligible:
        raise Refused(_("They may not decide this one. Choose somebody from the list."), field="to")
    await cases.set_open_case(tx.db, case_id, claimed_by=to_id, claimed_at=tx.now)
    await audit.append(
        tx,
        actor_id=person.person_id,
        action="case.assigned",
        subject=str(case.item),
        detail=f"case:{case_id} to:{to_id}",
    )
    if to_id != person.person_id:
        tx.record(CaseAssigned(case_id, to_id))


async def pass_on(tx: Transaction, person: Person, case_id: str) -> None:
    """To the reviewers, who may take greater steps; Refused where it is theirs, or there is none."""
    case = await _open_case(tx, person, case_id)
    rules.check_claim(person, case, tx.now)
    if case.level is Level.REVIEWER:
        raise Refused(_("The reviewers see it already."))
    raised = replace(case, level=Level.REVIEWER, from_level=Level.REVIEWER)
    if not await access.moderators_of(tx.db, raised):
        raise Refused(_("There is no reviewer who may decide it. Ask an administrator for one."))
    await cases.set_open_case(tx.db, case_id, level=Level.REVIEWER, claimed_by="", claimed_at=None)
    await audit.append(
        tx,
        actor_id=person.person_id,
        action="case.passed_on",
        subject=str(case.item),
        detail=f"case:{case_id}",
    )
    tx.record(CaseAssigned(case_id, ""))


async def add_note(tx: Transaction, person: Person, case_id: str, text: str) -> None:
    """For moderators alone; also beside a case that is decided."""
    await access.case_for_moderator(tx.db, person, case_id)
    await keep_note(tx, person, case_id, text)


async def keep_note(tx: Transaction, person: Person, case_id: str, text: str) -> None:
    """The same where the case was opened for them before."""
    note_id = new_id()
    sealed = tx.keys.seal(text, about=case_note_place(note_id))
    note = SealedNote(note_id, person.person_id, sealed, tx.now)
    await stakes.insert_note(tx.db, case_id, note)


async def _open_case(tx: Transaction, person: Person, case_id: str) -> Case:
    case = await access.case_for_moderator(tx.db, person, case_id)
    await access.check_not_own(tx.db, tx.keys, tx.contents, person, case)
    if case.state is not CaseState.OPEN:
        raise Refused(_("Somebody else was faster: this was decided already."), code="gone")
    return case
