"""The only way to somebody: by credential, by id, by handle. Mail addresses leave only for mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import hash_token
from peerhub.people import rules
from peerhub.people.models import Credential, Person, PersonState
from peerhub.people.store import persons, sessions


async def person_by_cookie(
    db: AsyncConnection, cookie: str, now: datetime
) -> tuple[Person, Credential] | None:
    session = await sessions.find_session(db, hash_token(cookie), now)
    if session is None or not rules.is_session_awake(session, now):
        return None
    person = await persons.find_person(db, session.person_id)
    if person is None:
        return None
    return person, Credential(
        session.session_id, "session", seen_at=session.seen_at, shared=session.shared
    )


async def person_by_token(db: AsyncConnection, token: str) -> tuple[Person, Credential] | None:
    found = await sessions.find_token(db, hash_token(token))
    person = await persons.find_person(db, found.person_id) if found else None
    if found is None or person is None:
        return None
    return person, Credential(found.token_id, "token", found.scopes)


async def standing_credentials(
    db: AsyncConnection, credentials: Iterable[Credential], now: datetime
) -> set[str]:
    """Ids of those credentials that still open the door: their person is a member, they are not ended."""
    given = list(credentials)
    by_session = [c.id for c in given if c.kind == "session"]
    by_token = [c.id for c in given if c.kind == "token"]
    found = [
        (s.session_id, s.person_id)
        for s in await sessions.list_living(db, by_session, now)
        if rules.is_session_awake(s, now)
    ]
    found += [(t.token_id, t.person_id) for t in await sessions.list_standing_tokens(db, by_token)]
    known = await persons.list_people_by_id(db, [person_id for _, person_id in found])
    return {
        credential_id
        for credential_id, person_id in found
        if person_id in known and known[person_id].state is PersonState.MEMBER
    }


async def person_by_handle(db: AsyncConnection, handle: str) -> Person:
    """A member by their handle; NotFound also for those who left."""
    person = await persons.find_person_by_handle(db, handle)
    if person is None or person.state is not PersonState.MEMBER:
        raise NotFound()
    return person


async def people_by_id(db: AsyncConnection, ids: Iterable[str]) -> dict[str, Person]:
    """Names for what these people wrote, also of those who left."""
    return await persons.list_people_by_id(db, ids)


async def holders_of(db: AsyncConnection, role: str, scopes: Sequence[str]) -> list[Person]:
    """Members who hold a role for the hub or one of these scopes."""
    return await persons.list_holders(db, role, ["hub", *scopes])


async def holders_anywhere(db: AsyncConnection, role: str) -> list[Person]:
    """Members who hold a role, in whatever scope."""
    return await persons.list_holders(db, role, None)


async def address_for_mail(db: AsyncConnection, person_id: str) -> str | None:
    """For a letter's envelope and nothing else."""
    return await persons.find_email(db, person_id)
