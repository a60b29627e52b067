"""Whoever writes into the database can neither join the circle nor change a record unseen."""

import orjson
import pytest
from sqlalchemy import delete, insert, select, update

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.moderation.safeguarding.models import EntryKind, Part
from peerhub.moderation.safeguarding.sealed import Line, seal_line
from peerhub.moderation.safeguarding.service.join_circle import closed_key
from peerhub.moderation.safeguarding.tables import (
    concern_entries,
    concern_keys,
    concerns,
    lead_approvals,
    lead_keys,
)
from peerhub.people.models import Person
from tests.safeguarding.conftest import PASSPHRASE, QUEUE, Circle
from tests.safeguarding.test_the_wall import WORDS, a_whole_concern
from tests.support.factories import make_person


async def test_a_key_put_into_the_database_is_sealed_to_nobody(
    circle: Circle, hub: Hub, dana: Person, gita: Person
) -> None:
    """With a role, a key and approvals that somebody wrote in by hand, signed by that key itself."""
    await circle.found(dana, gita)
    eve = await make_person(hub, "Eve", roles=("safeguarding",))
    key, ring = await closed_key(eve.person_id, Part.LEAD, PASSPHRASE)
    async with hub.transaction() as tx:
        row = {name: getattr(key, name) for name in key.__slots__} | {"made_at": tx.now}
        await tx.db.execute(insert(lead_keys).values(**row))
        for by in (await tx.db.execute(select(lead_keys.c.key_id))).scalars().all():
            forged = {
                "key_id": key.key_id,
                "by_key_id": by,
                "signature": ring.sign("x"),
                "at": tx.now,
            }
            await tx.db.execute(insert(lead_approvals).values(**forged))
    await circle.raises(words=WORDS)
    async with hub.reading() as db:
        sealed_to = set((await db.execute(select(concern_keys.c.key_id))).scalars())
    assert len(sealed_to) == 2 and key.key_id not in sealed_to


async def test_a_circle_that_was_exchanged_underneath_is_told_at_the_next_page(
    circle: Circle, hub: Hub, dana: Person, gita: Person
) -> None:
    """Whoever writes into the database makes two founders of their own, and lets Dana's key in."""
    lead, _other = await circle.found(dana, gita)
    await circle.unlocks(dana)
    pens = {}
    async with hub.transaction() as tx:
        for name in ("Eve", "Mallory"):
            person = new_id()
            key, ring = await closed_key(person, Part.LEAD, PASSPHRASE)
            row = {n: getattr(key, n) for n in key.__slots__} | {"made_at": tx.now, "founder": True}
            await tx.db.execute(insert(lead_keys).values(**row))
            pens[name] = (key, ring)
        await tx.db.execute(
            update(lead_keys).where(lead_keys.c.person_id != "").values(founder=False)
        )
        false = [key.key_id for key, _ring in pens.values()]
        await tx.db.execute(
            update(lead_keys).where(lead_keys.c.key_id.in_(false)).values(founder=True)
        )
        await forge(tx.db, pens, dana, tx.now)
    page = await lead.get(QUEUE)
    assert "The circle was exchanged" in page.words


async def forge(db, pens, dana, now) -> None:  # type: ignore[no-untyped-def]
    """The false founders sign one another and Dana's key, as they should have been signed."""
    from peerhub.moderation.safeguarding.circle import approval_text
    from peerhub.moderation.safeguarding.store.keys import load_circle

    circle = await load_circle(db)
    (first, one), (second, other) = pens.values()
    danas = circle.of_person(dana.person_id)
    assert danas is not None
    for key, by, ring in ((first, second, other), (second, first, one), (danas, first, one)):
        stands = circle.keys[key.key_id]
        signature = ring.sign(approval_text(stands))
        row = {"key_id": key.key_id, "by_key_id": by.key_id, "signature": signature, "at": now}
        await db.execute(insert(lead_approvals).values(**row))


@pytest.mark.parametrize("fault", ["change", "take out", "swap", "put in"])
async def test_a_record_that_was_tampered_with_says_so(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person, fault: str
) -> None:
    path = await a_whole_concern(circle, amina, dana, gita)
    lead = await circle.unlocks(dana)
    assert "This record is not whole" not in (await lead.get(path)).words
    e = concern_entries.c
    async with hub.transaction() as tx:
        rows = (await tx.db.execute(select(concern_entries).order_by(e.number))).all()
        if fault == "change":
            broken = rows[1].sealed[:-1] + bytes([rows[1].sealed[-1] ^ 1])
            await tx.db.execute(
                update(concern_entries).where(e.number == rows[1].number).values(sealed=broken)
            )
        elif fault == "take out":
            await tx.db.execute(delete(concern_entries).where(e.number == rows[1].number))
        elif fault == "swap":
            for number, sealed in (
                (rows[1].number, rows[2].sealed),
                (rows[2].number, rows[1].sealed),
            ):
                await tx.db.execute(
                    update(concern_entries).where(e.number == number).values(sealed=sealed)
                )
        else:
            last = dict(rows[-1]._mapping)
            await tx.db.execute(
                insert(concern_entries).values(**{**last, "number": last["number"] + 1})
            )
    assert "This record is not whole" in (await lead.get(path)).words


async def test_a_forged_copy_of_an_item_runs_no_script(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    """Anybody who writes into the database can seal something to a concern; its HTML is cleaned."""
    path = await a_whole_concern(circle, amina, dana, gita)
    copy = {
        "author_name": "Eve",
        "html": "<p>kept</p><script>alert(1)</script><p onclick=x>too</p>",
    }
    flag = Line(EntryKind.FLAG, {"urgency": "1", "copy": orjson.dumps(copy).decode()})
    async with hub.transaction() as tx:
        box = (await tx.db.execute(select(concerns.c.box))).scalar_one()
        concern_id = path.rpartition("/")[2]
        sealed = seal_line(box, concern_id, None, flag, tx.now)
        first = concern_entries.c.number == 1
        await tx.db.execute(
            update(concern_entries).where(first).values(sealed=sealed.sealed, hash=sealed.hash)
        )
    lead = await circle.unlocks(dana)
    for page in (await lead.get(path), await lead.get(f"{path}/file")):
        assert "kept" in page.words and "not whole" in page.words
        assert "alert(1)" not in page.text and "onclick" not in page.text
