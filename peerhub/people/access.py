"""The only way to somebody: by credential, by id, by handle. Mail addresses leave only for mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden, NotFound
from peerhub.core.items import NamedInRooms
from peerhub.core.keys import Keys, hash_token
from peerhub.people import rules
from peerhub.people.blocks import Blocks, people_hidden, person_behind, person_name
from peerhub.people.models import (
    Block,
    BlockedName,
    Credential,
    Invitation,
    Link,
    Person,
    PersonState,
    RoleName,
    Session,
    Token,
)
from peerhub.people.store import blocks, links, persons, sessions


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
        session.session_id,
        "session",
        seen_at=session.seen_at,
        shared=session.shared,
        renew=session.renew,
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


async def is_known_handle(db: AsyncConnection, handle: str) -> bool:
    """Whether somebody bears this handle in the hub, whatever became of their account."""
    return await persons.find_person_by_handle(db, handle) is not None


async def person_for_visitor(db: AsyncConnection, visitor: Person, handle: str) -> Person:
    """A member as others see them; NotFound for both sides of a block, as if nobody were there."""
    person = await person_by_handle(db, handle)
    if person.person_id in await hidden_people(db, visitor):
        raise NotFound()
    return person


async def people_by_id(db: AsyncConnection, ids: Iterable[str]) -> dict[str, Person]:
    """Names for what these people wrote, also of those who left."""
    return await persons.list_people_by_id(db, ids)


async def blocks_around(db: AsyncConnection, person_id: str, names: Iterable[str]) -> Blocks:
    """What a reader with these names does not see, because of a block of theirs or on them."""
    return Blocks(await blocks.list_blocks_around(db, person_id, names))


async def hidden_people(db: AsyncConnection, person: Person | None, *scopes: str) -> frozenset[str]:
    """Ids of those whom a reader does not meet under hub names, because of a block either way.

    Nobody is hidden from who moderates one of these scopes, nor from a safeguarding lead.
    """
    if person is None or rules.sees_through_blocks(person, *scopes):
        return frozenset()
    return await people_apart(db, person.person_id)


async def people_apart(db: AsyncConnection, person_id: str) -> frozenset[str]:
    """From whose hub names a block keeps this person's, whoever made it and whatever their roles."""
    found = await blocks.list_blocks_around(db, person_id, [person_name(person_id)])
    return people_hidden(found, person_id)


async def names_apart(db: AsyncConnection, person_id: str) -> frozenset[str]:
    """The same as names, as blocks know them, and every other name that this person blocked.

    Of a pseudonym of a board one way only: whoever is behind it goes on reading all that the
    blocker writes, or they could be found out by what they no longer see.
    """
    found = await blocks.list_blocks_around(db, person_id, [person_name(person_id)])
    blocked = {block.blocked_name for block in found if block.blocker_id == person_id}
    return frozenset(map(person_name, people_hidden(found, person_id))) | blocked


async def blockers_of(db: AsyncConnection, name: str) -> frozenset[str]:
    """Who does not want to read what is written under this name; for duties."""
    found = await blocks.list_blocks_around(db, "", [name])
    return frozenset(block.blocker_id for block in found)


async def all_blocks(db: AsyncConnection) -> Blocks:
    """For the live fan-out, which decides for many readers at once."""
    return Blocks(await blocks.list_all_blocks(db))


async def blocks_for_owner(db: AsyncConnection, person: Person) -> list[Block]:
    """The names that this person blocked; shown to them alone."""
    return await blocks.list_blocks_by(db, person.person_id)


async def names_blocked(
    db: AsyncConnection, keys: Keys, names: Mapping[str, NamedInRooms], person: Person
) -> list[BlockedName]:
    """The same as their page shows it; a name for one place alone with it, if still theirs."""
    found = await blocks_for_owner(db, person)
    ids = [who for block in found if (who := person_behind(block.blocked_name))]
    known = await persons.list_people_by_id(db, ids)
    shown = []
    for block in found:
        their, place = known.get(person_behind(block.blocked_name) or ""), None
        port = names.get(block.blocked_name.partition(":")[0])
        if their is None and port is not None:
            place = await port.name_in_room(db, person, block.blocked_name)
        name, room = (their.name, "") if their else place or ("", "")
        mark = block_mark(keys, person.person_id, block.blocked_name)
        shown.append(BlockedName(mark, name, room, block.at, their.person_id if their else ""))
    return shown


async def blocked_name_of(db: AsyncConnection, keys: Keys, person: Person, mark: str) -> str:
    """The name behind a mark of one's own list; "" for any other."""
    for one in await blocks_for_owner(db, person):
        if block_mark(keys, person.person_id, one.blocked_name) == mark:
            return one.blocked_name
    return ""


