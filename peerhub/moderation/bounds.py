"""Whether somebody may write here now: what every door asks before words become anybody's to read.

Frozen: nowhere. Limited: slowly, without links and under their own name; and where it holds
everywhere, not in direct conversations. Taking back, reporting and appealing are never asked here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import HubError, Refused, TooFast
from peerhub.core.text import has_address
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.measures import HUB, PACE, Measure, MeasureKind
from peerhub.moderation.store import measures
from peerhub.people.models import Person
from peerhub.people.rules import check_not_frozen

LINK = re.compile(r'<a\s[^>]*href="(?:[a-z][a-z0-9+.-]*:|//)', re.IGNORECASE)  # leads elsewhere


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody writes: the scopes that hold there, and whether it is a direct conversation."""

    scopes: Collection[str]
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Words that others are to read: `html` as it was made of a body, and `plain` for what is shown
    as it was typed (titles, choices, the names of files), where an address leads away as well.
    """

    html: str = ""
    plain: Sequence[str] = ()

    @property
    def leads_away(self) -> bool:
        return bool(LINK.search(self.html)) or any(has_address(words) for words in self.plain)


@dataclass(frozen=True, slots=True)
class Write:
    """One post of a group."""

    person: Person
    place: Place
    said: Said


Limits = Mapping[str, Sequence[Measure]]  # by person_id


async def limits_on(db: AsyncConnection, person_ids: Iterable[str]) -> Limits:
    """For a whole group in one question."""
    found: dict[str, list[Measure]] = {}
    for one in await measures.list_limits(db, person_ids):
        found.setdefault(one.person_id, []).append(one)
    return found


async def check_may_write(
    tx: Transaction,
    person: Person,
    place: Place,
    said: Said,
    *,
    unnamed: bool = False,
    limits: Limits | None = None,
) -> None:
    """For one post, which this transaction stores if nothing else refuses it.

    Refused `muted`, or TooFast: also where another worker stores a post of theirs at this moment.
    `limits` are from the door above.
    """
    for limit in await _limits_in(tx, person, place, limits):
        _check(limit, place, said, unnamed=unnamed)
        if not await measures.set_written(tx.db, limit.measure_id, tx.now, before=tx.now - PACE):
            since = tx.now - (limit.last_at or tx.now)
            raise TooFast((PACE - since).total_seconds())


async def refusals(tx: Transaction, writes: Sequence[Write]) -> list[HubError | None]:
    """For a group of posts, in order: what each author is told, None for what may be stored."""
    if not writes:
        return []
    limits = await limits_on(tx.db, {one.person.person_id for one in writes})
    found: list[HubError | None] = []
    for one in writes:
        try:
            await check_may_write(tx, one.person, one.place, one.said, limits=limits)
            found.append(None)
        except HubError as refusal:
            found.append(refusal)
    return found


async def check_may_say(
    tx: Transaction, person: Person, place: Place, said: Said, *, unnamed: bool = False
) -> None:
    """For all that others read and that is no post of its own: new words in the place of old ones, a
    summary, a poll and what came of it, what a place is called. The pace is kept for posts alone.
    """
    for limit in await _limits_in(tx, person, place, None):
        _check(limit, place, said, unnamed=unnamed)


async def check_name_may_write(tx: Transaction, pseudonym_id: str, said: Said) -> None:
    """The same for one post under a name of one board, which was decided about as that name alone.

    Its own pace is kept in its own row: it tells of that name's posts, which everybody sees, and of no
    other's.
    """
    await check_name_may_say(tx, pseudonym_id, said)
    for one in await _standing_on_name(tx, pseudonym_id):
        if not await measures.set_written(tx.db, one.measure_id, tx.now, before=tx.now - PACE):
            since = tx.now - (one.last_at or tx.now)
            raise TooFast((PACE - since).total_seconds())


async def check_name_may_say(
    tx: Transaction, pseudonym_id: str, said: Said, *, anew: bool = False
) -> None:
    """For what is no post of its own. `anew`: new words in the place of old ones, which a name that
    rests may still find: a moderator may have asked for them.
    """
    for one in await _standing_on_name(tx, pseudonym_id):
        if one.kind is MeasureKind.FREEZE and not anew:
            raise Refused(rests(), code="muted")
        if said.leads_away:
            raise Refused(no_links(), code="muted")


async def words_before_writing(db: AsyncConnection, pseudonym_id: str, now: datetime) -> str:
    """What stands on this name, for its owner before they begin; "" where nothing does."""
    found = await measures.list_standing_on_name(db, pseudonym_id)
    kinds = {one.kind for one in found if one.stands(now)}
    if MeasureKind.FREEZE in kinds:
        return rests()
    return _("A moderator limited this name: it posts slowly, and no links.") if kinds else ""


async def _standing_on_name(tx: Transaction, pseudonym_id: str) -> list[Measure]:
    found = await measures.list_standing_on_name(tx.db, pseudonym_id)
    return [one for one in found if one.stands(tx.now)]


def rests() -> str:
    return _(
        "A moderator lets this name rest. Why, and how to ask for another look, stands among your"
        " pages under “Decisions”."
    )


def no_links() -> str:
    return _("While you are limited you cannot post links. Take them out and send it again.")


async def _limits_in(
    tx: Transaction, person: Person, place: Place, limits: Limits | None
) -> list[Measure]:
    check_not_frozen(person)
    found = await limits_on(tx.db, [person.person_id]) if limits is None else limits
    mine = [one for one in found.get(person.person_id, ()) if one.stands(tx.now)]
    return [one for one in mine if one.scope == HUB or one.scope in place.scopes]


def _check(limit: Measure, place: Place, said: Said, *, unnamed: bool) -> None:
    if unnamed:
        raise Refused(_("While you are limited here you write under your own name."), code="muted")
    if place.direct and limit.scope == HUB:
        raise Refused(_("While you are limited you cannot write to people alone."), code="muted")
    if said.leads_away:
        raise Refused(no_links(), code="muted")
