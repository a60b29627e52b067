"""What an administrator does to a person without a report: closed or frozen at once, and answerable.

It stands as a case like any other, so that whoever it is about is told why and may appeal: to the
reviewers, for it was an administrator who decided.
"""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import ground, powers, taken
from peerhub.moderation.measures import HUB, NewMeasure
from peerhub.moderation.models import (
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionOutcome,
    Level,
)
from peerhub.moderation.service.measure import end_by_decision, take
from peerhub.moderation.store import cases, measures
from peerhub.people.models import Person, PersonState, RoleName
from peerhub.people.service import suspend


async def take_by_hand(
    tx: Transaction,
    administrator: Person,
    subject: Person,
    new: NewMeasure,
    *,
    rule: str,
    reason: str,
    client_id: str,
) -> None:
    """Refused on oneself, on people with power (report them: reviewers decide), and without a reason.

    A retry of `client_id` changes nothing.
    """
    key = receipt_key(tx, administrator.person_id, client_id)
    said = (subject.person_id, new.kind, str(new.days), rule, reason)
    digest = hash_body("measure", *said)
    if await first_answer(tx, key, digest):
        return
    if not powers.is_everywhere(new) or not powers.may_take(administrator, subject, new):
        raise Refused(_("This is not yours to decide. Report them: the reviewers decide."))
    powers.check_measure(administrator, subject, new)
    if not reason:
        raise Refused(_("Say why. They read it."), field="reason")
    rule = ground.check_rule(rule, await taken.ground_rules(tx.db, None))
    case = _case(tx, subject)
    await cases.insert_case(tx.db, case)
    await cases.set_case_decided(tx.db, case.case_id, tx.now)
    decision = _decision(tx, case, administrator, DecisionOutcome.LEAVE, reason=reason, rule=rule)
    await cases.insert_decision(tx.db, decision)
    await take(tx, administrator, case, decision, new)
    await insert_receipts(tx, [(key, digest, {"case": case.case_id})])


async def lift_by_hand(
    tx: Transaction, administrator: Person, subject: Person, measure_id: str, *, reason: str
) -> None:
    """Refused for what others than administrators decided: they, or an appeal, undo it."""
    found = await taken.measure_to_tell(tx.db, measure_id)
    if found is None or found[0].person_id != subject.person_id:
        raise NotFound()
    measure, decision, case = found
    if not is_by_hand(decision):
        raise Refused(_("A moderator or reviewer decided this. They can undo it."))
    if not reason:
        raise Refused(_("Say why. They read it."), field="lift_reason")
    lifting = _decision(tx, case, administrator, DecisionOutcome.LIFT, reason=reason)
    await cases.insert_decision(tx.db, lifting)
    if not await end_by_decision(tx, measure, lifting):
        raise Refused(_("Somebody else was faster: this has ended already."), code="gone")


async def restore_by_hand(tx: Transaction, administrator: Person, subject: Person) -> None:
    """What the command line closed; Refused where a decision keeps the account closed."""
    if subject.state is not PersonState.SUSPENDED:
        raise NotFound()
    known = await measures.list_measures_about(tx.db, subject.person_id)
    if any(one.kind.closes and one.stands(tx.now) for one in known):
        raise Refused(_("A decision keeps this account closed. End it, with a reason."))
    await suspend.restore(tx, person_id=subject.person_id)


def is_by_hand(decision: Decision) -> bool:
    """Whether administrators may undo it by hand, as they took it."""
    return decision.role == RoleName.ADMINISTRATOR


def _case(tx: Transaction, subject: Person) -> Case:
    return Case(
        new_id(),
        CaseKind.MEASURE,
        ItemRef("person", subject.person_id),
        subject.person_id,
        HUB,
        "",
        CaseState.OPEN,
        tx.now,
        from_level=Level.REVIEWER,
        level=Level.REVIEWER,
    )


def _decision(
    tx: Transaction,
    case: Case,
    by: Person,
    outcome: DecisionOutcome,
    *,
    reason: str,
    rule: str = "",
) -> Decision:
    return Decision(
        new_id(),
        case.case_id,
        by.person_id,
        outcome,
        reason,
        tx.now,
        rule=rule,
        role=RoleName.ADMINISTRATOR,
    )
