"""Come in: ask to join, be let in or refused. Never says whether an address is known."""

from __future__ import annotations

from peerhub.community.access import community_for_anyone
from peerhub.community.models import JoinPolicy
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import JoinTried, PersonApproved, PersonJoined
from peerhub.core.keys import new_id
from peerhub.core.opening import missing_before_opening
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import rules
from peerhub.people.models import (
    MOST_PENDING,
    NOTHING_SEEN,
    WELCOME_LASTS,
    AgreedHow,
    Person,
    PersonState,
    Seen,
)
from peerhub.people.service.agree import check_seen, keep_agreement
from peerhub.people.store import links, persons


async def join(tx: Transaction, *, name: str, email: str, seen: Seen = NOTHING_SEEN) -> None:
    """Somebody asks to join; all that follows comes by mail, so every address is answered alike.

    `seen` is what they agreed to. Refused for a name or an address that is none, where the hub is
    joined by invitation, where what they read no longer holds, and while too many wait.
    """
    name, email = rules.check_name(name), rules.check_email(email)
    await check_open(tx)
    await check_seen(tx, seen)
    policy = (await community_for_anyone(tx.db)).join_policy
    if policy is JoinPolicy.INVITATION:
        raise Refused(_("This hub is joined by invitation. Ask somebody who is in it."))
    await persons.delete_asked(tx.db, tx.now - WELCOME_LASTS)
    waiting = await persons.count_people(tx.db, PersonState.ASKED, PersonState.WAITING)
    if waiting >= MOST_PENDING:
        raise Refused(_("Very many people are joining just now. Please come back tomorrow."))
    approval = policy is JoinPolicy.APPROVAL
    state = PersonState.WAITING if approval else PersonState.ASKED
    known = await persons.find_person_by_email(tx.db, email)
    if known is None:
        known = await insert_person(tx, name=name, email=email, state=state)
    elif known.state is PersonState.ASKED:
        await persons.set_person(tx.db, known.person_id, name=name, state=state)
    else:
        tx.record(JoinTried(email))
        return
    await keep_agreement(tx, known.person_id, seen, AgreedHow.JOIN)
    tx.record(PersonJoined(known.person_id, waiting=approval))


async def check_open(tx: Transaction) -> None:
    """Refused while the hub is not ready: whoever came in now would find nobody to turn to."""
    if await missing_before_opening(tx.conditions, tx.db, tx.now):
        raise Refused(
            _("This hub is not open yet: who looks after people’s safety is still being arranged.")
        )


async def approve(tx: Transaction, *, person_id: str, by: Person) -> None:
    """Let a joiner in; NotFound where nobody waits under this id (any more), Refused before it opens."""
    await check_open(tx)
    if not await persons.set_state(tx.db, person_id, PersonState.WAITING, PersonState.MEMBER):
        raise NotFound()
    tx.record(PersonApproved(person_id, by.person_id))


async def refuse(tx: Transaction, *, person_id: str) -> None:
    """Nothing of a refused joiner remains, and nobody is told: they may ask again."""
    if not await persons.delete_person(tx.db, person_id, PersonState.WAITING):
        raise NotFound()


async def add_member(
    tx: Transaction, *, name: str, email: str, password_hash: str | None = None
) -> Person:
    """A member from the command line, the set-up or an invitation; Refused where the address is taken."""
    name, email = rules.check_name(name), rules.check_email(email)
    known = await persons.find_person_by_email(tx.db, email)
    if known is None:
        return await insert_person(tx, name=name, email=email, password_hash=password_hash)
    if known.state not in (PersonState.ASKED, PersonState.WAITING):
        raise Refused(_("There is a person with this address already."), field="email")
    await links.delete_links(tx.db, known.person_id)
    await persons.set_person(
        tx.db,
        known.person_id,
        name=name,
        state=PersonState.MEMBER,
        password_hash=password_hash,
    )
    return await persons.get_person(tx.db, known.person_id)


async def insert_person(
    tx: Transaction,
    *,
    name: str,
    email: str,
    state: PersonState = PersonState.MEMBER,
    password_hash: str | None = None,
) -> Person:
    """A new row; name and address are checked already."""
    person = Person(new_id(), await take_handle(tx, name), name, state, tx.now)
    await persons.insert_person(tx.db, person, email=email, password_hash=password_hash)
    return person


async def take_handle(tx: Transaction, name: str) -> str:
    """The first handle of this name that nobody ever had."""
    number = 1
    while True:
        handle = rules.handle_from(name, number)
        key = tx.keys.sign("handle", handle)
        free = await persons.find_person_by_handle(tx.db, handle) is None
        if await persons.insert_used_handle(tx.db, key) and free:
            return handle
        number += 1
