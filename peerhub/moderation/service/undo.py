"""Undo a decision: by a button and a reason, or because an appeal against it was right."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.events import CaseDecided, CaseDue
from peerhub.core.items import ItemCard, Outcome
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, powers, rules, taken
from peerhub.moderation.models import (
    DECIDE_WITHIN,
    Case,
    CaseState,
    Decision,
    DecisionOutcome,
)
from peerhub.moderation.service.copies import allow_again
from peerhub.moderation.service.measure import lift_all
from peerhub.moderation.store import cases
from peerhub.people.models import Person

TAKEN_BACK = {
    DecisionOutcome.REMOVE: Outcome.RESTORE,
    DecisionOutcome.LOCK: Outcome.UNLOCK,
}


async def undo(tx: Transaction, person: Person, case_id: str, *, reason: str) -> None:
    """As it was before; those concerned are told why. For whoever may decide the case.

    What was removed or locked is opened again; an answer that changed nothing (or published
    something) is asked anew: the case waits again. Measures of the same decision end with it.
    """
    case = await access.case_for_moderator(tx.db, person, case_id)
    await access.check_not_own(tx.db, tx.keys, tx.contents, person, case)
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    last = await cases.find_decision(tx.db, case_id)
    undoing = rules.check_undo(case, card, last, reason)
    await _check_measures(tx, person, case, last)
    decision = Decision(
        new_id(),
        case_id,
        person.person_id,
        undoing,
        reason,
        tx.now,
        role=powers.signs_as(person, case),
    )
    await cases.insert_decision(tx.db, decision)
    await audit.append(
        tx,
        actor_id=person.person_id,
        action="case.undone",
        subject=str(case.item),
        detail=f"case:{case_id} decision:{decision.decision_id}",
    )
    if undoing is DecisionOutcome.REOPEN:
        await reopen(tx, case)
    elif last is not None:
        await _take_back(tx, case, DecisionOutcome(last.outcome))
    if last is not None:
        await lift_all(tx, person.person_id, [last.decision_id], decision.decision_id)
        await _answer_appeal(tx, decision, last)
    tx.record(CaseDecided(case_id, decision.decision_id))


async def _check_measures(
    tx: Transaction, person: Person, case: Case, last: Decision | None
) -> None:
    """Whoever undoes a decision ends what was taken with it: only who could have taken it."""
    subject = await taken.author_of(tx.db, case)
    for one in await taken.measures_by(tx.db, last):
        if one.is_lasting and one.stands(tx.now) and not powers.may_lift(person, subject, one):
            raise Refused(_("This is not yours to undo. Pass it on."))


async def overturn(tx: Transaction, appeal: Case, card: ItemCard | None, answer: Decision) -> None:
    """An appeal was right: what its decision did is undone, as far as it stands still."""
    wrong = await taken.decision_appealed(tx.db, appeal)
    case = await cases.find_case(tx.db, wrong.case_id) if wrong else None
    if wrong is None or case is None:
        return
    outcome, last = DecisionOutcome(wrong.outcome), await cases.find_decision(tx.db, case.case_id)
    stands = last is not None and last.decision_id == wrong.decision_id
    if outcome is DecisionOutcome.EDIT and stands and card and card.state == rules.HELD:
        await reopen(tx, case)
    elif stands and (outcome is not DecisionOutcome.REMOVE or rules.is_removed(card)):
        await _take_back(tx, case, outcome)
    await lift_all(tx, answer.moderator_id, [wrong.decision_id], answer.decision_id)


async def _take_back(tx: Transaction, case: Case, outcome: DecisionOutcome) -> None:
    if outcome in TAKEN_BACK:
        port = tx.contents[case.item.kind]
        await port.apply(tx, case.item.id, TAKEN_BACK[outcome], "")
    if outcome is DecisionOutcome.REMOVE:
        await allow_again(tx, case)


async def reopen(tx: Transaction, case: Case) -> None:
    """It waits again, as long as it may; Refused where somebody was faster, or another case waits."""
    if await cases.find_open_case(tx.db, case.kind, case.item, case.decision_id):
        raise Refused(_("Somebody has reported it again: another case about it waits already."))
    due_at = tx.now + DECIDE_WITHIN[case.urgency]
    if not await cases.set_case_open(tx.db, case.case_id, due_at):
        raise Refused(_("Somebody else was faster: this waits again already."), code="gone")
    tx.record(CaseDue(case.case_id), due_at=due_at)


async def _answer_appeal(tx: Transaction, decision: Decision, undone: Decision) -> None:
    """What was asked for is done: an open appeal ends with the same words, told once."""
    asked = await cases.find_appeal(tx.db, undone.decision_id)
    if asked is None or asked.state is not CaseState.OPEN:
        return
    if await cases.set_case_decided(tx.db, asked.case_id, tx.now):
        answer = replace(
            decision,
            decision_id=new_id(),
            case_id=asked.case_id,
            outcome=DecisionOutcome.RESTORE,
        )
        await cases.insert_decision(tx.db, answer)
