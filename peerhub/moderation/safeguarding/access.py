"""Who comes through the wall: a holder whose key counts, with it open, to what is sealed to it.

No role opens anything here. A role only lets somebody make a key, which others must sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden, NotFound, Refused
from peerhub.core.items import ItemCard, ItemRef, Moderated
from peerhub.core.words import _
from peerhub.moderation.safeguarding import rules
from peerhub.moderation.safeguarding.circle import Circle, knows_founders
from peerhub.moderation.safeguarding.models import (
    LISTED,
    UNLOCKED_FOR,
    Concern,
    Entry,
    LeadKey,
    Part,
    Passkey,
    Settings,
    Shift,
    Tried,
)
from peerhub.moderation.safeguarding.sealed import (
    Pen,
    key_place,
    open_chain,
)
from peerhub.moderation.safeguarding.store import concerns, keys, passkeys, rota, settings
from peerhub.moderation.safeguarding.wall import (
    Closed,
    KeyRing,
    open_with,
    public_box_of,
    unwrap_ring,
)
from peerhub.people.access import people_by_id
from peerhub.people.models import Person, RoleName

HOLDERS = (Part.LEAD, Part.DEPUTY, Part.CONTACT)


@dataclass(frozen=True)
class Holder:
    """Somebody with a key: whether it counts, and their pen where it is open in this browser."""

    person: Person
    circle: Circle
    key: LeadKey | None = None
    pen: Pen | None = None
    unlocking_id: str = ""

    @property
    def counts(self) -> bool:
        return self.circle.counts(self.key)

    @property
    def lets_in(self) -> bool:
        """Whether they can say who comes into the circle and who leaves it: leads do."""
        return self.pen is not None and self.pen.key.part is Part.LEAD

    @property
    def strange_founders(self) -> bool:
        """Whether the circle's founders are others than those whom this holder once signed."""
        if self.pen is None or not self.circle.founders:
            return False
        known = knows_founders(self.pen.key, self.pen.ring, self.circle.founders)
        return bool(self.pen.key.founders) and not known


@dataclass(frozen=True)
class OpenConcern:
    """A concern as a holder reads it. `box` is its private key: never past the request."""

    concern: Concern
    entries: tuple[Entry, ...]
    whole: bool
    box: bytes = field(repr=False)
    tellings: tuple[Tried, ...] = ()

    @property
    def flag(self) -> Mapping[str, str]:
        """What was said when it was raised."""
        return self.entries[0].said if self.entries else {}

    @property
    def item(self) -> ItemRef | None:
        kind, _colon, item_id = self.flag.get("item", "").partition(":")
        return ItemRef(kind, item_id) if item_id else None

    @property
    def excluded(self) -> frozenset[str]:
        """Ids of people to whom it must never be sealed."""
        return excluded_by(self.flag)


def excluded_by(flag: Mapping[str, str]) -> frozenset[str]:
    return frozenset(flag.get("excluded", "").split())


async def passkeys_of(db: AsyncConnection, holder: Holder) -> list[Passkey]:
    """The holder's own, and nobody else's."""
    return await passkeys.list_passkeys(db, holder.key.key_id) if holder.key else []


async def holder_of(
    db: AsyncConnection, person: Person, *, session_id: str, cookie: str, now: datetime
) -> Holder:
    """Who asks, as the circle knows them; Forbidden for who has neither the role nor a key.

    Who is frozen reads nothing meanwhile. Their key stays: a freeze is not yet a judgement.
    """
    circle = await keys.load_circle(db)
    key = circle.of_person(person.person_id)
    if person.frozen:
        raise Forbidden()
    if key is None and not person.holds(RoleName.SAFEGUARDING):
        raise Forbidden()
    unlocking_id, _dot, wrapped = cookie.partition(".")
    found = await keys.find_wrap(db, unlocking_id, session_id, since=now - UNLOCKED_FOR)
    if key is None or found is None or found[0] != key.key_id:
        return Holder(person, circle, key)
    ring = _unwrapped(wrapped, found[1], unlocking_id)
    if ring is None or (ring.public_box, ring.public_pen) != (key.box, key.pen):
        return Holder(person, circle, key)  # the row's public keys are not this ring's: not theirs
    return Holder(person, circle, key, Pen(key, ring), unlocking_id)


def _unwrapped(wrapped: str, wrap: bytes, unlocking_id: str) -> KeyRing | None:
    try:
        return unwrap_ring(bytes.fromhex(wrapped), wrap, about=f"unlocking:{unlocking_id}")
    except (Closed, ValueError):
        return None


