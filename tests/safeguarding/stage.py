"""A circle, a concern in any state, and everybody in front of it, each in a browser of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.tables import metadata
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding import tables
from peerhub.moderation.safeguarding.access import Holder
from peerhub.moderation.safeguarding.models import EntryKind, Flag, Part, Urgency
from peerhub.moderation.safeguarding.sealed import Pen
from peerhub.moderation.safeguarding.service import handle, letters
from peerhub.moderation.safeguarding.service.call import climb
from peerhub.moderation.safeguarding.service.join_circle import holder_with
from peerhub.moderation.safeguarding.service.raise_flag import About, raise_flag
from peerhub.moderation.safeguarding.service.tasks import add_task
from peerhub.moderation.safeguarding.store import concerns, keys
from peerhub.moderation.service.organisations import declare
from peerhub.people.models import Person, Role
from peerhub.people.service.roles import give_role, take_role
from tests.moderation.conftest import Stories
from tests.safeguarding.conftest import PASSPHRASE
from tests.safeguarding.doors import ROLES, STATES, Door, Who
from tests.support.factories import make_person
from tests.support.leads import make_circle, open_key, pen_for, receipt_for
from tests.support.visitor import Page, Visitor, Visitors
from tests.web.writes_safeguarding import SHEET

WORDS = "Marker-words: he locks her in at night."
LEAD = Role("safeguarding")
TABLES = [table for table in metadata.sorted_tables if table in vars(tables).values()]
UNSIGNED = (Who.STRANGER, Who.OUTSIDE, Who.KEYLESS, Who.UNAPPROVED)
OPENED = (Who.UNAPPROVED, Who.CONTACT, Who.DEPUTY, Who.LEAD, Who.KEPT_OUT)
LEFT = ("a lead who left", "a lead who came back")
PARTS = {"the contact": Part.CONTACT, "a deputy": Part.DEPUTY}


@dataclass
class Cell:
    """Somebody who knocks. `jar` is what their browser bears."""

    role: str
    person: Person | None
    browser: Visitor
    jar: list[Any] = field(default_factory=list)

    @property
    def who(self) -> Who:
        return ROLES[self.role]

    def refill(self) -> None:
        """Their browser bears again what it bore at first."""
        self.browser.client.cookies.jar.clear()
        for cookie in self.jar:
            self.browser.client.cookies.jar.set_cookie(cookie)

    async def knock(self, door: Door, names: dict[str, str]) -> Page:
        fields = {name: value.format(**names) for name, value in door.form.items()}
        more = {"data": fields} if door.method == "POST" else {}
        return await self.browser.ask(door.method, door.path.format(**names), follow=False, **more)


@dataclass
class Stage:
    """Everybody before the same doors. `names` fill in addresses and forms."""

    hub: Hub
    cells: list[Cell]
    pens: dict[str, Pen]
    names: dict[str, str] = field(default_factory=dict)

    def cell(self, role: str) -> Cell:
        return next(cell for cell in self.cells if cell.role == role)

    def person(self, role: str) -> Person:
        person = self.cell(role).person
        assert person is not None
        return person

    async def holder(self, tx: Transaction, role: str) -> Holder:
        return await holder_with(tx, self.person(role), self.pens[role].key, self.pens[role].ring)


async def everybody(hub: Hub, visitors: Visitors, *, founded: bool = True) -> Stage:
    """All of ROLES, with real keys and signatures, for which nobody waits."""
    people = {role: await _person(hub, role) for role in ROLES if role != "a stranger"}
    pens = {}
    for role, person in people.items():
        if ROLES[role] not in UNSIGNED or role in (*LEFT, "nobody signed"):
            closed_by = PASSPHRASE if ROLES[role] is Who.LOCKED else ""
            part = PARTS.get(role, Part.LEAD)
            pens[role] = pen_for(hub, person.person_id, part, closed_by=closed_by)
    stage = Stage(hub, [], pens, await _circle(hub, pens, founded=founded))
    await _leave(hub, [people[role] for role in LEFT], comes_back=people["a lead who came back"])
    for number, role in enumerate(ROLES):
        address = (f"127.0.1.{number}", 50_000)
        person = people.get(role)
        browser = await visitors.of(person, address=address) if person else visitors()
        if ROLES[role] in OPENED:
            await open_key(browser, pens[role])
        stage.cells.append(Cell(role, person, browser, list(browser.client.cookies.jar)))
    return stage


async def _person(hub: Hub, role: str) -> Person:
    held = {
        "a moderator": "moderator",
        "a reviewer": "reviewer",
        "an administrator": "administrator",
        **{role: "safeguarding" for role, who in ROLES.items() if who is not Who.OUTSIDE},
        "a lead who left": "safeguarding",
    }
    return await make_person(hub, role.title(), roles=(held[role],) if role in held else ())


async def _circle(hub: Hub, pens: dict[str, Pen], *, founded: bool) -> dict[str, str]:
    """The keys that lie there to be signed, ended and given more."""
    names = ("Gita", "Hana", "Ivo")
    gita, hana, ivo = [
        pen_for(hub, (await make_person(hub, name, roles=("safeguarding",))).person_id)
        for name in names
    ]
    counting = [pen for role, pen in pens.items() if role not in ("a lead", "nobody signed")]
    circle, waiting = [pens["a lead"], gita, *counting, hana], [ivo, pens["nobody signed"]]
    if founded:
        sheet = pen_for(hub, "", Part.SHEET, closed_by=SHEET)
        await make_circle(hub, [*circle, sheet], waiting=waiting)
    else:
        async with hub.transaction() as tx:
            for pen in (*circle, *waiting):
                await keys.insert_key(tx.db, pen.key)
    found = {"end_key": gita, "reseal_key": hana, "approve_key": ivo}
    return {door: pen.key.key_id for door, pen in found.items()}


async def _leave(hub: Hub, leaving: Sequence[Person], *, comes_back: Person) -> None:
    async with hub.transaction() as tx:
        for person in leaving:
            await take_role(tx, person_id=person.person_id, role=LEAD, by=None)
    await hub.outbox.deliver_all()
    async with hub.transaction() as tx:
        await give_role(tx, person_id=comes_back.person_id, role=LEAD, by=None)


async def raise_concern(stage: Stage, stories: Stories) -> None:
    """About what a lead wrote, and another one beside it that is about nothing in the hub."""
    hub, author = stage.hub, stage.person("a lead who wrote it")
    item = ItemRef("message", await stories.says(author, "See you at the bus stop."))
    receipt = await receipt_for("a-form-of-the-access-table")
    other = await receipt_for("another-form-of-the-access-table")
    flag = Flag(Urgency.TODAY, words=WORDS, who=stage.person("whom it names").name)
    async with hub.transaction() as tx:
        await declare(tx, author, "Harbour House")
        await declare(tx, stage.person("a lead of its house"), "harbour house")
        about = About(
            item,
            await tx.contents["message"].card_for_moderator(tx.db, item.id),
            flagger_id=stage.person("who raised it").person_id,
            excluded=frozenset({stage.person("a lead not wanted").person_id}),
        )
        await raise_flag(tx, flag, receipt, about)
        await raise_flag(tx, replace(flag, words=""), other, About())
    stage.names |= {
        "concern_id": receipt.concern_id,
        "reference": receipt.reference,
        "code": receipt.code,
        "other": other.concern_id,
        "named": stage.person("whom it names").handle,
    }


async def bring_to(stage: Stage, state: str) -> None:
    """The concern into one of STATES, by what people do."""
    concern_id = stage.names["concern_id"]
    async with stage.hub.transaction() as tx:
        for each in (concern_id, stage.names["other"]):
            concern = await concerns.find_concern(tx.db, each)
            assert concern is not None
            if state == "climbed":
                await climb(tx, await climb(tx, concern))
        holder = await stage.holder(tx, "a lead")
        await add_task(tx, holder, concern_id, "Ring her", on=None)
        last = await concerns.find_last_entry(tx.db, concern_id)
        stage.names["task"] = str(last.number) if last else ""
        if state in ("waiting", "climbed"):
            return
        await handle.look(tx, holder, concern_id)
        if state in ("in hand", "held"):
            await handle.act(tx, holder, concern_id, EntryKind.RECORD, {"words": "We rang."})
        if state == "held":
            await handle.hold(tx, holder, concern_id, held=True, why="Court")
        if state == "joined":
            await handle.join(tx, holder, concern_id, stage.names["other"])
        if state == "closed":
            await handle.close(tx, holder, concern_id, outcome="Safe", why="We rang.")


async def write_to_whom_it_names(stage: Stage) -> None:
    """A letter that waits for a member in the hub."""
    given = await letters.new_correspondence()
    letter = letters.Addressed(WORDS, given.reference, stage.person("whom it names").person_id)
    async with stage.hub.transaction() as tx:
        holder = await stage.holder(tx, "a lead")
        await letters.write_first(tx, holder, stage.names["concern_id"], letter, given)
    stage.names["box_id"] = given.box_id


Rows = dict[str, list[dict[str, Any]]]


async def rows_of(db: AsyncConnection) -> Rows:
    """All that safeguarding keeps."""
    return {
        table.name: [dict(row) for row in (await db.execute(select(table))).mappings()]
        for table in TABLES
    }


async def put_back(stage: Stage, before: Rows) -> None:
    """What was done is undone, so that the next meets the same."""
    async with stage.hub.transaction() as tx:
        for table in reversed(TABLES):
            await tx.db.execute(delete(table))
        for table in TABLES:
            if before[table.name]:
                await tx.db.execute(insert(table), before[table.name])


async def in_every_state(stage: Stage) -> AsyncIterator[str]:
    """One of STATES after the other, in the same hub."""
    async with stage.hub.reading() as db:
        before = await rows_of(db)
    for state in STATES:
        await bring_to(stage, state)
        yield state
        await put_back(stage, before)
