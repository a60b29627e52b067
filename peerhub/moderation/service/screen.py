"""Before anybody reads it: what may be published at once and what waits."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.community.access import community_for_anyone
from peerhub.core.events import CaseDue, ItemHeld
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.moderation.models import (
    DECIDE_WITHIN,
    STANDING_CAP,
    Case,
    CaseKind,
    CaseState,
    Urgency,
    Verdict,
)
from peerhub.moderation.store import cases, standings


async def screen(tx: Transaction, author_ids: Sequence[str]) -> list[Verdict]:
    """A verdict for each new item of a group, in order; what is allowed counts for its author.

    The first posts of a new member wait where the hub wants it so (`hold_first_posts`).
    """
    before = await standings.list_standings(tx.db, author_ids)
    wanted = (await community_for_anyone(tx.db)).hold_first_posts
    after = dict(before)
    verdicts = []
    for author_id in author_ids:
        published = after.get(author_id, 0)
        if published < wanted:
            verdicts.append(Verdict.HOLD)
            continue
        verdicts.append(Verdict.ALLOW)
        after[author_id] = min(published + 1, STANDING_CAP)
    await standings.set_standings(tx.db, before, after)
    return verdicts


async def count_published(tx: Transaction, author_id: str) -> None:
    """A held item was released: it counts as one of its author's first posts."""
    before = await standings.list_standings(tx.db, [author_id])
    published = min(before.get(author_id, 0) + 1, STANDING_CAP)
    await standings.set_standings(tx.db, before, {author_id: published})


async def hold(tx: Transaction, item: ItemRef, *, author_id: str, place: str, sector: str) -> Case:
    """Open a case for an item that waits; its moderators hear of it.

    `author_id` is "" for what was written without a name: the case then knows nobody either.
    """
    case = Case(
        new_id(),
        CaseKind.HOLD,
        item,
        author_id,
        place,
        sector,
        CaseState.OPEN,
        tx.now,
        due_at=tx.now + DECIDE_WITHIN[Urgency.NORMAL],
    )
    await cases.insert_case(tx.db, case)
    tx.record(ItemHeld(case.case_id))
    tx.record(CaseDue(case.case_id), due_at=case.due_at)
    return case
