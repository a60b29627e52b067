"""What somebody follows, for them alone; and for duties, who follows something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.config import Config
from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.core.places import Places
from peerhub.directory.access import options_for_anyone, organisation_for_reader, titles_for_anyone
from peerhub.directory.belonged import owners_among
from peerhub.directory.belongings import OwnerKind
from peerhub.directory.follows import Followed, FollowKind
from peerhub.directory.models import Kind
from peerhub.directory.networked import network_for_reader
from peerhub.directory.store import follows as store
from peerhub.people.models import Person

STOP = "follow-stop"  # a purpose of signatures in links
LISTS = {FollowKind.SECTOR: Kind.SECTOR, FollowKind.BOROUGH: Kind.BOROUGH}


async def thing_to_follow(
    db: AsyncConnection,
    config: Config,
    person: Person,
    key: str,
    *,
    boards: Places,
    now: datetime,
) -> Followed:
    """One that they may open or know of, by its key: `organisation:SLUG`, `network:SLUG`,
    `sector:SLUG`, `borough:SLUG`, `board:ID`. NotFound for everything else.
    """
    kind, _colon, name = key.partition(":")
    if kind == FollowKind.ORGANISATION:
        page = (await organisation_for_reader(db, person, name)).organisation
        return Followed(FollowKind(kind), page.organisation_id, page.name, f"/directory/{name}")
    if kind == FollowKind.NETWORK:
        network = (await network_for_reader(db, person, name)).network
        return Followed(FollowKind(kind), network.network_id, network.name, f"/networks/{name}")
    if kind in (FollowKind.SECTOR, FollowKind.BOROUGH):
        found = dict((await options_for_anyone(db, config))[LISTS[FollowKind(kind)]])
        if name in found:
            return Followed(FollowKind(kind), name, found[name], f"/meetups?{kind}={name}")
    if kind == FollowKind.BOARD:
        card = (await boards.cards_to_answer(db, person, [name], now=now)).get(name)
        if card is not None:
            return Followed(FollowKind(kind), name, card.title, card.path)
    raise NotFound()


async def followed_by(
    db: AsyncConnection, config: Config, person: Person, *, boards: Places, now: datetime
) -> list[Followed]:
    """As they chose them; without what they may not open any more."""
    said = await store.list_follows(db, person.person_id)
    by_kind: dict[str, list[str]] = {kind: [] for kind in FollowKind}
    for kind, ref in said:
        by_kind[kind].append(ref)
    found: dict[tuple[str, str], Followed] = {}
    for owner in await owners_among(db, person, _owner_ids(by_kind)):
        kind = FollowKind(owner.kind.value)
        found[kind, owner.owner_id] = Followed(kind, owner.owner_id, owner.name, owner.path)
    titles = await titles_for_anyone(db, config)
    for kind, of in LISTS.items():
        for ref in by_kind[kind]:
            if ref in titles[of]:
                found[kind, ref] = Followed(kind, ref, titles[of][ref], f"/meetups?{kind}={ref}")
    if ids := by_kind[FollowKind.BOARD]:
        for ref, card in (await boards.cards_to_answer(db, person, ids, now=now)).items():
            kind = FollowKind.BOARD
            found[kind, ref] = Followed(kind, ref, card.title, card.path)
    return [found[one] for one in said if one in found]


def _owner_ids(by_kind: dict[str, list[str]]) -> dict[OwnerKind, Collection[str]]:
    return {kind: by_kind[kind.value] for kind in OwnerKind}


async def hears_by_mail(db: AsyncConnection, person: Person) -> bool:
    return bool(await store.list_by_mail(db, [person.person_id]))


def stop_path(keys: Keys, person_id: str) -> str:
    """Where one ends the letters without signing in; at the end of each, and in its header."""
    return f"/following/stop/{person_id}/{keys.sign(STOP, person_id)}"


def check_stop(keys: Keys, person_id: str, sign: str) -> None:
    """NotFound for a link that is forged."""
    if not keys.verify(sign, STOP, person_id):
        raise NotFound()


async def followers_to_tell(
    db: AsyncConnection, things: Iterable[tuple[str, str]], *, after: str, limit: int
) -> tuple[Sequence[str], set[str]]:
    """For duties: a portion of who follows one of these, and who of them hears by mail, too."""
    found = await store.list_followers(db, things, after=after, limit=limit)
    return found, await store.list_by_mail(db, found)


async def still_by_mail(db: AsyncConnection, person_id: str) -> bool:
    """For letters: whether they still want them."""
    return bool(await store.list_by_mail(db, [person_id]))