def check_open(holder: Holder) -> Pen:
    """Their pen; Refused where the key is locked, Forbidden where it does not count."""
    if not holder.counts:
        raise Forbidden()
    if holder.pen is None:
        raise Refused(_("Your key is locked. Unlock it with your passphrase first."))
    if holder.strange_founders:
        raise Forbidden()
    return holder.pen


def check_open_lead(holder: Holder) -> Pen:
    """The same for what leads alone do: who comes and goes, who is given more, how long all is kept."""
    pen = check_open(holder)
    if not holder.lets_in:
        raise Forbidden()
    return pen


async def concerns_for_holder(
    db: AsyncConnection, holder: Holder, *, closed: bool = False
) -> list[Concern]:
    """From outside: urgency, times and states of what is sealed to them and has climbed to them."""
    if holder.key is None or not holder.counts:
        return []
    found = await concerns.list_concerns(db, holder.key.key_id, closed=closed, limit=LISTED)
    return [one for one in found if rules.may_open(holder.key.part, one)]


async def count_for_person(db: AsyncConnection, person: Person) -> int:
    """How many open concerns are sealed to this person's key and have climbed to them."""
    circle = await keys.load_circle(db)
    holder = Holder(person, circle, circle.of_person(person.person_id))
    return len(await concerns_for_holder(db, holder))


async def concern_outside(db: AsyncConnection, holder: Holder, concern_id: str) -> Concern:
    """The same for one; NotFound where it is not theirs, as if it never was."""
    concern = await concerns.find_concern(db, concern_id)
    if concern is None or holder.key is None or not holder.counts:
        raise NotFound()
    sealed = await concerns.find_concern_key(db, concern_id, holder.key.key_id)
    if sealed is None or not rules.may_open(holder.key.part, concern):
        raise NotFound()
    return concern


async def concern_opened(db: AsyncConnection, holder: Holder, concern_id: str) -> OpenConcern:
    """A concern with its words. Ask for it only through `service.look`, which writes the look first."""
    concern = await concern_outside(db, holder, concern_id)
    pen = check_open(holder)
    sealed = await concerns.find_concern_key(db, concern_id, pen.key.key_id) or b""
    box = open_concern_key(pen, concern_id, sealed)
    if public_box_of(box) != concern.box:
        raise Refused(_("This concern was changed in the database. Tell the other leads at once."))
    chain = open_chain(box, concern_id, await concerns.list_entries(db, concern_id), holder.circle)
    tellings = tuple(await rota.list_tellings(db, concern_id))
    return OpenConcern(concern, chain.entries, chain.whole, box, tellings)


def open_concern_key(pen: Pen, concern_id: str, sealed: bytes) -> bytes:
    """The concern's private key; Refused where it was sealed to another."""
    try:
        return open_with(pen.ring.box, sealed, about=key_place(concern_id, pen.key.key_id))
    except Closed as error:
        raise Refused(
            _("Your key does not open this concern. Pass it on: other leads hold theirs.")
        ) from error


async def item_for_flagger(
    db: AsyncConnection, contents: Mapping[str, Moderated], person: Person | None, item: ItemRef
) -> ItemCard | None:
    """The item as whoever flags sees it; None where they may not see it, or it is gone.

    Never NotFound: a flag is taken in any case.
    """
    port = contents.get(item.kind)
    return await port.card_for_person(db, person, item.id) if port else None


async def settings_for_anyone(db: AsyncConnection) -> Settings:
    """What the leads have settled; whoever flags is told it too."""
    return await settings.get_settings(db)


async def leads_to_name(db: AsyncConnection) -> list[Person]:
    """Who would read a flag, for whoever raises one and may not want one of them to."""
    circle = await keys.load_circle(db)
    ids = [key.person_id for key in circle.holders(*HOLDERS)]
    people = await people_by_id(db, ids)
    return [people[i] for i in ids if i in people]


async def somebody_on_duty(db: AsyncConnection, now: datetime) -> bool:
    circle, shifts = await keys.load_circle(db), await rota.list_shifts(db)
    leads = await not_frozen(db, [key.person_id for key in circle.holders(Part.LEAD)])
    return bool(rules.on_duty(leads, shifts, now))


async def not_frozen(db: AsyncConnection, person_ids: Sequence[str]) -> list[str]:
    """Of these, whoever can act now; in their order."""
    found = await people_by_id(db, person_ids)
    return [one for one in person_ids if one in found and not found[one].frozen]


async def shifts_for_holders(db: AsyncConnection) -> dict[str, Shift]:
    return await rota.list_shifts(db)


def is_on_duty(holder: Holder, shifts: Mapping[str, Shift], now: datetime) -> bool:
    return rules.is_on_duty(shifts.get(holder.person.person_id), now)
