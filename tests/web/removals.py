"""A message that a moderator removed, with the address under which its author can ask about it."""

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.moderation import access
from peerhub.moderation.appeals import appeal_path
from peerhub.moderation.models import DecisionOutcome, ReportReason
from peerhub.moderation.service.decide import decide
from peerhub.moderation.service.report import report
from peerhub.moderation.store.cases import find_decision
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, NewMessage
from peerhub.rooms.service.post import post_messages


async def removed_message(
    hub: Hub, reporter: Person, author: Person, moderator: Person
) -> dict[str, str]:
    """`removed_case`, and `appeal`, the path of its decision."""
    draft = NewMessage(author.person_id, "kitchen", "rude-1", "Rude", "<p>Rude</p>")
    async with hub.transaction() as tx:
        (said,) = await post_messages(tx, [draft])
    assert isinstance(said, Answer)
    item = ItemRef("message", said.message_id)
    async with hub.transaction() as tx:
        rules = ReportReason.RULES
        await report(tx, reporter, item=item, reason=rules, note="", client_id="rude-2")
    async with hub.transaction() as tx:
        found = await access.cases_for_moderator(tx.db, moderator, limit=10)
        case = next(one for one in found if one.item == item)
        dossier = await access.dossier_for_moderator(
            tx.db, tx.keys, tx.contents, moderator, case.case_id
        )
        await decide(
            tx,
            moderator,
            case.case_id,
            outcome=DecisionOutcome.REMOVE,
            reason="Rude",
            seen=dossier.seen,
        )
    async with hub.reading() as db:
        decision = await find_decision(db, case.case_id)
    assert decision is not None
    path = appeal_path(hub.keys, decision.decision_id)
    return {"removed_case": case.case_id, "appeal": path}
