"""Add somebody with roles and a password at once: the command line, and the demo."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.hub import Hub
from peerhub.people import passwords, rules
from peerhub.people.models import Person, Role
from peerhub.people.service.join import add_member
from peerhub.people.service.roles import give_role


async def appoint(
    hub: Hub, *, name: str, email: str, password: str | None, roles: Sequence[Role]
) -> Person:
    """A member who holds these roles; without a password they sign in by link.

    Refused for a taken address or a weak password: then nothing was added.
    """
    password_hash = None
    if password is not None:
        rules.check_password(password, name, email)
        password_hash = await passwords.hash_password(password)
    async with hub.transaction() as tx:
        person = await add_member(tx, name=name, email=email, password_hash=password_hash)
        for role in roles:
            await give_role(tx, person_id=person.person_id, role=role, by=None)
        return person
