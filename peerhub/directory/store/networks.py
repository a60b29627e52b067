"""Rows of networks, of who keeps them, and of what is in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.models import ListState, Seen
from peerhub.directory.networks import MOST_NETWORKS, Membership, Network
from peerhub.directory.tables import (
    network_keepers,
    network_members,
    networks,
    organisation_editors,
    organisations,
)

W, K, M = networks.c, network_keepers.c, network_members.c
E, N = organisation_editors.c, organisations.c


def _network(row: Any) -> Network:
    fields = {name: getattr(row, name) for name in Network.__slots__}
    return Network(**{**fields, "seen": Seen(row.seen), "state": ListState(row.state)})


def _membership(row: Any) -> Membership:
    return Membership(**{name: getattr(row, name) for name in Membership.__slots__})


async def insert_network(db: AsyncConnection, new: Network) -> bool:
    """False where the address is taken."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    fields = {name: getattr(new, name) for name in Network.__slots__}
    row = dialect.insert(networks).values(**fields, sort_name=new.name.casefold())
    once = row.on_conflict_do_nothing(index_elements=["slug"])
    return await db.scalar(once.returning(W.network_id)) is not None


async def find_network(db: AsyncConnection, slug: str) -> Network | None:
    row = (await db.execute(select(networks).where(W.slug == slug))).first()
    return _network(row) if row else None


async def find_network_by_id(db: AsyncConnection, network_id: str) -> Network | None:
    row = (await db.execute(select(networks).where(W.network_id == network_id))).first()
    return _network(row) if row else None


async def list_networks(
    db: AsyncConnection, levels: Collection[str], *, archived: bool = False
) -> list[Network]:
    """Those that may be seen, by name; put away ones only where they are asked for."""
    state = ListState.ARCHIVED if archived else ListState.LISTED
    query = select(networks).where(W.state == state, W.seen.in_(list(levels)))
    query = query.order_by(W.sort_name, W.slug).limit(MOST_NETWORKS)
    return [_network(row) for row in await db.execute(query)]


async def list_networks_by_id(db: AsyncConnection, ids: Iterable[str]) -> dict[str, Network]:
    rows = await db.execute(select(networks).where(W.network_id.in_(list(ids))))
    return {row.network_id: _network(row) for row in rows}


async def set_network(
    db: AsyncConnection, network_id: str, *, name: str, words: str, seen: Seen
) -> None:
    said = {"name": name, "sort_name": name.casefold(), "words": words, "seen": seen}
    await db.execute(update(networks).where(W.network_id == network_id).values(**said))


async def set_network_state(
    db: AsyncConnection, network_id: str, *, before: ListState, state: ListState
) -> bool:
    """Compare and set: only one of two clicks finds it."""
    of = and_(W.network_id == network_id, W.state == before)
    return (await db.execute(update(networks).where(of).values(state=state))).rowcount == 1


async def list_keepers(db: AsyncConnection, network_id: str) -> list[str]:
    query = select(K.person_id).where(K.network_id == network_id).order_by(K.person_id)
    return list(await db.scalars(query))


async def list_kept_by(db: AsyncConnection, person_id: str) -> list[Network]:
    """In whatever state, by name."""
    query = select(networks).join(network_keepers, K.network_id == W.network_id)
    query = query.where(K.person_id == person_id).order_by(W.sort_name, W.slug)
    return [_network(row) for row in await db.execute(query)]


async def list_of_person(db: AsyncConnection, person_id: str) -> list[Network]:
    """Open ones that they keep, or that an open organisation which they edit belongs to."""
    keeps = select(K.network_id).where(K.network_id == W.network_id, K.person_id == person_id)
    edits = (
        select(M.network_id)
        .join(organisation_editors, E.organisation_id == M.organisation_id)
        .join(organisations, N.organisation_id == M.organisation_id)
        .where(
            M.network_id == W.network_id,
            M.confirmed_at.is_not(None),
            E.person_id == person_id,
            N.state == ListState.LISTED,
            N.removed_at.is_(None),
        )
    )
    query = select(networks).where(W.state == ListState.LISTED, or_(keeps.exists(), edits.exists()))
    return [_network(row) for row in await db.execute(query)]


async def insert_keeper(db: AsyncConnection, network_id: str, person_id: str) -> None:
    row = {"network_id": network_id, "person_id": person_id}
    await db.execute(insert(network_keepers).values(**row))


async def delete_keeper(db: AsyncConnection, network_id: str, person_id: str) -> bool:
    gone = and_(K.network_id == network_id, K.person_id == person_id)
    return (await db.execute(delete(network_keepers).where(gone))).rowcount == 1


async def delete_keeper_everywhere(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(network_keepers).where(K.person_id == person_id))


async def insert_membership(db: AsyncConnection, new: Membership) -> bool:
    """False where it is invited, or in it, already."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    fields = {name: getattr(new, name) for name in Membership.__slots__}
    once = dialect.insert(network_members).values(**fields).on_conflict_do_nothing()
    return await db.scalar(once.returning(M.network_id)) is not None


async def find_membership(
    db: AsyncConnection, network_id: str, organisation_id: str
) -> Membership | None:
    of = and_(M.network_id == network_id, M.organisation_id == organisation_id)
    row = (await db.execute(select(network_members).where(of))).first()
    return _membership(row) if row else None


async def list_members(db: AsyncConnection, network_id: str) -> list[Membership]:
    query = select(network_members).where(M.network_id == network_id)
    return [_membership(row) for row in await db.execute(query.order_by(M.organisation_id))]


async def list_memberships(db: AsyncConnection, organisation_id: str) -> list[Membership]:
    query = select(network_members).where(M.organisation_id == organisation_id)
    return [_membership(row) for row in await db.execute(query.order_by(M.network_id))]


async def set_confirmed(
    db: AsyncConnection, network_id: str, organisation_id: str, at: datetime
) -> bool:
    """Compare and set: an invitation is taken once, and only while it stands."""
    of = and_(M.network_id == network_id, M.organisation_id == organisation_id)
    change = update(network_members).where(of, M.confirmed_at.is_(None))
    return (await db.execute(change.values(confirmed_at=at))).rowcount == 1


async def set_invited(
    db: AsyncConnection, network_id: str, organisation_id: str, at: datetime
) -> bool:
    """Compare and set: who asks is taken in once, and only while it asks."""
    of = and_(M.network_id == network_id, M.organisation_id == organisation_id)
    change = update(network_members).where(of, M.invited_at.is_(None))
    return (await db.execute(change.values(invited_at=at))).rowcount == 1


async def delete_membership(db: AsyncConnection, network_id: str, organisation_id: str) -> bool:
    gone = and_(M.network_id == network_id, M.organisation_id == organisation_id)
    return (await db.execute(delete(network_members).where(gone))).rowcount == 1
