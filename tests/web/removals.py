"""Cases about messages: one that a moderator has taken, and one decided, with its author's address."""

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.moderation import access
from peerhub.moderation.appeals import appeal_path
from peerhub.moderation.ground import NONE_OF_THEM
from peerhub.moderation.models import Case, DecisionOutcome, ReportReason
from peerhub.moderation.service.decide import decide
from peerhub.moderation.service.handle import claim
from peerhub.moderation.service.report import report
from peerhub.moderation.store.cases import find_decision
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, NewMessage
from peerhub.rooms.service.post import post_messages


async def reported_message(
    hub: Hub, reporter: Person, author: Person, moderator: Person, body: str
) -> Case:
    """The open case about a message in the kitchen."""
    draft = NewMessage(author.person_id, "kitchen", f"{body}-1", body, f"<p>{body}</p>")
    async with hub.transaction() as tx:
        (said,) = await post_messages(tx, [draft])
    assert isinstance(said, Answer)
    item = ItemRef("message", said.message_id)
    async with hub.transaction() as tx:
        rules = ReportReason.RULES
        await report(tx, reporter, item=item, reason=rules, note="", client_id=f"{body}-2")
        found = await access.cases_for_moderator(tx.db, moderator, limit=10)
    return next(one for one in found if one.item == item)


async def claimed_message(
    hub: Hub, reporter: Person, author: Person, moderator: Person
) -> dict[str, str]:
    """`claimed_case`, which the moderator has taken."""
    case = await reported_message(hub, reporter, author, moderator, "Loud")
    async with hub.transaction() as tx:
        await claim(tx, moderator, case.case_id)
    return {"claimed_case": case.case_id}


async def removed_message(
    hub: Hub, reporter: Person, author: Person, moderator: Person
) -> dict[str, str]:
    """`removed_case`, and `appeal`, the path of its decision."""
    case = await reported_message(hub, reporter, author, moderator, "Rude")
    async with hub.transaction() as tx:
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
            rule=NONE_OF_THEM,
        )
    async with hub.reading() as db:
        decision = await find_decision(db, case.case_id)
    assert decision is not None
    path = appeal_path(hub.keys, decision.decision_id)
    return {"removed_case": case.case_id, "appeal": path}
