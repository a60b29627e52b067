"""What people carry along: who is here under which name. Nobody's way in, and nobody's choices.

An address goes only where it was asked for. Who comes back without one is a member who cannot sign
in until an administrator gives them one (`peerhub person address`).
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.portable import Arriving, Leaving, Portable, Record, Records
from peerhub.people.models import STAND_IN_END, PersonState
from peerhub.people.store import persons
from peerhub.people.tables import people

OWN = "shown to nobody but them; they choose anew"
WAY_IN = "a way into this hub"
HERE = (PersonState.MEMBER, PersonState.SUSPENDED, PersonState.ERASED)


def _who(_leaving: Leaving) -> ColumnElement[bool]:
    """Who ever was a member; nobody who only asks to be, and no stand-in (service/stand_in.py)."""
    return and_(
        people.c.state.in_(HERE), people.c.handle.not_like(f"%\\{STAND_IN_END}", escape="\\")
    )


async def _without_addresses(
    _db: AsyncConnection, leaving: Leaving, rows: list[Record]
) -> list[Record]:
    if not leaving.addresses:
        for row in rows:
            del row["email"]
    return rows


def _check(record: Record) -> None:
    if record["state"] not in HERE:
        raise ValueError("state is none of those that an export can have")
    if record["handle"].endswith(STAND_IN_END):
        raise ValueError("handle ends in a sign that no handle has")
    if record["email"] is not None and record["email"] != record["email"].lower():
        raise ValueError("email has capital letters")


async def _keep_handles(arriving: Arriving, records: list[Record]) -> None:
    """None of them comes to mean another person."""
    keys = [arriving.tx.keys.sign("handle", record["handle"]) for record in records]
    await persons.insert_used_handles(arriving.tx.db, keys)


portable = Portable(
    records=[
        Records(
            "people",
            people,
            only=_who,
            stays={
                "password_hash": WAY_IN,
                "frozen": "decided in this hub, and lifted in it",
                "shows_typing": OWN,
                "opened_notes": OWN,
            },
            leave=_without_addresses,
            check=_check,
            then=_keep_handles,
        )
    ],
    stays={
        "sessions": WAY_IN,
        "agreements": "given to whoever runs this hub; another hub asks anew",
        "tokens": WAY_IN,
        "links": WAY_IN,
        "invitations": "addresses of people who are not here",
        "roles": "power is given anew, by a person, in the audit trail of its hub",
        "blocks": "whom somebody wants to have nothing to do with is theirs alone",
        "used_handles": "keyed hashes; those of the people who come are made anew",
    },
)
