"""Put a photo on a meetup's page, in the place of the one before, and take it away."""

from __future__ import annotations

from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.photos import KIND
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.models import Person
from peerhub.uploads import service as uploads
from peerhub.uploads.models import Shelved


async def set_photo(
    tx: Transaction, person: Person, meetup_id: str, file: Shelved, *, alt: str
) -> None:
    """It is named after nobody, and stays when whoever brought it leaves. Refused for what was taken
    down here as an intimate picture.
    """
    await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    await check_may_say(tx, person, Place(()), Said(plain=[alt]))
    item = ItemRef(KIND, meetup_id)
    await uploads.drop_standing(tx, item)
    await uploads.bear_for_nobody(tx, item, file, name="photo", alt=alt)


async def remove_photo(tx: Transaction, person: Person, meetup_id: str) -> None:
    """Its bytes go too; without one nothing changes."""
    await meetup_for_organiser(tx.db, person, meetup_id, lock=True)
    await uploads.drop_standing(tx, ItemRef(KIND, meetup_id))
