"""People, sectors, rooms and their settings, put into a hub as a test wants them."""

import io
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from PIL import Image

from peerhub.community import service as community_service
from peerhub.community.access import community_for_anyone, find_newest_document
from peerhub.community.models import DocumentForm, DocumentKind, FormKind, Sector
from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token, new_id, new_token
from peerhub.people.models import SESSION_MOST, Person, PersonState, Session, Token
from peerhub.people.rules import parse_role
from peerhub.people.store import persons, sessions
from peerhub.rooms.models import Room, RoomKind
from peerhub.rooms.service.rooms import open_room
from peerhub.uploads.models import NewUpload
from peerhub.uploads.service import take_in

PASSWORD = "five quiet green chairs"  # everybody's, unless a test gives another


@lru_cache
def hash_of(password: str) -> str:
    """Real, but cheap: tests prove that passwords are checked, not how long it takes."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


async def make_person(
    hub: Hub,
    name: str,
    *,
    email: str = "",
    password: str | None = PASSWORD,
    roles: tuple[str, ...] = (),
    state: PersonState = PersonState.MEMBER,
    days: float = 90,
) -> Person:
    """A person who joined `days` ago; roles as in "moderator@sector:housing"."""
    handle = name.lower().replace(" ", "-")
    async with hub.transaction() as tx:
        joined_at = tx.now - timedelta(days=days)
        held = tuple(parse_role(role) for role in roles)
        person = Person(new_id(), handle, name, state, joined_at, held)
        await persons.insert_person(
            tx.db,
            person,
            email=email or f"{handle}@example.org",
            password_hash=hash_of(password) if password else None,
        )
        for role in held:
            await persons.insert_role(tx.db, person.person_id, role, joined_at)
    return person


async def make_session(hub: Hub, person: Person, *, shared: bool = False) -> str:
    """A signed-in device; returns its cookie."""
    cookie = new_token()
    async with hub.transaction() as tx:
        session = Session(
            hash_token(cookie), person.person_id, "Firefox on Linux", tx.now, tx.now, shared
        )
        await sessions.insert_session(tx.db, session, tx.now + SESSION_MOST)
    return cookie


async def make_token(hub: Hub, person: Person, *scopes: str) -> str:
    """An API token; returns the secret."""
    secret = new_token()
    async with hub.transaction() as tx:
        token = Token(new_id(), person.person_id, frozenset(scopes or ("read",)), tx.now, None)
        await sessions.insert_token(tx.db, token, hash_token(secret))
    return secret


def picture_bytes(size: tuple[int, int] = (60, 40)) -> bytes:
    """A small picture, as a device sends it."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


async def make_picture(
    hub: Hub,
    person: Person,
    alt: str = "A cup of tea",
    *,
    size: tuple[int, int] = (60, 40),
    **said: Any,
) -> str:
    """A small picture that nothing bears yet; its id."""
    draft = NewUpload(person.person_id, new_id(), "tea.png", picture_bytes(size), alt, **said)
    return await take_in(hub, draft)


async def change_community(hub: Hub, **fields: Any) -> None:
    """Settings of the hub: `join_policy=JoinPolicy.OPEN`, `hold_first_posts=2`…"""
    async with hub.transaction() as tx:
        community = await community_for_anyone(tx.db)
        await community_service.change_community(tx, replace(community, **fields))


async def publish(
    hub: Hub, kind: str = "rules", words: str = "Be kind.", *, ask_again: bool = False
) -> int:
    """The next version of a document; its number."""
    async with hub.transaction() as tx:
        newest = await find_newest_document(tx.db, DocumentKind(kind))
        made = await community_service.publish_document(
            tx,
            DocumentKind(kind),
            seen=newest.number if newest else 0,
            words=words,
            summary="Something is clearer",
            ask_again=ask_again,
            by="",
        )
    return made.number


async def add_form(
    hub: Hub,
    form: FormKind,
    words: str = "",
    *,
    kind: str = "rules",
    number: int = 1,
    language: str = "en",
    address: str = "",
) -> None:
    """Another form of a version."""
    async with hub.transaction() as tx:
        made = DocumentForm(
            kind=DocumentKind(kind),
            number=number,
            form=form,
            language=language,
            edition=0,
            words=words,
            address=address,
            added_at=tx.now,
            added_by="",
        )
        await community_service.add_form(tx, made)


async def make_sector(hub: Hub, slug: str, title: str) -> Sector:
    async with hub.transaction() as tx:
        return await community_service.add_sector(tx, slug=slug, title=title)


async def make_room(
    hub: Hub, slug: str, title: str, *, kind: RoomKind = RoomKind.OPEN, sector: str = ""
) -> Room:
    async with hub.transaction() as tx:
        return await open_room(tx, slug=slug, title=title, kind=kind, sector=sector)


async def make_noise(hub: Hub) -> None:
    """Rows that no test asked for, so that a query without its WHERE is noticed."""
    await make_sector(hub, "noise", "Noise")
    await make_room(hub, "noise", "Noise")
    for name in ("Noor Noise", "Zed Noise"):
        person = await make_person(hub, name, roles=("facilitator@sector:noise",))
        await make_session(hub, person)
        await make_token(hub, person, "read")
