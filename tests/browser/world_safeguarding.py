"""Leads of the demo at their pages: Dana's key is open in her browser, Gita's is locked."""

from datetime import timedelta

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.demo.safeguarding import known_passphrases
from peerhub.moderation.safeguarding import wall
from peerhub.moderation.safeguarding.models import EntryKind, Flag, Urgency
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.safeguarding.service import handle, letters, tasks, unmask
from peerhub.moderation.safeguarding.service.join_circle import holder_with, ring_place
from peerhub.moderation.safeguarding.service.raise_flag import About, raise_flag, receipt_of
from peerhub.moderation.safeguarding.store.keys import insert_key, load_circle
from peerhub.people.models import Person
from tests.support.factories import make_person
from tests.support.leads import lead_cookie, pen_for

WORDS = "She told me that she does not dare to go home. I have it from her sister."


async def raise_concerns(
    hub: Hub, people: dict[str, Person], ids: dict[str, str]
) -> dict[str, str]:
    """One about a message, one about what was written without a name, one that is closed."""
    pen = await pen_of_dana(hub, people["dana"])
    message = ItemRef("message", ids["message"])
    unnamed = ItemRef("post", ids["unnamed_post"])
    found = await _raise(hub, "concern", message, people["amina"].person_id, Urgency.NOW)
    found |= await _raise(hub, "unnamed_concern", unnamed, "", Urgency.TODAY)
    found |= await _raise(hub, "closed_concern", None, "", Urgency.WEEK)
    async with hub.transaction() as tx:
        dana = await holder_with(tx, people["dana"], pen.key, pen.ring)
        for name in ("concern", "unnamed_concern", "closed_concern"):
            await handle.look(tx, dana, found[name])
        said = {"part": "known", "standing": "hearsay", "words": "Her sister rang me."}
        await handle.act(tx, dana, found["concern"], EntryKind.RECORD, said)
        await handle.write_letter(tx, dana, found["concern"], "Thank you. We rang her.")
        day = tx.now + timedelta(days=30)
        await tasks.add_task(tx, dana, found["concern"], "Ask how her sister is.", on=day)
        given = await letters.new_correspondence()
        letter = letters.Addressed("We are here.", given.reference, people["bo"].person_id)
        await letters.write_first(tx, dana, found["concern"], letter, given)
        found["letter_box"] = given.box_id
        await unmask.unmask(tx, dana, found["unnamed_concern"], "She names a bridge.")
        await handle.close(tx, dana, found["closed_concern"], outcome="Safe", why="We met her.")
    return found


async def pen_of_dana(hub: Hub, dana: Person) -> Pen:
    """With the passphrase that the demo prints."""
    async with hub.reading() as db:
        key = (await load_circle(db)).of_person(dana.person_id)
    assert key is not None
    words = known_passphrases(hub)["dana"]
    return Pen(key, wall.open_ring(key.closed, words, about=ring_place(key.key_id)))


async def _raise(
    hub: Hub, name: str, item: ItemRef | None, flagger: str, urgency: Urgency
) -> dict[str, str]:
    receipt = await receipt_of(name.ljust(24, "-"))
    flag = Flag(urgency, words=WORDS, kinds=("domestic",), subject="outsider", standing="hearsay")
    async with hub.transaction() as tx:
        card = await tx.contents[item.kind].card_for_moderator(tx.db, item.id) if item else None
        about = About(item=item, card=card, flagger_id=flagger)
        concern = await raise_flag(tx, flag, receipt, about)
    return {
        name: concern.concern_id,
        f"{name}_reference": receipt.reference,
        f"{name}_code": receipt.code,
    }


async def wait_for_a_key(hub: Hub) -> None:
    """Somebody else has made a key that nobody has approved yet."""
    ines = await make_person(hub, "Ines", roles=("safeguarding",))
    async with hub.transaction() as tx:
        await insert_key(tx.db, pen_for(hub, ines.person_id).key)


async def cookie_of_dana(hub: Hub, dana: Person, session: str) -> str:
    return await lead_cookie(hub, await pen_of_dana(hub, dana), session)
