"""Put a logo on a page, in the place of the one before, and take it away."""

from __future__ import annotations

from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.directory.logos import KIND
from peerhub.directory.models import Organisation
from peerhub.directory.service.logged import log_of
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.models import Person
from peerhub.uploads import service as uploads
from peerhub.uploads.models import Shelved


async def set_logo(
    tx: Transaction, by: Person, known: Organisation, file: Shelved, *, alt: str
) -> None:
    """It is the organisation's own: it stays when whoever brought it leaves the hub, and is named after
    nobody. Refused for what was taken down here as an intimate picture.
    """
    await check_may_say(tx, by, Place(()), Said(plain=[alt]))
    item = ItemRef(KIND, known.organisation_id)
    await uploads.drop_standing(tx, item)
    await uploads.bear_for_nobody(tx, item, file, name="logo", alt=alt)
    await log_of(tx, by, "organisation.logo_set", known)


async def remove_logo(tx: Transaction, by: Person, known: Organisation) -> None:
    """Its bytes go too; without one nothing changes."""
    if await uploads.drop_standing(tx, ItemRef(KIND, known.organisation_id)):
        await log_of(tx, by, "organisation.logo_removed", known)
