"""Something done to a person, without the case that it would come from."""

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.moderation.measures import MeasureKind, NewMeasure
from peerhub.moderation.models import Case, CaseKind, CaseState, Decision
from peerhub.moderation.service.measure import take
from peerhub.moderation.store import cases
from peerhub.people.models import Person


async def make_measure(
    hub: Hub, by: Person, person: Person, kind: MeasureKind, *, place: str = "", days: int = 7
) -> None:
    """`place` is the scope of a limit, as in space:SLUG; "" for everywhere."""
    async with hub.transaction() as tx:
        item = ItemRef("person", person.person_id)
        case = Case(
            new_id(),
            CaseKind.MEASURE,
            item,
            person.person_id,
            place or "hub",
            "",
            CaseState.OPEN,
            tx.now,
        )
        await cases.insert_case(tx.db, case)
        await cases.set_case_decided(tx.db, case.case_id, tx.now)
        decision = Decision(new_id(), case.case_id, by.person_id, "leave", "Why", tx.now)
        await cases.insert_decision(tx.db, decision)
        await take(tx, by, case, decision, NewMeasure(kind, days, everywhere=not place))
