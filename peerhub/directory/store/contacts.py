"""Rows of contacts: who holds which role, what was asked, and what was written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.contacts import MOST_MESSAGES, PAGE_CONTACTS, Contact, ContactMessage
from peerhub.directory.tables import (
    contact_holders,
    contact_messages,
    contacts,
    organisation_editors,
)

H, C, M, E = contact_holders.c, contacts.c, contact_messages.c, organisation_editors.c


def _contact(row: Any) -> Contact:
    return Contact(**{name: getattr(row, name) for name in Contact.__slots__})


def _message(row: Any) -> ContactMessage:
    fields = {name: getattr(row, name) for name in ContactMessage.__slots__}
    return ContactMessage(**{**fields, "removed_reason": row.removed_reason or ""})


def _held(organisation_id: str) -> Select[tuple[str, str]]:
    """(role, person) of those who edit the page today: whoever edits it no more holds nothing."""
    both = and_(E.organisation_id == H.organisation_id, E.person_id == H.person_id)
    query = select(H.role, H.person_id).join(organisation_editors, both)
    return query.where(H.organisation_id == organisation_id).order_by(H.role, H.person_id)


async def list_holders(db: AsyncConnection, organisation_id: str) -> list[tuple[str, str]]:
    rows = await db.execute(_held(organisation_id))
    return [(row.role, row.person_id) for row in rows]


async def list_roles_of_person(db: AsyncConnection, person_id: str) -> list[tuple[str, str]]:
    """(organisation_id, role)"""
    query = select(H.organisation_id, H.role).where(H.person_id == person_id)
    rows = await db.execute(query.order_by(H.organisation_id, H.role))
    return [(row.organisation_id, row.role) for row in rows]


async def insert_holder(
    db: AsyncConnection, organisation_id: str, role: str, person_id: str
) -> bool:
    """False where they hold it already."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {"organisation_id": organisation_id, "role": role, "person_id": person_id}
    once = dialect.insert(contact_holders).values(**row).on_conflict_do_nothing()
    return await db.scalar(once.returning(H.role)) is not None


async def delete_holder(
    db: AsyncConnection, organisation_id: str, role: str, person_id: str
) -> bool:
    gone = and_(H.organisation_id == organisation_id, H.role == role, H.person_id == person_id)
    return (await db.execute(delete(contact_holders).where(gone))).rowcount == 1


async def insert_contact(db: AsyncConnection, new: Contact) -> None:
    fields = {name: getattr(new, name) for name in Contact.__slots__}
    await db.execute(insert(contacts).values(**fields))


async def insert_message(db: AsyncConnection, new: ContactMessage) -> None:
    fields = {name: getattr(new, name) for name in ContactMessage.__slots__}
    await db.execute(insert(contact_messages).values(**fields))


async def find_contact(db: AsyncConnection, contact_id: str) -> Contact | None:
    row = (await db.execute(select(contacts).where(C.contact_id == contact_id))).first()
    return _contact(row) if row else None


async def find_message(db: AsyncConnection, message_id: str) -> ContactMessage | None:
    query = select(contact_messages).where(M.message_id == message_id)
    row = (await db.execute(query)).first()
    return _message(row) if row else None


async def list_messages(db: AsyncConnection, contact_id: str) -> list[ContactMessage]:
    """The oldest first."""
    query = select(contact_messages).where(M.contact_id == contact_id)
    rows = await db.execute(query.order_by(M.at, M.message_id).limit(MOST_MESSAGES))
    return [_message(row) for row in rows]


async def list_contacts(
    db: AsyncConnection, organisation_id: str, roles: Collection[str]
) -> list[Contact]:
    """What was asked of these roles, the newest first."""
    query = select(contacts).where(C.organisation_id == organisation_id, C.role.in_(list(roles)))
    rows = await db.execute(query.order_by(C.at.desc(), C.contact_id).limit(PAGE_CONTACTS))
    return [_contact(row) for row in rows]


async def list_asked_by(
    db: AsyncConnection, person_id: str, organisation_id: str = ""
) -> list[Contact]:
    """The newest first; of one organisation, or of all where none is named."""
    query = select(contacts).where(C.person_id == person_id)
    if organisation_id:
        query = query.where(C.organisation_id == organisation_id).limit(PAGE_CONTACTS)
    return [_contact(row) for row in await db.execute(query.order_by(C.at.desc(), C.contact_id))]


async def list_answers_by(db: AsyncConnection, person_id: str) -> list[ContactMessage]:
    """What they wrote in an organisation's name."""
    query = select(contact_messages).where(M.person_id == person_id, M.asks.is_(False))
    return [_message(row) for row in await db.execute(query.order_by(M.at, M.message_id))]


async def list_answered_among(
    db: AsyncConnection, person_id: str, message_ids: Sequence[str]
) -> set[str]:
    query = select(M.message_id).where(
        M.person_id == person_id, M.asks.is_(False), M.message_id.in_(list(message_ids))
    )
    return set(await db.scalars(query))


async def set_removed(
    db: AsyncConnection, message_id: str, at: datetime | None, reason: str | None
) -> bool:
    of = M.message_id == message_id
    said = {"removed_at": at, "removed_reason": reason}
    return (await db.execute(update(contact_messages).where(of).values(**said))).rowcount == 1


async def delete_of_person(db: AsyncConnection, person_id: str) -> None:
    """What they asked, with its answers, and which roles they hold; what they answered stays its
    organisation's, and nobody's.
    """
    theirs = select(C.contact_id).where(C.person_id == person_id)
    await db.execute(delete(contact_messages).where(M.contact_id.in_(theirs)))
    await db.execute(delete(contacts).where(C.person_id == person_id))
    of = M.person_id == person_id
    await db.execute(update(contact_messages).where(of).values(person_id=None))
    await db.execute(delete(contact_holders).where(H.person_id == person_id))
