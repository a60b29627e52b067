"""A moderator decides, as the queue's page would have them."""

from peerhub.core.hub import Hub
from peerhub.moderation.access import cases_for_moderator, dossier_for_moderator
from peerhub.moderation.appeals import appeal_path
from peerhub.moderation.models import DecisionOutcome
from peerhub.moderation.service.decide import decide
from peerhub.moderation.store.cases import find_decision
from peerhub.people.models import Person


async def decide_about(
    hub: Hub, person: Person, item_id: str, outcome: DecisionOutcome, reason: str
) -> dict[str, str]:
    """The open case about this item, decided; its id, and where a removal can be appealed against."""
    async with hub.transaction() as tx:
        found = await cases_for_moderator(tx.db, person, limit=100)
        case = next(case for case in found if case.item.id == item_id)
        dossier = await dossier_for_moderator(tx.db, tx.keys, tx.contents, person, case.case_id)
        await decide(tx, person, case.case_id, outcome=outcome, reason=reason, seen=dossier.seen)
    async with hub.reading() as db:
        decision = await find_decision(db, case.case_id)
    ids = {"decided_case": case.case_id}
    if decision and outcome is DecisionOutcome.REMOVE:
        ids["appeal"] = appeal_path(hub.keys, decision.decision_id)
    return ids
