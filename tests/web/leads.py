"""Safeguarding in the world: Dana with her key open, Gita with a passphrase, and concerns to look at."""

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.moderation.safeguarding.access import concern_opened
from peerhub.moderation.safeguarding.models import Flag, Part, Urgency
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.safeguarding.service import handle, letters, tasks
from peerhub.moderation.safeguarding.service.join_circle import holder_with
from peerhub.moderation.safeguarding.service.raise_flag import About, raise_flag
from peerhub.people.models import Person
from tests.support.factories import make_person
from tests.support.leads import give_passkey, make_circle, pen_for, receipt_for
from tests.web.writes_safeguarding import CREDENTIAL, PASSPHRASE, SECRET, SHEET

LEADS = ("dana", "gita", "hana", "ines")


async def safeguarding(
    hub: Hub, bo: Person, names: dict[str, str]
) -> tuple[dict[str, Person], dict[str, Pen], dict[str, str]]:
    """(the leads, the pens that are open in a browser, names for paths)."""
    people = {name: await make_person(hub, name.title(), roles=("safeguarding",)) for name in LEADS}
    ids = {name: person.person_id for name, person in people.items()}
    dana, hana = pen_for(hub, ids["dana"]), pen_for(hub, ids["hana"])
    gita = pen_for(hub, ids["gita"], closed_by=PASSPHRASE)
    sheet = pen_for(hub, "", Part.SHEET, closed_by=SHEET)
    ines = pen_for(hub, ids["ines"])
    await make_circle(hub, [dana, gita, hana, sheet], waiting=[ines])
    found = {
        "waiting_key": ines.key.key_id,
        "other_key": gita.key.key_id,
        "new_key": hana.key.key_id,
        "sheet": SHEET,
        "passkey": await give_passkey(hub, gita, CREDENTIAL, SECRET),
    }
    concerns = {
        "concern": ItemRef("message", names["said"]),
        "unnamed_concern": ItemRef("post", names["unnamed_post"]),
        "closed_concern": None,
    }
    for name, item in concerns.items():
        found |= await _concern(hub, name, item)
    async with hub.transaction() as tx:
        holder = await holder_with(tx, people["dana"], dana.key, dana.ring)
        for name in ("unnamed_concern", "closed_concern"):
            await handle.look(tx, holder, found[name])
        await handle.close(tx, holder, found["closed_concern"], outcome="Safe", why="We rang.")
        await tasks.add_task(tx, holder, found["concern"], "Ring her.", on=None)
        chronology = await concern_opened(tx.db, holder, found["concern"])
        given = await letters.new_correspondence()
        letter = letters.Addressed("We are here.", given.reference, bo.person_id)
        await letters.write_first(tx, holder, found["concern"], letter, given)
        found["letter_box"] = given.box_id
        found["task"] = str(tasks.open_tasks(chronology)[0].number)
    return people, {"dana": dana}, found


async def _concern(hub: Hub, name: str, item: ItemRef | None) -> dict[str, str]:
    receipt = await receipt_for(name.ljust(24, "-"))
    async with hub.transaction() as tx:
        card = await tx.contents[item.kind].card_for_moderator(tx.db, item.id) if item else None
        flag = Flag(Urgency.TODAY, words="He locks her in.")
        concern = await raise_flag(tx, flag, receipt, About(item=item, card=card))
    return {
        name: concern.concern_id,
        f"{name}_reference": receipt.reference,
        f"{name}_code": receipt.code,
    }
