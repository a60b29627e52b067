"""Decide a case and carry it out; two moderators cannot both win."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.events import CaseDecided
from peerhub.core.items import Outcome
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, rules
from peerhub.moderation.models import Case, CaseKind, CaseState, Decision, DecisionOutcome
from peerhub.moderation.store import cases
from peerhub.people.models import Person

UNCHANGED = (DecisionOutcome.LEAVE, DecisionOutcome.UPHOLD)  # nothing happens to the item


async def decide(
    tx: Transaction,
    person: Person,
    case_id: str,
    *,
    outcome: DecisionOutcome,
    reason: str,
    seen: str,
) -> None:
    """Decide a case and carry it out, in one transaction. Two moderators cannot both win.

    NotFound where it is not theirs; Refused "gone" where somebody was faster. The same decision
    from the same person again is a retry and changes nothing.
    """
    case = await access.case_for_moderator(tx.db, person, case_id)
    await access.check_not_own(tx.db, tx.keys, tx.contents, person, case)
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    if case.state is CaseState.DECIDED:
        await _check_own(tx, person, case_id, outcome)
        return
    rules.check_claim(person, case, tx.now)
    rules.check_decision(case, card, outcome, reason, seen)
    if not await cases.set_case_decided(tx.db, case_id, tx.now):
        await _check_own(tx, person, case_id, outcome)
        return
    decision = Decision(new_id(), case_id, person.person_id, outcome, reason, tx.now)
    await cases.insert_decision(tx.db, decision)
    await audit.append(
        tx,
        actor_id=person.person_id,
        action=f"case.{outcome}",
        subject=str(case.item),
        detail=f"case:{case_id} decision:{decision.decision_id}",
    )
    if outcome not in UNCHANGED:
        await tx.contents[case.item.kind].apply(tx, case.item.id, Outcome(outcome), reason)
    tx.record(CaseDecided(case_id, decision.decision_id))


async def undo(tx: Transaction, person: Person, case_id: str, *, reason: str) -> None:
    """What was removed can be read again; author and reporters are told why. For whoever may decide it."""
    case = await access.case_for_moderator(tx.db, person, case_id)
    await access.check_not_own(tx.db, tx.keys, tx.contents, person, case)
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    rules.check_undo(case, card, await cases.find_decision(tx.db, case_id), reason)
    restored = DecisionOutcome.RESTORE
    decision = Decision(new_id(), case_id, person.person_id, restored, reason, tx.now)
    await cases.insert_decision(tx.db, decision)
    await audit.append(
        tx,
        actor_id=person.person_id,
        action="case.undone",
        subject=str(case.item),
        detail=f"case:{case_id} decision:{decision.decision_id}",
    )
    await tx.contents[case.item.kind].apply(tx, case.item.id, Outcome.RESTORE, reason)
    await _answer_appeal(tx, decision, case)
    tx.record(CaseDecided(case_id, decision.decision_id))


async def _answer_appeal(tx: Transaction, decision: Decision, case: Case) -> None:
    """What was asked for is done: an open appeal ends with the same words, told once."""
    asked = await cases.find_open_case(tx.db, CaseKind.APPEAL, case.item)
    if asked and await cases.set_case_decided(tx.db, asked.case_id, tx.now):
        answer = replace(decision, decision_id=new_id(), case_id=asked.case_id)
        await cases.insert_decision(tx.db, answer)


async def _check_own(
    tx: Transaction, person: Person, case_id: str, outcome: DecisionOutcome
) -> None:
    """Refused unless this very decision stands already, from this very person."""
    found = await cases.find_decision(tx.db, case_id)
    if found is None or (found.moderator_id, found.outcome) != (person.person_id, outcome):
        raise Refused(_("Somebody else was faster: this was decided already."), code="gone")
