"""Raise a concern: seal what was said to those who may open it, and have them called. Never refused
for want of words, and the same one again for the same form.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace

import orjson

from peerhub.core.errors import Refused
from peerhub.core.events import ConcernDue, ConcernRaised
from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.keys import ID_LENGTH
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.access import colleagues_among
from peerhub.moderation.safeguarding import passphrases, rules
from peerhub.moderation.safeguarding.circle import Circle
from peerhub.moderation.safeguarding.kinds import KIND_WORDS
from peerhub.moderation.safeguarding.models import (
    CODE_SIGNS,
    REFERENCE_SIGNS,
    Concern,
    ConcernState,
    EntryKind,
    Flag,
    LeadKey,
    Part,
)
from peerhub.moderation.safeguarding.sealed import Line, key_place
from peerhub.moderation.safeguarding.service.call import remind
from peerhub.moderation.safeguarding.service.items import hide_at_once
from peerhub.moderation.safeguarding.service.write import write
from peerhub.moderation.safeguarding.store import concerns, keys, settings
from peerhub.moderation.safeguarding.wall import (
    grouped,
    new_box,
    public_box_of,
    reference_hash,
    seal_to,
    signs_from,
)
from peerhub.moderation.service.organisations import belonging_among
from peerhub.people.access import people_by_id


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever raised a concern keeps, shown once: `reference` to say, `code` to be answered with."""

    concern_id: str
    reference: str
    code: str
    reply_box: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What a flag is about and whose it is. `excluded` are ids of people to whom it is not sealed."""

    item: ItemRef | None = None
    card: ItemCard | None = None
    flagger_id: str = ""
    excluded: frozenset[str] = frozenset()
    source: str = "flag"


async def receipt_of(secret: str) -> Receipt:
    """Made of what the form bears and the hub keeps nowhere, so that a retry is the same concern.

    Slow: ask for it outside of any transaction.
    """
    concern_id, reference = names_from(secret)
    code = grouped(signs_from(secret, "code", CODE_SIGNS))
    box = await passphrases.reply_box(code, concern_id)
    return Receipt(concern_id, reference, code, public_box_of(box))


def names_from(secret: str) -> tuple[str, str]:
    """A concern's id and its reference."""
    reference = grouped(signs_from(secret, "reference", REFERENCE_SIGNS))
    return signs_from(secret, "concern", ID_LENGTH), reference


async def raise_flag(tx: Transaction, flag: Flag, receipt: Receipt, about: About) -> Concern:
    """The concern, stored; those on duty are called as soon as it is. A retry changes nothing.

    Refused only where nobody is left who could open it.
    """
    known = await concerns.find_concern(tx.db, receipt.concern_id)
    if known is not None:
        return known
    circle = await keys.load_circle(tx.db)
    excluded = await _kept_out(tx, circle, about)
    readers = readers_of(circle, excluded)
    box = new_box()
    concern = _concern(tx, flag, receipt, box)
    await concerns.insert_concern(tx.db, concern, reference_hash(receipt.reference))
    sealed = [
        (key.key_id, seal_to(key.box, box, about=key_place(concern.concern_id, key.key_id)))
        for key in readers
    ]
    await concerns.insert_concern_keys(tx.db, concern.concern_id, sealed)
    await write(tx, concern, Line(EntryKind.FLAG, _said(flag, about, excluded)))
    await _hide_at_once(tx, concern, flag, about)
    tx.record(ConcernRaised(concern.concern_id))
    if concern.due_at is not None:
        tx.record(ConcernDue(concern.concern_id), due_at=concern.due_at)
    return concern


async def _hide_at_once(tx: Transaction, concern: Concern, flag: Flag, about: About) -> None:
    """Where the hub lists this kind. A flag of any other kind hides nothing: it could be used to silence.

    Only for who is signed in: a stranger sees no picture, and could hide every public post.
    """
    listed = (await settings.get_settings(tx.db)).hidden_kinds
    kinds = [kind for kind in listed if kind in flag.kinds]
    if kinds and about.flagger_id and about.item and about.card:
        why = ", ".join(_(KIND_WORDS[kind]) for kind in kinds)
        await hide_at_once(tx, concern, about.card, kinds=flag.kinds, why=why)


async def _kept_out(tx: Transaction, circle: Circle, about: About) -> frozenset[str]:
    """Whom the flagger named, whoever wrote the item, and who belongs to that one's organisation.

    Colleagues stay where nobody else could read it: better they than nobody.
    """
    author = about.card.author_id if about.card else ""
    holders = {key.person_id for key in circle.counting.values()} - {""}
    excluded = about.excluded | {author} if author else about.excluded
    name = about.card.organisation if about.card else ""
    if author:
        colleagues = await colleagues_among(tx.db, author, holders)
    elif name:
        own = await _who_wrote_it(tx, about.item, holders)
        colleagues = own | await belonging_among(tx.db, tx.keys, name, holders)
    else:
        return excluded | await _who_wrote_it(tx, about.item, holders)
    return excluded | colleagues if holders - excluded - colleagues else excluded


async def _who_wrote_it(
    tx: Transaction, item: ItemRef | None, holders: Collection[str]
) -> set[str]:
    """Of these, whoever wrote it without a name, or edits an organisation's page: a lead does not read
    what was said about them.
    """
    port = tx.contents.get(item.kind) if item else None
    if port is None or item is None:
        return set()
    people = (await people_by_id(tx.db, list(holders))).values()
    return {p.person_id for p in people if await port.own_among(tx.db, tx.keys, p, [item.id])}


def readers_of(circle: Circle, excluded: frozenset[str]) -> list[LeadKey]:
    """Whose keys a concern is sealed to; Refused where no person is among them."""
    readers = [key for key in circle.counting.values() if key.person_id not in excluded]
    if not any(key.part is not Part.SHEET for key in readers):
        raise Refused(
            _(
                "Nobody in this hub can read this yet, so it was not kept. Please turn to the people below."
            ),
        )
    return readers


def _concern(tx: Transaction, flag: Flag, receipt: Receipt, box: bytes) -> Concern:
    urgency, rung = rules.route_of(flag)
    concern = Concern(
        concern_id=receipt.concern_id,
        box=public_box_of(box),
        reply_box=receipt.reply_box,
        urgency=urgency,
        state=ConcernState.WAITING,
        rung=rung,
        opened_at=tx.now,
        due_at=None,
    )
    return replace(concern, due_at=rules.due_at(concern, tx.now))


def _said(flag: Flag, about: About, excluded: frozenset[str]) -> dict[str, str]:
    said = {name: str(value) for name, value in asdict(flag).items() if value}
    return {
        **said,
        "urgency": str(int(flag.urgency)),
        "kinds": " ".join(flag.kinds),
        "item": str(about.item) if about.item else "",
        "copy": orjson.dumps(asdict(about.card)).decode() if about.card else "",
        "flagger": about.flagger_id,
        "excluded": " ".join(sorted(excluded)),
        "source": about.source,
    }


async def add_more(tx: Transaction, concern: Concern, words: str) -> None:
    """What whoever raised it says afterwards; their reference and code were asked before."""
    await write(tx, concern, Line(EntryKind.MORE, {"words": words}))
    if concern.state is not ConcernState.WAITING:  # else the ladder is calling people
        await remind(tx, concern)
