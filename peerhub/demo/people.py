"""The people of the demo, and the file in which their passwords stand for whoever installed it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from peerhub.core.errors import StartError
from peerhub.core.hub import Hub
from peerhub.core.keys import ID_ALPHABET
from peerhub.core.transaction import Transaction
from peerhub.people import access, rules
from peerhub.people.models import Person
from peerhub.people.service import passwords
from peerhub.people.service.join import add_member
from peerhub.people.service.roles import give_role

FILE = "demo-people.txt"


@dataclass(frozen=True)
class Part:
    """Somebody invented: `role` as the command line writes it, `shown` as people say it."""

    name: str
    role: str
    shown: str
    days: int

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.org"


CAST = (
    Part("Amina", "", "member", 200),
    Part("Bo", "", "new member", 1),
    Part("Cleo", "moderator", "moderator", 340),
    Part("Dana", "safeguarding", "safeguarding lead", 340),
    Part("Eli", "facilitator@sector:health-and-care", "facilitator", 280),
    Part("Fay", "administrator", "administrator", 400),
    Part("Gita", "safeguarding", "safeguarding lead", 300),
    Part("Rosa", "reviewer", "reviewer", 290),
)


def new_password() -> str:
    """Fourteen signs that can be read aloud and typed on a phone."""
    groups = ("".join(secrets.choice(ID_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


async def hash_passwords(words: dict[str, str]) -> dict[str, str]:
    """By address; outside any transaction, because a hash takes long."""
    return {email: await passwords.hash_for(word) for email, word in words.items()}


async def seed_people(tx: Transaction, hashes: dict[str, str]) -> dict[str, Person]:
    """The cast by first name in small letters, each with the days they have been here."""
    people = {}
    for part in CAST:
        earlier = replace(tx, now=tx.now - timedelta(days=part.days))
        person = await add_member(
            earlier, name=part.name, email=part.email, password_hash=hashes[part.email]
        )
        if part.role:
            role = rules.parse_role(part.role)
            await give_role(earlier, person_id=person.person_id, role=role, by=None)
        people[part.name.lower()] = person
    return people


async def known_passwords(hub: Hub) -> dict[str, str]:
    """What stands in the file; where it is gone, everybody of the cast gets a new one."""
    path = hub.config.data_dir / FILE
    words = read_file(path)
    if {part.email for part in CAST} <= words.keys():
        return words
    words = {part.email: new_password() for part in CAST}
    write_file(path, words)
    for part in CAST:
        async with hub.reading() as db:
            person = await access.person_by_email(db, part.email)
        if person is not None:
            await passwords.set_password(hub, person, password=words[part.email])
    return words


def read_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.split("\t") for line in path.read_text().splitlines())
    return {line[0]: line[1] for line in lines if len(line) == 2}


def write_file(path: Path, words: dict[str, str]) -> None:
    """Readable by the hub's own account alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.writelines(f"{email}\t{word}\n" for email, word in words.items())
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}.") from error
