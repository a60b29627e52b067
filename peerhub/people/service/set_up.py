"""The first start: a one-time address under which the first administrator names the community."""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community import service as community
from peerhub.community.access import community_for_anyone
from peerhub.core.errors import NotFound
from peerhub.core.events import CommunityOpened
from peerhub.core.facts import delete_fact, find_fact, set_fact
from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token, new_token
from peerhub.core.transaction import Transaction
from peerhub.people import passwords, rules
from peerhub.people.models import SET_UP_LASTS, NewSession, Role, RoleName
from peerhub.people.service.join import add_member
from peerhub.people.service.roles import give_role
from peerhub.people.service.sessions import open_session

FACT = "set_up"


async def offer_set_up(tx: Transaction) -> str | None:
    """The secret of a new set-up address, good for an hour; None where the hub was set up.

    Every call voids the address before.
    """
    if (await community_for_anyone(tx.db)).set_up_at is not None:
        await delete_fact(tx.db, FACT)
        return None
    secret = new_token()
    await set_fact(tx.db, FACT, f"{hash_token(secret)} {tx.now.isoformat()}")
    return secret


async def check_set_up(db: AsyncConnection, secret: str, now: datetime) -> None:
    """NotFound unless this is the address that stands."""
    known, _space, made_at = (await find_fact(db, FACT) or "").partition(" ")
    same = hmac.compare_digest(known.encode(), hash_token(secret).encode())
    if not same or now - datetime.fromisoformat(made_at) >= SET_UP_LASTS:
        raise NotFound()


async def set_up(
    hub: Hub,
    secret: str,
    *,
    community_name: str,
    name: str,
    email: str,
    password: str,
    user_agent: str,
) -> NewSession:
    """Names the community and makes its first administrator; NotFound where the address is dead."""
    async with hub.reading() as db:
        await check_set_up(db, secret, hub.clock.now())
    rules.check_name(name)
    rules.check_password(password, name, rules.check_email(email))
    password_hash = await passwords.hash_password(password)
    async with hub.transaction() as tx:
        await check_set_up(tx.db, secret, tx.now)
        if not await delete_fact(tx.db, FACT):
            raise NotFound()
        await community.set_up(tx, community_name)
        tx.record(CommunityOpened())
        person = await add_member(tx, name=name, email=email, password_hash=password_hash)
        role = Role(RoleName.ADMINISTRATOR)
        await give_role(tx, person_id=person.person_id, role=role, by=None)
        return await open_session(tx, person, user_agent=user_agent, shared=False)