def block_mark(keys: Keys, person_id: str, blocked_name: str) -> str:
    """What a form calls a block by: the name itself is for the server alone."""
    return keys.sign("block", person_id, blocked_name)[:32]


async def holders_of(db: AsyncConnection, role: str, scopes: Sequence[str]) -> list[Person]:
    """Members who hold a role for the hub or one of these scopes."""
    return await persons.list_holders(db, role, ["hub", *scopes])


async def holders_anywhere(db: AsyncConnection, role: str) -> list[Person]:
    """Members who hold a role, in whatever scope."""
    return await persons.list_holders(db, role, None)


async def address_for_mail(db: AsyncConnection, person_id: str) -> str | None:
    """For a letter's envelope, and for whoever has it; never for another reader's eyes."""
    return await persons.find_email(db, person_id)


async def person_by_email(db: AsyncConnection, email: str) -> Person | None:
    """For the command line and for letters; no page may tell whether an address is known."""
    return await persons.find_person_by_email(db, email)


async def has_password(db: AsyncConnection, person_id: str) -> bool:
    return await persons.find_password_hash(db, person_id) is not None


async def devices_for_owner(db: AsyncConnection, person: Person, now: datetime) -> list[Session]:
    """Where this person is signed in, the last used first."""
    found = await sessions.list_sessions(db, person.person_id)
    living = {
        s.session_id for s in await sessions.list_living(db, [f.session_id for f in found], now)
    }
    return [s for s in found if s.session_id in living and rules.is_session_awake(s, now)]


async def tokens_for_owner(db: AsyncConnection, person: Person) -> list[Token]:
    """Their standing API tokens, without the secrets."""
    found = await sessions.list_tokens(db, person.person_id)
    return [token for token in found if token.revoked_at is None]


async def tokens_for_operator(db: AsyncConnection) -> list[Token]:
    """All standing tokens, for the command line."""
    return [token for token in await sessions.list_tokens(db) if token.revoked_at is None]


async def link_for_opener(db: AsyncConnection, secret: str, now: datetime) -> Link | None:
    """What the link in somebody's hand would open; looking uses nothing up."""
    return await links.find_link(db, hash_token(secret), now)


async def invitation_for_opener(
    db: AsyncConnection, secret: str, now: datetime
) -> Invitation | None:
    return await links.find_open_invitation(db, hash_token(secret), now)


async def invitation_for_letter(db: AsyncConnection, invitation_id: str) -> Invitation | None:
    return await links.find_invitation(db, invitation_id)


async def invitations_for_administrator(
    db: AsyncConnection, person: Person, now: datetime
) -> list[Invitation]:
    check_administrator(person)
    return await links.list_open_invitations(db, now)


async def people_for_administrator(
    db: AsyncConnection, person: Person, state: PersonState
) -> list[tuple[Person, str]]:
    """Everybody in this state, with their address: an administrator answers for who is in."""
    check_administrator(person)
    found = await persons.list_people(db, state=state)
    known = await persons.list_addresses(db, [p.person_id for p in found])
    return [(p, known.get(p.person_id, "")) for p in found]


async def person_for_administrator(
    db: AsyncConnection, administrator: Person, handle: str
) -> tuple[Person, str]:
    """A member or a suspended person, with their address; NotFound for anybody else."""
    check_administrator(administrator)
    person = await persons.find_person_by_handle(db, handle)
    if person is None or person.state not in (PersonState.MEMBER, PersonState.SUSPENDED):
        raise NotFound()
    return person, await persons.find_email(db, person.person_id) or ""


async def sessions_of(db: AsyncConnection, person_id: str) -> list[Session]:
    """For the person's own export."""
    return await sessions.list_sessions(db, person_id)


async def people_for_operator(db: AsyncConnection) -> list[tuple[Person, str]]:
    """Everybody who has not left, for the command line."""
    found = [p for p in await persons.list_people(db) if p.state is not PersonState.ERASED]
    known = await persons.list_addresses(db, [p.person_id for p in found])
    return [(p, known.get(p.person_id, "")) for p in found]


async def count_people(db: AsyncConnection) -> int:
    return await persons.count_people(db)


async def shows_typing(db: AsyncConnection, person: Person) -> bool:
    """Whether this person, asking for themselves, chose that others see them writing."""
    return bool((await persons.find_private(db, person.person_id)).get("shows_typing"))


async def private_fields(db: AsyncConnection, person_id: str) -> dict[str, Any]:
    """What nobody else is shown, for the person's own export."""
    return await persons.find_private(db, person_id)


def check_administrator(person: Person) -> None:
    if not person.holds(RoleName.ADMINISTRATOR):
        raise Forbidden()
