"""People to whom something was done: one limited, one frozen, one whose account is closed."""

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.moderation import access
from peerhub.moderation.ground import NONE_OF_THEM
from peerhub.moderation.measures import MeasureKind, NewMeasure
from peerhub.moderation.models import DecisionOutcome
from peerhub.moderation.service.by_hand import take_by_hand
from peerhub.moderation.service.decide import decide
from peerhub.moderation.store.measures import list_measures_about
from peerhub.people.models import Person
from peerhub.people.service.suspend import suspend
from tests.support.factories import make_person
from tests.web.removals import reported_message


async def measured_people(
    hub: Hub, reporter: Person, moderator: Person, administrator: Person
) -> dict[str, str]:
    """`limited_case` with its `measure`; `frozen` with `hand_measure`; `closed`: all handles."""
    limited = await make_person(hub, "Limited")
    case = await reported_message(hub, reporter, limited, moderator, "Shouting")
    async with hub.transaction() as tx:
        dossier = await access.dossier_for_moderator(
            tx.db, tx.keys, tx.contents, moderator, case.case_id
        )
        await decide(
            tx,
            moderator,
            case.case_id,
            outcome=DecisionOutcome.LEAVE,
            reason="It is too much",
            seen=dossier.seen,
            rule=NONE_OF_THEM,
            measure=NewMeasure(MeasureKind.LIMIT, 7),
        )
    frozen, closed = await make_person(hub, "Frozen"), await make_person(hub, "Closed")
    await by_hand(hub, administrator, frozen, MeasureKind.FREEZE)
    async with hub.transaction() as tx:
        await suspend(tx, person_id=closed.person_id, by=None)
    return {
        "limited_case": case.case_id,
        "measure": await _measure_of(hub, limited),
        "frozen": frozen.handle,
        "hand_measure": await _measure_of(hub, frozen),
        "closed": closed.handle,
    }


async def by_hand(
    hub: Hub, administrator: Person, subject: Person, kind: MeasureKind, *, days: int = 7
) -> None:
    """What an administrator does without a report."""
    async with hub.transaction() as tx:
        await take_by_hand(
            tx,
            administrator,
            subject,
            NewMeasure(kind, days),
            rule=NONE_OF_THEM,
            reason="It cannot go on",
            client_id=new_id(),
        )


async def _measure_of(hub: Hub, person: Person) -> str:
    async with hub.reading() as db:
        return (await list_measures_about(db, person.person_id))[0].measure_id
