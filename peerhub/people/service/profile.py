"""Change one's own name, what others are told while one writes, and what one reads at once."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.transaction import Transaction
from peerhub.people import rules
from peerhub.people.models import Person
from peerhub.people.service.join import take_handle
from peerhub.people.store import persons


async def choose_typing(tx: Transaction, person: Person, shows: bool) -> None:
    """Whether others in a room see that somebody is writing while this person does; at first not."""
    await persons.set_person(tx.db, person.person_id, shows_typing=shows)


async def choose_open_notes(tx: Transaction, person: Person, kinds: Sequence[str]) -> None:
    """Which content notes open by themselves for this person; at first none. Nobody else knows."""
    await persons.set_person(tx.db, person.person_id, opened_notes="\n".join(kinds))


async def change_profile(tx: Transaction, person: Person, *, name: str) -> None:
    """Another name to show, which may be a pseudonym. The handle follows it: it would tell the old one."""
    tidy = rules.check_name(name)
    if tidy == person.name:
        return
    handle = person.handle
    if rules.handle_from(tidy, 1) != rules.handle_from(person.name, 1):
        handle = await take_handle(tx, tidy)
    await persons.set_person(tx.db, person.person_id, name=tidy, handle=handle)
