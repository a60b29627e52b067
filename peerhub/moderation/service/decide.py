"""Decide a case and carry it out; two moderators cannot both win."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.events import CaseDecided
from peerhub.core.items import ItemCard, Outcome
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, ground, powers, rules, taken
from peerhub.moderation.measures import NewMeasure
from peerhub.moderation.models import Case, CaseState, Decision, DecisionOutcome
from peerhub.moderation.service import measure as taking
from peerhub.moderation.service.handle import keep_note
from peerhub.moderation.service.undo import overturn
from peerhub.moderation.store import cases
from peerhub.people.models import Person

CARRIED_OUT = {  # by the feature whose item it is
    DecisionOutcome.RELEASE: Outcome.RELEASE,
    DecisionOutcome.REMOVE: Outcome.REMOVE,
    DecisionOutcome.LOCK: Outcome.LOCK,
}


async def decide(
    tx: Transaction,
    person: Person,
    case_id: str,
    *,
    outcome: DecisionOutcome,
    reason: str,
    seen: str,
    rule: str = "",
    measure: NewMeasure | None = None,
) -> None:
    """Decide a case and carry it out, in one transaction. Two moderators cannot both win.

    `measure` is what else is done to the author. NotFound where the case is not theirs; Refused
    "gone" where somebody was faster. The same decision from the same person again is a retry and
    changes nothing.
    """
    case = await access.case_for_moderator(tx.db, person, case_id)
    await access.check_not_own(tx.db, tx.keys, tx.contents, person, case)
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    if case.state is CaseState.DECIDED:
        await _check_own(tx, person, case_id, outcome)
        return
    rules.check_claim(person, case, tx.now)
    overturnable = await taken.can_be_overturned(tx.db, case, card)
    outcomes = rules.outcomes_for(case, card, overturnable=overturnable)
    rules.check_decision(outcomes, card, outcome, reason, seen)
    if measure is not None:
        subject = await taken.subject_of(tx.db, case, card)
        _check_measure(person, subject, measure, reason)
    if outcome in rules.AGAINST or (measure is not None and measure.kind.is_told):
        rule = ground.check_rule(rule, await taken.ground_rules(tx.db, card))
    if not await cases.set_case_decided(tx.db, case_id, tx.now):
        await _check_own(tx, person, case_id, outcome)
        return
    role = powers.signs_as(person, case, measure)
    decision = Decision(
        new_id(), case_id, person.person_id, outcome, reason, tx.now, rule=rule, role=role
    )
    await _carry_out(tx, person, case, card, decision, measure=measure)


def _check_measure(
    person: Person, subject: powers.Subject, measure: NewMeasure, reason: str
) -> None:
    powers.check_measure(person, subject, measure)
    if not reason:
        told = _("Say why. They read it.") if measure.kind.is_told else _("Write your note first.")
        raise Refused(told, field="reason")


async def _carry_out(
    tx: Transaction,
    person: Person,
    case: Case,
    card: ItemCard | None,
    decision: Decision,
    *,
    measure: NewMeasure | None,
) -> None:
    """A note's words are for moderators alone: they stand sealed beside the case, not as a reason."""
    outcome, noted = DecisionOutcome(decision.outcome), ""
    if measure is not None and not measure.kind.is_told and outcome not in rules.EXPLAINED:
        noted, decision = decision.reason, replace(decision, reason="")
    await cases.insert_decision(tx.db, decision)
    await audit.append(
        tx,
        actor_id=person.person_id,
        action=f"case.{outcome}",
        subject=str(case.item),
        detail=f"case:{case.case_id} decision:{decision.decision_id}",
    )
    if outcome in CARRIED_OUT:
        port = tx.contents[case.item.kind]
        await port.apply(tx, case.item.id, CARRIED_OUT[outcome], decision.reason)
    if outcome is DecisionOutcome.RESTORE:
        await overturn(tx, case, card, decision)
    if measure is not None:
        name_id = card.pseudonym_id if card and not case.author_id else ""
        await taking.take(tx, person, case, decision, measure, pseudonym_id=name_id)
        if not measure.kind.is_told:
            await keep_note(tx, person, case.case_id, noted or decision.reason)
    tx.record(CaseDecided(case.case_id, decision.decision_id))


async def _check_own(
    tx: Transaction, person: Person, case_id: str, outcome: DecisionOutcome
) -> None:
    """Refused unless this very decision stands already, from this very person."""
    found = await cases.find_decision(tx.db, case_id)
    if found is None or (found.moderator_id, found.outcome) != (person.person_id, outcome):
        raise Refused(_("Somebody else was faster: this was decided already."), code="gone")
