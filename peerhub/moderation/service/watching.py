"""Choose what waits for a moderator, in the hub or in one place of it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import audit
from peerhub.moderation.screening import weigh
from peerhub.moderation.store import screening
from peerhub.moderation.watch import HUB, NewItem, ScreeningRules
from peerhub.people.models import Person


async def screening_of(db: AsyncConnection, place: str) -> ScreeningRules:
    """For whoever a door has let look after this place; empty where nobody chose anything."""
    return (await screening.list_rules(db, [place])).get(place, ScreeningRules(place))


async def told_before(db: AsyncConnection, place: str) -> str:
    """What a form says before anybody writes where everything waits, "" where it does not."""
    found = await screening.list_rules(db, [HUB, place])
    if not any(one.everything for one in found.values()):
        return ""
    return _("A moderator reads everything here before others do.")


async def points_to_danger(db: AsyncConnection, text: str) -> bool:
    """For who writes in private, and for them alone: nobody hears of it, and nothing is held."""
    found = await screening.list_rules(db, [HUB])
    said = NewItem("", HUB, text, "")
    return weigh(said, list(found.values()), own_address="").danger


async def choose_screening(tx: Transaction, by: Person, rules: ScreeningRules) -> None:
    """From now on, for what is written from now on; an entry in the audit trail, without the words."""
    await screening.set_rules(tx.db, rules)
    await audit.append(tx, actor_id=by.person_id, action="screening.changed", subject=rules.place)
