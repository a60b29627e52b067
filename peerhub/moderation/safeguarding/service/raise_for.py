"""Concerns that nobody filled in a form for: danger said in a report, found in words, or passed on."""

from __future__ import annotations

import structlog

from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding.models import Flag, Urgency
from peerhub.moderation.safeguarding.service.raise_flag import (
    About,
    Receipt,
    names_from,
    raise_flag,
)
from peerhub.moderation.safeguarding.wall import new_box, public_box_of
from peerhub.moderation.service.hand_over import hand_over

log = structlog.get_logger("safeguarding")


async def raise_for_words(tx: Transaction, item: ItemRef, author_id: str) -> None:
    """Words that may point to danger to their author's life. They were led to help already."""
    about = await _about(tx, item, flagger_id=author_id, source="words")
    await _raise(tx, f"words:{item}", Flag(Urgency.TODAY), about)


async def raise_for_report(tx: Transaction, report_id: str) -> None:
    """What a reporter said goes behind the wall; moderators read it no more."""
    said = await hand_over(tx, report_id)
    if said is None:
        return
    flag = Flag(Urgency.TODAY, words=said.note)
    about = await _about(tx, said.item, flagger_id=said.reporter_id, source="report")
    await _raise(tx, f"report:{report_id}", flag, about)


async def raise_for_case(tx: Transaction, moderator_id: str, item: ItemRef) -> None:
    """A moderator passes an item on, and sees nothing of what follows."""
    about = await _about(tx, item, flagger_id=moderator_id, source="moderator")
    await raise_flag(tx, Flag(Urgency.TODAY), _receipt(tx, f"case:{item}:{moderator_id}"), about)


async def _about(tx: Transaction, item: ItemRef, *, flagger_id: str, source: str) -> About:
    port = tx.contents.get(item.kind)
    card = await port.card_for_moderator(tx.db, item.id) if port else None
    return About(item=item, card=card, flagger_id=flagger_id, source=source)


async def _raise(tx: Transaction, occasion: str, flag: Flag, about: About) -> None:
    """Nobody waits for an answer here, so a hub without leads is told in its log and goes on."""
    try:
        await raise_flag(tx, flag, _receipt(tx, occasion), about)
    except Refused:
        log.error("danger was said, and nobody holds a key to read it")


def _receipt(tx: Transaction, occasion: str) -> Receipt:
    """The same concern for the same occasion. Nobody has its code, so none is made: letters to
    whoever raised it are sealed to a key that is thrown away.
    """
    concern_id, reference = names_from(tx.keys.mark("concern", occasion))
    return Receipt(concern_id, reference, "", public_box_of(new_box()))
