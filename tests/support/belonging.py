"""In a world of tests: the meetup of Amina is of the organisation that she edits, and asks a network."""

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.directory.belonging_tables import belongings
from peerhub.directory.belongings import OwnerKind
from peerhub.directory.followed import stop_path
from peerhub.directory.service.belongings import say_belongs
from peerhub.people.models import Person
from tests.support.listed import list_one
from tests.support.meeting import meet


async def meet_and_list(
    hub: Hub, fay: Person, amina: Person, bo: Person, cleo: Person
) -> dict[str, str]:
    """Meetups, an organisation with its network, and what belongs to them: names for paths."""
    names = await meet(hub, amina, bo) | await list_one(hub, fay, amina, bo, cleo)
    names["stop_letters"] = stop_path(hub.keys, amina.person_id)
    return names | await belong(hub, amina, names)


async def belong(hub: Hub, amina: Person, names: dict[str, str]) -> dict[str, str]:
    """Names for fields: what one answer of the organisation, and of the network, is for."""
    place = [ItemRef("meetup", names["meetup"])]
    async with hub.transaction() as tx:
        await say_belongs(tx, amina, place, OwnerKind.ORGANISATION, names["organisation"])
        await say_belongs(tx, amina, place, OwnerKind.NETWORK, names["network"])
        rows = await tx.db.execute(select(belongings.c.owner_kind, belongings.c.together))
        return {f"said_to_{row.owner_kind}": row.together for row in rows}
