"""A moderator decides, and a stranger reports, as their pages would have them."""

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.forum.store.posts import list_posts
from peerhub.moderation.access import cases_for_moderator, dossier_for_moderator
from peerhub.moderation.appeals import appeal_path, report_path
from peerhub.moderation.ground import NONE_OF_THEM
from peerhub.moderation.measures import MeasureKind, NewMeasure
from peerhub.moderation.models import DecisionOutcome, ReportReason
from peerhub.moderation.service.decide import decide
from peerhub.moderation.service.report import report
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
        removal = outcome is DecisionOutcome.REMOVE
        await decide(
            tx,
            person,
            case.case_id,
            outcome=outcome,
            reason=reason,
            seen=dossier.seen,
            rule=NONE_OF_THEM,
            measure=NewMeasure(MeasureKind.WARN) if removal else None,
        )
    async with hub.reading() as db:
        decision = await find_decision(db, case.case_id)
    ids = {"decided_case": case.case_id}
    if decision and outcome is DecisionOutcome.REMOVE:
        ids["appeal"] = appeal_path(hub.keys, decision.decision_id)
    return ids


async def report_as_stranger(hub: Hub, thread_id: str) -> dict[str, str]:
    """The address of a report without an account, about the first post of a public thread."""
    async with hub.transaction() as tx:
        (post,) = await list_posts(tx.db, thread_id, after=0, limit=1)
        reference = await report(
            tx,
            None,
            item=ItemRef("post", post.post_id),
            reason=ReportReason.PRIVATE,
            note="",
            client_id="stranger-1",
        )
    return {"strangers_report": report_path(hub.keys, reference)}
