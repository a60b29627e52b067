"""Rows in, rows out of who is in the hub and what they may do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.prepared import Prepared
from peerhub.people.models import Person, PersonState, Role
from peerhub.people.tables import people, roles, used_handles

OPENED_NOTES = Prepared(
    select(people.c.opened_notes).where(people.c.person_id == bindparam("person"))
)
SEEN = ("person_id", "handle", "name", "state", "joined_at", "frozen")


async def _people(db: AsyncConnection, query: Select[Any]) -> list[Person]:
    return await _with_roles(db, (await db.execute(query)).all())


async def _with_roles(db: AsyncConnection, rows: Sequence[Any]) -> list[Person]:
    held = await list_roles(db, [row.person_id for row in rows])
    return [
        Person(
            row.person_id,
            row.handle,
            row.name,
            PersonState(row.state),
            row.joined_at,
            tuple(held.get(row.person_id, ())),
            frozen=row.frozen,
        )
        for row in rows
    ]


def _columns() -> Select[Any]:
    return select(*(people.c[name] for name in SEEN))


# Asked for every message and every request, hence prepared.
PEOPLE_BY_ID = Prepared(
    _columns().where(people.c.person_id.in_(bindparam("people", expanding=True)))
)
ROLES = Prepared(
    select(roles)
    .where(roles.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(roles.c.role)
)


async def list_roles(db: AsyncConnection, person_ids: Sequence[str]) -> dict[str, list[Role]]:
    found: dict[str, list[Role]] = {}
    if person_ids:
        for row in await ROLES.all(db, people=person_ids):
            found.setdefault(row.person_id, []).append(Role(row.role, row.scope))
    return found


async def find_person(db: AsyncConnection, person_id: str) -> Person | None:
    found = await _with_roles(db, await PEOPLE_BY_ID.all(db, people=[person_id]))
    return found[0] if found else None


async def get_person(db: AsyncConnection, person_id: str) -> Person:
    person = await find_person(db, person_id)
    if person is None:
        raise NotFound()
    return person


async def list_people_by_id(db: AsyncConnection, ids: Iterable[str]) -> dict[str, Person]:
    wanted = list(set(ids))
    if not wanted:
        return {}
    found = await _with_roles(db, await PEOPLE_BY_ID.all(db, people=wanted))
    return {person.person_id: person for person in found}


async def find_person_by_email(db: AsyncConnection, email: str) -> Person | None:
    found = await _people(db, _columns().where(people.c.email == email.lower()))
    return found[0] if found else None


async def find_person_by_handle(db: AsyncConnection, handle: str) -> Person | None:
    found = await _people(db, _columns().where(people.c.handle == handle))
    return found[0] if found else None


async def list_people(db: AsyncConnection, *, state: PersonState | None = None) -> list[Person]:
    query = _columns().order_by(func.lower(people.c.name), people.c.person_id)
    return await _people(db, query.where(people.c.state == state) if state else query)


async def list_holders(
    db: AsyncConnection, role: str, scopes: Iterable[str] | None
) -> list[Person]:
    """Members who hold `role` in one of `scopes` (name "hub" where it counts), or in any."""
    held = select(roles.c.person_id).where(roles.c.role == role)
    if scopes is not None:
        held = held.where(roles.c.scope.in_(list(scopes)))
    query = _columns().where(people.c.person_id.in_(held), people.c.state == PersonState.MEMBER)
    return await _people(db, query)


async def find_email(db: AsyncConnection, person_id: str) -> str | None:
    """Where mail to them goes. Never shown to anybody else."""
    email: str | None = await db.scalar(
        select(people.c.email).where(people.c.person_id == person_id)
    )
    return email


async def find_password_hash(db: AsyncConnection, person_id: str) -> str | None:
    query = select(people.c.password_hash).where(people.c.person_id == person_id)
    found: str | None = await db.scalar(query)
    return found


async def count_people(db: AsyncConnection, *states: PersonState) -> int:
    query = select(func.count()).select_from(people)
    if states:
        query = query.where(people.c.state.in_(states))
    return await db.scalar(query) or 0


async def list_addresses(db: AsyncConnection, person_ids: Sequence[str]) -> dict[str, str]:
    """Mail addresses of joiners and members, for an administrator's eyes and for envelopes."""
    query = select(people.c.person_id, people.c.email).where(
        people.c.person_id.in_(person_ids), people.c.email.is_not(None)
    )
    return {row.person_id: row.email for row in await db.execute(query)}


async def find_private(db: AsyncConnection, person_id: str) -> dict[str, Any]:
    """What we hold that is shown to nobody else, for the person's own export."""
    names = ("email", "shows_typing", "opened_notes")
    query = select(*(people.c[name] for name in names)).where(people.c.person_id == person_id)
    row = (await db.execute(query)).mappings().first()
    return dict(row) if row else {}


async def list_opened_notes(db: AsyncConnection, person_id: str) -> list[str]:
    rows = await OPENED_NOTES.all(db, person=person_id)
    return [kind for row in rows for kind in row.opened_notes.splitlines()]


async def delete_asked(db: AsyncConnection, before: datetime) -> None:
    """Joiners who never confirmed their address: nothing of them remains."""
    await db.execute(
        delete(people).where(people.c.state == PersonState.ASKED, people.c.joined_at < before)
    )


async def delete_person(db: AsyncConnection, person_id: str, state: PersonState) -> bool:
    """Only for those who never were members: a member's row is emptied, not deleted."""
    done = await db.execute(
        delete(people).where(people.c.person_id == person_id, people.c.state == state)
    )
    return done.rowcount == 1


async def insert_used_handle(db: AsyncConnection, key: str) -> bool:
    """False where this handle was given before, to whomever."""
    if await db.scalar(select(used_handles.c.key).where(used_handles.c.key == key)):
        return False
    await db.execute(insert(used_handles).values(key=key))
    return True


async def insert_used_handles(db: AsyncConnection, keys: Iterable[str]) -> None:
    """Again is as good as once."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    rows = [{"key": key} for key in sorted(set(keys))]
    await db.execute(dialect.insert(used_handles).on_conflict_do_nothing(), rows)


async def insert_person(
    db: AsyncConnection,
    person: Person,
    *,
    email: str | None,
    password_hash: str | None,
) -> None:
    await db.execute(
        insert(people).values(
            **{name: getattr(person, name) for name in SEEN},
            email=email.lower() if email else None,
            password_hash=password_hash,
        )
    )


async def set_person(db: AsyncConnection, person_id: str, **fields: Any) -> bool:
    done = await db.execute(update(people).where(people.c.person_id == person_id).values(**fields))
    return done.rowcount == 1


async def set_state(
    db: AsyncConnection, person_id: str, before: PersonState, after: PersonState
) -> bool:
    """Compare and set: False where somebody was faster."""
    done = await db.execute(
        update(people)
        .where(people.c.person_id == person_id, people.c.state == before)
        .values(state=after)
    )
    return done.rowcount == 1


async def insert_role(db: AsyncConnection, person_id: str, role: Role, at: datetime) -> bool:
    """False where they hold it already."""
    held = await list_roles(db, [person_id])
    if role in held.get(person_id, []):
        return False
    await db.execute(
        insert(roles).values(person_id=person_id, role=role.name, scope=role.scope, given_at=at)
    )
    return True


async def delete_roles(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(roles).where(roles.c.person_id == person_id))


async def delete_role(db: AsyncConnection, person_id: str, role: Role) -> bool:
    done = await db.execute(
        delete(roles).where(
            roles.c.person_id == person_id, roles.c.role == role.name, roles.c.scope == role.scope
        )
    )
    return done.rowcount == 1
