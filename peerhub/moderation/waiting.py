"""What of somebody's own waits, as they alone may know it. What has no name is nobody's here."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemCard
from peerhub.moderation import access
from peerhub.moderation.models import Case
from peerhub.moderation.rules import HELD
from peerhub.moderation.store import cases
from peerhub.people.models import Person


async def waiting_for_author(
    db: AsyncConnection, contents: access.Contents, person: Person
) -> list[tuple[Case, ItemCard]]:
    """The oldest first; without what they took back meanwhile."""
    found = []
    for case in await cases.list_held_of(db, person.person_id):
        card = await access.card_for_moderator(db, contents, case)
        if card is not None and card.state == HELD:
            found.append((case, card))
    return found
