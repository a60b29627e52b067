"""What was decided and taken before: for whoever decides next, and for who it is about."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import find_newest_document
from peerhub.community.models import DocumentKind
from peerhub.core.items import ItemCard
from peerhub.moderation import rules
from peerhub.moderation.ground import ground_rules_in
from peerhub.moderation.measures import Measure, Unnamed
from peerhub.moderation.models import Case, Decision, DecisionOutcome
from peerhub.moderation.powers import Subject
from peerhub.moderation.store import cases, measures
from peerhub.people.access import check_administrator, people_by_id
from peerhub.people.models import Person


async def author_of(db: AsyncConnection, case: Case) -> Person | None:
    """Whose item it is; None where nobody knows: it was written without a name, or they are gone."""
    if not case.author_id:
        return None
    return (await people_by_id(db, [case.author_id])).get(case.author_id)


async def subject_of(db: AsyncConnection, case: Case, card: ItemCard | None) -> Subject:
    """About whom a decision can do something: a person, or a name of one board."""
    if not case.author_id and card is not None and card.pseudonym_id:
        return Unnamed(card.pseudonym_id)
    return await author_of(db, case)


async def ground_rules(db: AsyncConnection, card: ItemCard | None) -> list[str]:
    """Of the place first, then of the hub: what a decision can name."""
    hub = await find_newest_document(db, DocumentKind.RULES)
    return ground_rules_in(card.rules if card else "", hub.words if hub else "")


async def decision_appealed(db: AsyncConnection, case: Case) -> Decision | None:
    """What an appeal is about; None for any other case."""
    return await cases.find_decision_by_id(db, case.decision_id) if case.decision_id else None


async def measures_by(db: AsyncConnection, decision: Decision | None) -> list[Measure]:
    """What a decision did to a person."""
    return await measures.list_measures_of(db, [decision.decision_id]) if decision else []


async def measures_in(db: AsyncConnection, found: Sequence[Case]) -> dict[str, list[Measure]]:
    """The same by case, of cases that were opened for somebody before."""
    return {one.case_id: await measures.list_measures_in(db, one.case_id) for one in found}


async def can_be_overturned(db: AsyncConnection, case: Case, card: ItemCard | None) -> bool:
    """Whether an appeal can change anything: what it is about stands still."""
    about = await decision_appealed(db, case)
    if about is None:
        return False
    if any(one.kind.is_told for one in await measures_by(db, about)):
        return True
    return about.outcome != DecisionOutcome.REMOVE or rules.is_removed(card)


async def measures_about(
    db: AsyncConnection, administrator: Person, subject: Person
) -> list[tuple[Measure, Decision]]:
    """All that was done to somebody, the newest first: for who answers for who is in."""
    check_administrator(administrator)
    found = []
    for one in await measures.list_measures_about(db, subject.person_id):
        decision = await cases.find_decision_by_id(db, one.decision_id)
        if one.kind.is_told and decision is not None:
            found.append((one, decision))
    return found


async def measure_to_tell(
    db: AsyncConnection, measure_id: str
) -> tuple[Measure, Decision, Case] | None:
    """For duties, which tell its person and nobody else."""
    measure = await measures.find_measure(db, measure_id)
    decision = await cases.find_decision_by_id(db, measure.decision_id) if measure else None
    case = await cases.find_case(db, decision.case_id) if decision else None
    return (measure, decision, case) if measure and decision and case else None


async def lifting_of(db: AsyncConnection, measure: Measure) -> Decision | None:
    """The decision that ended it; None where it ended by itself."""
    return await cases.find_decision_by_id(db, measure.ended_by) if measure.ended_by else None
