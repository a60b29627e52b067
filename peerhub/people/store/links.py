"""Rows in, rows out of links in letters and of invitations. Secrets come and go as hashes only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.people.models import Invitation, Link, LinkPurpose
from peerhub.people.tables import invitations, links

SHOWN = ("invitation_id", "email", "made_by", "expires_at", "used_at")


async def insert_link(db: AsyncConnection, link: Link, expires_at: datetime) -> None:
    await db.execute(
        insert(links).values(
            link_hash=link.link_hash,
            person_id=link.person_id,
            purpose=link.purpose,
            expires_at=expires_at,
        )
    )


async def find_link(db: AsyncConnection, link_hash: str, now: datetime) -> Link | None:
    """The link where it still opens something."""
    query = select(links).where(links.c.link_hash == link_hash, links.c.expires_at > now)
    row = (await db.execute(query)).first()
    return Link(row.link_hash, row.person_id, LinkPurpose(row.purpose)) if row else None


async def delete_link(db: AsyncConnection, link_hash: str, now: datetime) -> Link | None:
    """The link just used up; None for the one who came second, or late."""
    done = await db.execute(
        delete(links)
        .where(links.c.link_hash == link_hash, links.c.expires_at > now)
        .returning(*links.c)
    )
    row = done.first()
    return Link(row.link_hash, row.person_id, LinkPurpose(row.purpose)) if row else None


async def delete_links(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(links).where(links.c.person_id == person_id))


async def delete_old(db: AsyncConnection, now: datetime, invitations_before: datetime) -> None:
    """Links that are over, and invitations that ended before `invitations_before`."""
    await db.execute(delete(links).where(links.c.expires_at <= now))
    await db.execute(delete(invitations).where(invitations.c.expires_at <= invitations_before))


async def insert_invitation(db: AsyncConnection, invitation: Invitation) -> None:
    await db.execute(
        insert(invitations).values(**{name: getattr(invitation, name) for name in SHOWN})
    )


async def set_invitation_link(db: AsyncConnection, invitation_id: str, link_hash: str) -> bool:
    done = await db.execute(
        update(invitations)
        .where(invitations.c.invitation_id == invitation_id, invitations.c.used_at.is_(None))
        .values(link_hash=link_hash)
    )
    return done.rowcount == 1


async def set_invitation_used(
    db: AsyncConnection, invitation_id: str, now: datetime
) -> Invitation | None:
    """Use it up; None for the one who came second."""
    done = await db.execute(
        update(invitations)
        .where(
            invitations.c.invitation_id == invitation_id,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        .values(used_at=now, link_hash=None)
        .returning(*invitations.c)
    )
    row = done.first()
    return _invitation(row) if row else None


async def find_invitation(db: AsyncConnection, invitation_id: str) -> Invitation | None:
    query = select(invitations).where(invitations.c.invitation_id == invitation_id)
    row = (await db.execute(query)).first()
    return _invitation(row) if row else None


async def find_open_invitation(
    db: AsyncConnection, link_hash: str, now: datetime
) -> Invitation | None:
    query = select(invitations).where(
        invitations.c.link_hash == link_hash,
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > now,
    )
    row = (await db.execute(query)).first()
    return _invitation(row) if row else None


async def list_open_invitations(db: AsyncConnection, now: datetime) -> list[Invitation]:
    query = (
        select(invitations)
        .where(invitations.c.used_at.is_(None), invitations.c.expires_at > now)
        .order_by(invitations.c.expires_at)
    )
    return [_invitation(row) for row in await db.execute(query)]


async def delete_invitation(db: AsyncConnection, invitation_id: str) -> bool:
    done = await db.execute(delete(invitations).where(invitations.c.invitation_id == invitation_id))
    return done.rowcount == 1


async def delete_invitations_of(db: AsyncConnection, email: str) -> None:
    await db.execute(delete(invitations).where(invitations.c.email == email))


def _invitation(row: Any) -> Invitation:
    return Invitation(**{name: getattr(row, name) for name in SHOWN})
