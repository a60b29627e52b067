"""Before anybody reads it: what may be published at once and what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from peerhub.community.access import community_for_anyone
from peerhub.core.events import CaseDue, ItemHeld
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.moderation import screening
from peerhub.moderation.access import posts_are_held
from peerhub.moderation.models import (
    DECIDE_WITHIN,
    STANDING_CAP,
    Case,
    CaseKind,
    CaseState,
    Urgency,
)
from peerhub.moderation.store import cases, standings
from peerhub.moderation.store import screening as kept
from peerhub.moderation.watch import (
    HUB,
    REPEATS_ALLOWED,
    NewItem,
    Screened,
    ScreeningRules,
    Why,
)


async def screen(tx: Transaction, items: Sequence[NewItem]) -> list[Screened]:
    """What is said of each new item of a group, in order; what may be published counts for its author.

    The first posts of a new member wait where the hub wants it so (`hold_first_posts`), and what
    the hub or the place watches for. What has no name counts for nobody.
    """
    authors = {item.author_id for item in items} - {""}
    before = await standings.list_standings(tx.db, sorted(authors))
    wanted = (await community_for_anyone(tx.db)).hold_first_posts
    rules = await _rules(tx, items)
    after = dict(before)
    said = []
    for item in items:
        one = await _weigh(tx, item, rules)
        if item.author_id and after.get(item.author_id, 0) < wanted:
            one = replace(one, why=(Why.FIRST, *one.why))
        if item.author_id and not one.waits:
            after[item.author_id] = min(after.get(item.author_id, 0) + 1, STANDING_CAP)
        said.append(one)
    await standings.set_standings(tx.db, before, after)
    return said


async def screen_change(tx: Transaction, item: NewItem) -> Screened:
    """The same for new words of what stands already: it counts for nobody, and is no repetition."""
    rules = await _rules(tx, [item])
    said = screening.weigh(item, rules[item.place], own_address=tx.config.address)
    if item.author_id and await posts_are_held(tx.db, item.author_id):
        said = replace(said, why=(Why.FIRST, *said.why))
    return said


async def _rules(tx: Transaction, items: Sequence[NewItem]) -> dict[str, list[ScreeningRules]]:
    """The hub's and its own, by place."""
    found = await kept.list_rules(tx.db, {HUB, *(item.place for item in items)})
    return {
        item.place: [found[where] for where in (HUB, item.place) if where in found]
        for item in items
    }


async def _weigh(
    tx: Transaction, item: NewItem, rules: Mapping[str, Sequence[ScreeningRules]]
) -> Screened:
    said = screening.weigh(item, rules[item.place], own_address=tx.config.address)
    if not item.author_id or not any(one.repeats for one in rules[item.place]):
        return said
    same = screening.said_again(item)
    if not same:
        return said
    mark = tx.keys.mark("repeat", item.author_id, same)
    times = await kept.count_repeat(tx.db, item.author_id, mark, tx.now)
    return replace(said, why=(*said.why, Why.REPEAT)) if times > REPEATS_ALLOWED else said


async def count_published(tx: Transaction, author_id: str) -> None:
    """A held item was released: it counts as one of its author's first posts."""
    before = await standings.list_standings(tx.db, [author_id])
    published = min(before.get(author_id, 0) + 1, STANDING_CAP)
    await standings.set_standings(tx.db, before, {author_id: published})


async def hold(
    tx: Transaction,
    item: ItemRef,
    *,
    author_id: str,
    place: str,
    sector: str,
    why: Sequence[Why] = (),
) -> Case:
    """Open a case for an item that waits; its moderators hear of it. `why`: what screening said.

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
        why=",".join(why),
    )
    await cases.insert_case(tx.db, case)
    tx.record(ItemHeld(case.case_id))
    tx.record(CaseDue(case.case_id), due_at=case.due_at)
    return case
