"""Give and take roles. The last administrator stays; a changed role means a new session id."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import RoleGiven, RoleTaken
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import rules
from peerhub.people.models import Person, PersonState, Role, RoleName
from peerhub.people.store import persons, sessions


async def give_role(tx: Transaction, *, person_id: str, role: Role, by: Person | None) -> None:
    """`by` is None for the command line, which is told to reviewers and safeguarding leads."""
    if by is not None:
        rules.check_may_give(by)
    person = await persons.get_person(tx.db, person_id)
    if person.state is not PersonState.MEMBER:
        raise Refused(_("Only members can have a role. Let this person in first."))
    if role.name == RoleName.MEMBER or not await persons.insert_role(
        tx.db, person_id, role, tx.now
    ):
        return
    await sessions.set_renewal(tx.db, person_id)
    tx.record(RoleGiven(person_id, role.name, role.scope, by.person_id if by else ""))
    tx.announce(ACCESS_CHANGED, b"")


async def take_role(tx: Transaction, *, person_id: str, role: Role, by: Person | None) -> None:
    """Refused for the last administrator; NotFound where the role is not held."""
    if by is not None:
        rules.check_may_give(by)
    if role == Role(RoleName.ADMINISTRATOR):
        await check_not_last(tx, person_id)
    if not await persons.delete_role(tx.db, person_id, role):
        raise NotFound()
    await sessions.set_renewal(tx.db, person_id)
    tx.record(RoleTaken(person_id, role.name, role.scope, by.person_id if by else ""))
    tx.announce(ACCESS_CHANGED, b"")


async def check_not_last(tx: Transaction, person_id: str) -> None:
    """Refused where nobody else could administer the hub afterwards."""
    holders = await persons.list_holders(tx.db, RoleName.ADMINISTRATOR, ["hub"])
    if [person.person_id for person in holders] == [person_id]:
        raise Refused(_("This is the only administrator. Make somebody else one first."))
