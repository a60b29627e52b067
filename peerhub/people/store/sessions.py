"""Rows in, rows out of signed-in devices and API tokens. Secrets come and go as hashes only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.people.models import Session, Token
from peerhub.people.tables import sessions, tokens

SHOWN = ("session_id", "person_id", "device", "made_at", "seen_at", "shared", "renew")
SESSION_BY_COOKIE = Prepared(  # asked for every page
    select(sessions).where(
        or_(
            sessions.c.cookie_hash == bindparam("hash"),
            and_(
                sessions.c.former_hash == bindparam("hash"),
                sessions.c.former_until > bindparam("now"),
            ),
        ),
        sessions.c.expires_at > bindparam("now"),
    )
)


def _session(row: Any) -> Session:
    return Session(**{name: getattr(row, name) for name in SHOWN})


async def find_session(db: AsyncConnection, cookie_hash: str, now: datetime) -> Session | None:
    """The session where it has not reached its absolute end; idleness is the rules' matter."""
    row = await SESSION_BY_COOKIE.one(db, hash=cookie_hash, now=now)
    return _session(row) if row else None


async def list_sessions(db: AsyncConnection, person_id: str) -> list[Session]:
    query = select(sessions).where(sessions.c.person_id == person_id)
    return [_session(row) for row in await db.execute(query.order_by(sessions.c.seen_at.desc()))]


async def list_living(
    db: AsyncConnection, session_ids: Iterable[str], now: datetime
) -> list[Session]:
    """Those of these sessions that still stand: the sweep over open sockets."""
    query = select(sessions).where(
        sessions.c.session_id.in_(list(session_ids)), sessions.c.expires_at > now
    )
    return [_session(row) for row in await db.execute(query)]


async def insert_session(db: AsyncConnection, session: Session, expires_at: datetime) -> None:
    await db.execute(
        insert(sessions).values(
            **{name: getattr(session, name) for name in SHOWN},
            cookie_hash=session.session_id,
            expires_at=expires_at,
        )
    )


async def set_session_seen(db: AsyncConnection, session_id: str, now: datetime) -> None:
    await db.execute(
        update(sessions).where(sessions.c.session_id == session_id).values(seen_at=now)
    )


async def set_renewal(db: AsyncConnection, person_id: str) -> None:
    """Each of this person's sessions gets a new cookie at its next request."""
    await db.execute(update(sessions).where(sessions.c.person_id == person_id).values(renew=True))


async def set_session_cookie(
    db: AsyncConnection, session_id: str, cookie_hash: str, former_until: datetime
) -> bool:
    """Another cookie for the same session; the one before serves until then. False where it was done."""
    done = await db.execute(
        update(sessions)
        .where(sessions.c.session_id == session_id, sessions.c.renew.is_(True))
        .values(
            renew=False,
            former_hash=sessions.c.cookie_hash,
            former_until=former_until,
            cookie_hash=cookie_hash,
        )
    )
    return done.rowcount == 1


async def delete_ended(db: AsyncConnection, now: datetime, idle_before: datetime) -> None:
    """Rows of sessions that nobody can use any more: they only tell who was where when."""
    await db.execute(
        delete(sessions).where(or_(sessions.c.expires_at <= now, sessions.c.seen_at < idle_before))
    )


async def delete_session(db: AsyncConnection, session_id: str) -> None:
    await db.execute(delete(sessions).where(sessions.c.session_id == session_id))


async def delete_sessions(
    db: AsyncConnection, person_id: str, *, only: str = "", but: str = ""
) -> int:
    """End one session, all but one, or all."""
    query = delete(sessions).where(sessions.c.person_id == person_id)
    if only:
        query = query.where(sessions.c.session_id == only)
    if but:
        query = query.where(sessions.c.session_id != but)
    return (await db.execute(query)).rowcount


TOKEN_BY_HASH = Prepared(
    select(tokens).where(tokens.c.token_hash == bindparam("hash"), tokens.c.revoked_at.is_(None))
)


async def find_token(db: AsyncConnection, token_hash: str) -> Token | None:
    """A token that was not revoked."""
    row = await TOKEN_BY_HASH.one(db, hash=token_hash)
    return _token(row) if row else None


async def list_tokens(db: AsyncConnection, person_id: str | None = None) -> list[Token]:
    query = select(tokens).order_by(tokens.c.made_at)
    if person_id is not None:
        query = query.where(tokens.c.person_id == person_id)
    return [_token(row) for row in await db.execute(query)]


async def list_standing_tokens(db: AsyncConnection, token_ids: Iterable[str]) -> list[Token]:
    query = select(tokens).where(
        tokens.c.token_id.in_(list(token_ids)), tokens.c.revoked_at.is_(None)
    )
    return [_token(row) for row in await db.execute(query)]


async def insert_token(db: AsyncConnection, token: Token, token_hash: str) -> None:
    await db.execute(
        insert(tokens).values(
            token_id=token.token_id,
            person_id=token.person_id,
            token_hash=token_hash,
            scopes=" ".join(sorted(token.scopes)),
            made_at=token.made_at,
        )
    )


async def set_token_revoked(db: AsyncConnection, token_id: str, now: datetime) -> Token | None:
    """The token just revoked; None where there was none standing."""
    done = await db.execute(
        update(tokens)
        .where(tokens.c.token_id == token_id, tokens.c.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(*tokens.c)
    )
    row = done.first()
    return _token(row) if row else None


def _token(row: Any) -> Token:
    scopes = frozenset(row.scopes.split())
    return Token(row.token_id, row.person_id, scopes, row.made_at, row.revoked_at)


async def delete_tokens(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(tokens).where(tokens.c.person_id == person_id))
