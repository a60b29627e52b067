"""Leave for good: the account is emptied in every feature; what others answered stays readable."""

from __future__ import annotations

from collections.abc import Mapping

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.duties import forget_address
from peerhub.core.events import SessionsEnded
from peerhub.core.items import Personal
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.blocks import person_name
from peerhub.people.models import FORMER_NAME, Person, PersonState
from peerhub.people.service.roles import check_not_last
from peerhub.people.store import agreements, blocks, links, persons, sessions


async def leave(tx: Transaction, person: Person, personal: Mapping[str, Personal]) -> None:
    """Walks every feature's `personal.py` (`hub.personal`), from the top floor down: while one of them
    asks, the account and its address are still there. Refused for the last administrator.
    """
    await check_not_last(tx, person.person_id)
    for feature in reversed(list(personal.values())):
        await feature.erase_person(tx, person.person_id)


def must_be_sure() -> str:
    return _("Tick this box if you are sure. Leaving cannot be undone.")


async def erase_account(tx: Transaction, person_id: str) -> None:
    """People's own part: no name, address, password, device, link, role or token remains."""
    email = await persons.find_email(tx.db, person_id)
    if email:
        await links.delete_invitations_of(tx.db, email)
        await forget_address(tx.db, email)
    await sessions.delete_sessions(tx.db, person_id)
    await sessions.delete_tokens(tx.db, person_id)
    await links.delete_links(tx.db, person_id)
    await persons.delete_roles(tx.db, person_id)
    await agreements.delete_agreements(tx.db, person_id)
    await blocks.delete_blocks_by(tx.db, person_id)
    await blocks.delete_blocks_on(tx.db, [person_name(person_id)])
    await persons.set_person(
        tx.db,
        person_id,
        handle=f"former-{new_id()}",
        name=FORMER_NAME,
        email=None,
        password_hash=None,
        shows_typing=False,
        opened_notes="",
        state=PersonState.ERASED,
    )
    tx.record(SessionsEnded(person_id))
    tx.announce(ACCESS_CHANGED, b"")
