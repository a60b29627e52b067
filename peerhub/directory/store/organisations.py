"""Rows of organisations. A search matches a field only where its reader may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import (
    ColumnElement,
    and_,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.models import (
    Filters,
    Kind,
    ListState,
    Organisation,
    Profile,
)
from peerhub.directory.store.profiles import row_of, set_facts, with_facts
from peerhub.directory.tables import (
    network_members,
    networks,
    organisation_editors,
    organisation_facts,
    organisation_services,
    organisations,
)

N, F, E = organisations.c, organisation_facts.c, organisation_editors.c
S, W, M = organisation_services.c, networks.c, network_members.c
EDITED = select(E.person_id).where(E.organisation_id == N.organisation_id).exists()
OPEN = (N.state == ListState.LISTED, N.removed_at.is_(None))
MOST_ASKED = 100  # a day
MOST_WORDS = 8  # of a search; more are no search but a letter


async def find_organisation(db: AsyncConnection, slug: str) -> Organisation | None:
    rows = (await db.execute(select(organisations).where(N.slug == slug))).all()
    return (await with_facts(db, rows))[0] if rows else None


async def find_organisation_by_id(db: AsyncConnection, organisation_id: str) -> Organisation | None:
    query = select(organisations).where(N.organisation_id == organisation_id)
    rows = (await db.execute(query)).all()
    return (await with_facts(db, rows))[0] if rows else None


async def list_by_id(db: AsyncConnection, ids: Iterable[str]) -> dict[str, Organisation]:
    """In whatever state, by organisation_id."""
    query = select(organisations).where(N.organisation_id.in_(list(ids)))
    found = await with_facts(db, (await db.execute(query)).all())
    return {one.organisation_id: one for one in found}


async def list_listed(db: AsyncConnection, after: str, limit: int) -> list[Organisation]:
    """What readers can open, by rising id after `after`."""
    query = select(organisations).where(*OPEN, N.organisation_id > after)
    query = query.order_by(N.organisation_id).limit(limit)
    return await with_facts(db, (await db.execute(query)).all())


async def is_name_here(db: AsyncConnection, sort_name: str) -> bool:
    """Whether any page has this name, archived and removed ones too."""
    return (await db.scalar(select(N.slug).where(N.sort_name == sort_name).limit(1))) is not None


async def list_slugs(db: AsyncConnection, begun: str) -> set[str]:
    """All that begin so, archived ones too: an address is given once."""
    return set(await db.scalars(select(N.slug).where(N.slug.startswith(begun, autoescape=True))))


async def is_anything_listed(db: AsyncConnection) -> bool:
    query = select(N.slug).where(*OPEN).limit(1)
    return (await db.scalar(query)) is not None


def seen(name: str, levels: Collection[str]) -> ColumnElement[bool]:
    return cast("ColumnElement[bool]", N.visibility[name].as_string().in_(list(levels)))


def has(kind: str, value: str) -> ColumnElement[bool]:
    """Whatever else the statement asks of facts."""
    fact = organisation_facts.alias()
    said = fact.c.organisation_id == N.organisation_id
    query = select(fact.c.value).where(said, fact.c.kind == kind, fact.c.value == value)
    return query.correlate(organisations).exists()


def _in_network(slug: str, levels: Collection[str]) -> ColumnElement[bool]:
    """Where both sides said yes; a network that the reader may not know of has nobody."""
    shown = and_(W.slug == slug, W.state == ListState.LISTED, W.seen.in_(list(levels)))
    query = select(M.organisation_id).join(networks, W.network_id == M.network_id)
    both = (M.invited_at.is_not(None), M.confirmed_at.is_not(None))
    query = query.where(shown, M.organisation_id == N.organisation_id, *both)
    return query.correlate(organisations).exists()


def _offers(word: str) -> ColumnElement[bool]:
    said = or_(*[S[name].icontains(word, autoescape=True) for name in ("name", "words")])
    query = select(S.service_id).where(S.organisation_id == N.organisation_id, said)
    return query.correlate(organisations).exists()


def fits(filters: Filters, levels: Collection[str]) -> ColumnElement[bool]:
    """What is listed and asked for. A hidden field answers nothing, not even how many there are."""
    parts: list[ColumnElement[bool]] = [*OPEN]
    for word in filters.q.split()[:MOST_WORDS]:
        said = [N.sort_name.contains(word.casefold(), autoescape=True)]
        for name in ("words", "for_whom"):
            said.append(and_(seen(name, levels), N[name].icontains(word, autoescape=True)))
        said.append(and_(seen("services", levels), _offers(word)))
        parts.append(or_(*said))
    for name in ("size", "user_led"):
        if value := getattr(filters, name):
            parts += [seen(name, levels), N[name] == value]
    for kind in Kind:
        if value := getattr(filters, kind):
            parts += [seen(kind, levels), has(kind, value)]
    if filters.network:
        parts.append(_in_network(filters.network, levels))
    return and_(*parts)


async def find_organisations(
    db: AsyncConnection,
    filters: Filters,
    levels: Collection[str],
    *,
    after: tuple[str, str] | None,
    limit: int,
) -> list[tuple[str, Organisation]]:
    """(its place in the order, the organisation), by name."""
    query = select(organisations).where(fits(filters, levels))
    if after is not None:
        query = query.where(tuple_(N.sort_name, N.slug) > tuple_(*after))
    rows = (await db.execute(query.order_by(N.sort_name, N.slug).limit(limit))).all()
    found = await with_facts(db, rows)
    return [(row.sort_name, one) for row, one in zip(rows, found, strict=True)]


async def count_organisations(
    db: AsyncConnection, filters: Filters, levels: Collection[str]
) -> int:
    query = select(func.count()).select_from(organisations).where(fits(filters, levels))
    return await db.scalar(query) or 0


async def count_by_borough(
    db: AsyncConnection, filters: Filters, levels: Collection[str]
) -> dict[str, int]:
    """How many each borough would leave of what is asked for besides a borough."""
    others = replace(filters, borough="")
    query = (
        select(F.value, func.count().label("n"))
        .join(organisations, N.organisation_id == F.organisation_id)
        .where(F.kind == Kind.BOROUGH, seen(Kind.BOROUGH, levels), fits(others, levels))
        .group_by(F.value)
    )
    return {row.value: row.n for row in await db.execute(query)}


async def insert_organisation(db: AsyncConnection, new: Organisation) -> None:
    row = {
        "organisation_id": new.organisation_id,
        "slug": new.slug,
        "state": new.state,
        "listed_at": new.listed_at,
        "confirmed_at": new.confirmed_at,
    }
    await db.execute(insert(organisations).values(**row, **row_of(new.profile)))
    await set_facts(db, new.organisation_id, new.profile)


async def set_profile(
    db: AsyncConnection, organisation_id: str, profile: Profile, *, before: int
) -> bool:
    """Compare and set: False where it is not version `before` any more."""
    of = and_(N.organisation_id == organisation_id, N.version == before)
    change = update(organisations).where(of).values(version=before + 1, **row_of(profile))
    if (await db.execute(change)).rowcount != 1:
        return False
    await set_facts(db, organisation_id, profile)
    return True


async def set_confirmed(db: AsyncConnection, organisation_id: str, at: datetime) -> None:
    of = N.organisation_id == organisation_id
    await db.execute(update(organisations).where(of).values(confirmed_at=at))


async def list_to_ask(db: AsyncConnection, *, before: datetime, again: datetime) -> list[str]:
    """Open pages that nobody confirmed since `before`, and about which nobody was asked since that
    or since `again`. At most a hundred: the others on another day.
    """
    last = func.coalesce(N.confirmed_at, N.listed_at)
    silent = or_(N.asked_at.is_(None), N.asked_at < last, N.asked_at <= again)
    query = select(N.organisation_id).where(*OPEN, last <= before, silent)
    return list(await db.scalars(query.order_by(N.organisation_id).limit(MOST_ASKED)))


async def set_asked(db: AsyncConnection, organisation_id: str, at: datetime) -> None:
    of = N.organisation_id == organisation_id
    await db.execute(update(organisations).where(of).values(asked_at=at))


async def set_verified(db: AsyncConnection, organisation_id: str, at: datetime | None) -> None:
    of = N.organisation_id == organisation_id
    await db.execute(update(organisations).where(of).values(verified_at=at))


async def unverify_unclaimed(db: AsyncConnection) -> None:
    """What was verified was somebody's word; where nobody is left, nobody's word stands."""
    left = and_(N.verified_at.is_not(None), ~EDITED)
    await db.execute(update(organisations).where(left).values(verified_at=None))


async def set_state(
    db: AsyncConnection, organisation_id: str, *, before: ListState, state: ListState
) -> bool:
    """Compare and set: only one of two clicks finds it."""
    of = and_(N.organisation_id == organisation_id, N.state == before)
    return (await db.execute(update(organisations).where(of).values(state=state))).rowcount == 1


async def set_removed(
    db: AsyncConnection, organisation_id: str, at: datetime | None, reason: str | None
) -> bool:
    of = N.organisation_id == organisation_id
    said = {"removed_at": at, "removed_reason": reason}
    return (await db.execute(update(organisations).where(of).values(**said))).rowcount == 1


async def list_edited_by(db: AsyncConnection, person_id: str) -> list[Organisation]:
    """Archived ones too, by name."""
    mine = select(E.organisation_id).where(E.person_id == person_id)
    query = select(organisations).where(N.organisation_id.in_(mine)).order_by(N.sort_name)
    return await with_facts(db, (await db.execute(query)).all())
