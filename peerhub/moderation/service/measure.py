"""Take a measure against a person, lift it, let it end by itself. What it does, it does at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import MeasureDue, MeasureEnded, MeasureTaken
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, powers
from peerhub.moderation.measures import HUB, Measure, MeasureKind, NewMeasure
from peerhub.moderation.models import Case, Decision, DecisionOutcome
from peerhub.moderation.store import cases, measures
from peerhub.people.access import people_by_id
from peerhub.people.models import Person, PersonState
from peerhub.people.service import suspend


async def take(
    tx: Transaction,
    person: Person,
    case: Case,
    decision: Decision,
    new: NewMeasure,
    *,
    pseudonym_id: str = "",
) -> None:
    """By a decision that was just made; whoever may was asked before. An erased person is left alone.

    About a `pseudonym_id` it holds in the place of the case alone, and touches no account.
    """
    everywhere = powers.is_everywhere(new) and not pseudonym_id
    measure = Measure(
        new_id(),
        decision.decision_id,
        case.author_id,
        new.kind,
        HUB if everywhere else case.place,
        tx.now,
        tx.now + timedelta(days=new.days) if new.kind.lasts else None,
        pseudonym_id=pseudonym_id or None,
    )
    if new.kind.closes:
        await _close(tx, person, case.author_id)
    if new.kind is MeasureKind.FREEZE and not pseudonym_id:
        await suspend.freeze(tx, person_id=case.author_id)
    if case.author_id and new.kind in powers.EVERYWHERE:
        await cases.release_claims(tx.db, case.author_id)
    await measures.insert_measure(tx.db, measure)
    until = f" until:{to_iso(measure.until_at)}" if measure.until_at else ""
    await _log(tx, person.person_id, f"measure.{new.kind}", measure, f"{measure.scope}{until}")
    tx.record(MeasureTaken(measure.measure_id))
    if measure.until_at:
        tx.record(MeasureDue(measure.measure_id), due_at=measure.until_at)


async def _close(tx: Transaction, by: Person, person_id: str) -> None:
    """Refused where an administrator closed it without a date: that is not ours to end."""
    known = (await people_by_id(tx.db, [person_id])).get(person_id)
    if known is None or known.state is PersonState.ERASED:
        raise Refused(_("They have left this hub."), field="measure")
    if known.state is PersonState.MEMBER:
        await suspend.suspend(tx, person_id=person_id, by=by)
    elif not await _standing(tx, person_id, closing=True):
        raise Refused(_("Their account is closed already."), field="measure")


async def lift(
    tx: Transaction, person: Person, case_id: str, measure_id: str, *, reason: str
) -> None:
    """Before its time, with a reason that its person reads; Refused "gone" where it has ended."""
    case = await access.case_for_moderator(tx.db, person, case_id)
    measure = await measures.find_measure(tx.db, measure_id)
    if measure is None or measure not in await measures.list_measures_in(tx.db, case_id):
        raise NotFound()
    subject = (await people_by_id(tx.db, [measure.person_id])).get(measure.person_id)
    if not measure.is_lasting or not powers.may_lift(person, subject, measure):
        raise Refused(_("This is not yours to lift. Pass it on."))
    if not reason:
        raise Refused(_("Say why. They read it."), field="lift_reason")
    decision = Decision(
        new_id(),
        case_id,
        person.person_id,
        DecisionOutcome.LIFT,
        reason,
        tx.now,
        role=powers.signs_as(person, case, NewMeasure(measure.kind)),
    )
    await cases.insert_decision(tx.db, decision)
    if not await end_by_decision(tx, measure, decision):
        raise Refused(_("Somebody else was faster: this has ended already."), code="gone")


async def end_by_decision(tx: Transaction, measure: Measure, lifting: Decision) -> bool:
    """False where somebody was faster."""
    return await _end(tx, measure, lifting.decision_id, by_id=lifting.moderator_id)


async def lift_all(tx: Transaction, by_id: str, decision_ids: Iterable[str], lifting: str) -> int:
    """What was taken by these decisions, because of another one; how many stood still."""
    taken = await measures.list_measures_of(tx.db, decision_ids)
    standing = [one for one in taken if one.is_lasting and one.stands(tx.now)]
    return sum([await _end(tx, one, lifting, by_id=by_id) for one in standing])


async def end(tx: Transaction, measure_id: str) -> None:
    """Its time has passed. Again is as good as once."""
    measure = await measures.find_measure(tx.db, measure_id)
    if measure and measure.until_at and measure.until_at <= tx.now:
        await _end(tx, measure, "", by_id="")


async def _end(tx: Transaction, measure: Measure, decision_id: str, *, by_id: str) -> bool:
    if not await measures.set_ended(tx.db, measure.measure_id, tx.now, decision_id):
        return False
    await _open(tx, measure)
    await _log(tx, by_id, "measure.lifted" if decision_id else "measure.ended", measure)
    tx.record(MeasureEnded(measure.measure_id))
    return True


async def _open(tx: Transaction, ended: Measure) -> None:
    """As they were, unless another measure keeps them from it still."""
    person_id = ended.person_id
    if not person_id:
        return
    known = (await people_by_id(tx.db, [person_id])).get(person_id)
    if known is None:
        return
    closed = ended.kind.closes and known.state is PersonState.SUSPENDED
    if closed and not await _standing(tx, person_id, closing=True):
        await suspend.restore(tx, person_id=person_id)
    if ended.kind is MeasureKind.FREEZE and not await _standing(tx, person_id, closing=False):
        await suspend.thaw(tx, person_id=person_id)


async def _standing(tx: Transaction, person_id: str, *, closing: bool) -> list[Measure]:
    """Those that close the account, or else those that freeze it."""
    return [
        one
        for one in await measures.list_measures_about(tx.db, person_id)
        if one.stands(tx.now) and (one.kind.closes if closing else one.kind is MeasureKind.FREEZE)
    ]


async def _log(tx: Transaction, by_id: str, action: str, measure: Measure, more: str = "") -> None:
    name_id = measure.pseudonym_id
    subject = f"pseudonym:{name_id}" if name_id else f"person:{measure.person_id}"
    await audit.append(
        tx,
        actor_id=by_id,
        action=action,
        subject=subject,
        detail=f"measure:{measure.measure_id} decision:{measure.decision_id} {more}".strip(),
    )
