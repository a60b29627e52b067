"""Ask for lists, confirm, leave; open and change lists. Each act is a line of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import ListsAsked
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.mailings import store
from peerhub.mailings.access import mark_of
from peerhub.mailings.models import (
    ASK_LASTS,
    MOST_LISTS,
    Act,
    Ask,
    Consent,
    MailingList,
    Method,
    Subscription,
)

PAGE = "/lists"


def place_of_ask(ask_id: str) -> str:
    return f"list-ask:{ask_id}"


def place_of_subscription(subscription_id: str) -> str:
    return f"subscription:{subscription_id}"


async def check_ticks(tx: Transaction, ticked: Iterable[tuple[str, int]]) -> list[MailingList]:
    """The lists, where each sentence is still the one that was shown. Refused where none is ticked."""
    lists = {one.list_id: one for one in await store.list_lists(tx.db)}
    found = []
    for list_id, version in dict(ticked).items():
        one = lists.get(list_id)
        if one is None or one.archived_at is not None or one.version != version:
            raise Refused(
                _("What a list says has changed meanwhile. Look again, and tick what you want."),
                field="lists",
            )
        found.append(one)
    if not found:
        raise Refused(_("Tick at least one list."), field="lists")
    return found


async def ask(tx: Transaction, address: str, wanted: Sequence[MailingList]) -> None:
    """Kept until the click in the letter. Whether the address is known is looked up nowhere here."""
    ask_id = new_id()
    sealed = tx.keys.seal(address, about=place_of_ask(ask_id))
    ticks = tuple((one.list_id, one.version) for one in wanted)
    await store.insert_ask(tx.db, Ask(ask_id, sealed, ticks, PAGE, tx.now))
    tx.record(ListsAsked(ask_id))


async def confirm(tx: Transaction, asked: Ask) -> None:
    """Exactly the lists that were ticked. NotFound for the second of two clicks."""
    if not await store.delete_ask(tx.db, asked.ask_id):
        raise NotFound()
    address = tx.keys.unseal(asked.address, about=place_of_ask(asked.ask_id))
    mark = mark_of(tx.keys, address)
    for list_id, version in asked.wanted:
        sentence = await store.find_sentence(tx.db, list_id, version)
        entry = Consent(
            mark, list_id, Act.JOINED, Method.LETTER, tx.now, sentence, version, asked.page,
            asked.asked_at,
        )  # fmt: skip
        await _join(tx, address, entry)


async def cancel(tx: Transaction, asked: Ask) -> None:
    """Nothing of it is left."""
    await store.delete_ask(tx.db, asked.ask_id)


async def join_signed_in(tx: Transaction, address: str, wanted: Sequence[MailingList]) -> None:
    """A member with their own address, which was proven when they came in."""
    mark = mark_of(tx.keys, address)
    for one in wanted:
        entry = Consent(
            mark, one.list_id, Act.JOINED, Method.SIGNED_IN, tx.now, one.sentence, one.version,
            PAGE, tx.now,
        )  # fmt: skip
        await _join(tx, address, entry)


async def _join(tx: Transaction, address: str, entry: Consent) -> None:
    """Once, however often: who is on a list stays on it, and the ledger says nothing twice."""
    on = {one.list_id for one in await store.list_subscriptions_of(tx.db, entry.mark)}
    if entry.list_id in on:
        return
    subscription_id = new_id()
    sealed = tx.keys.seal(address, about=place_of_subscription(subscription_id))
    new = Subscription(subscription_id, entry.list_id, entry.mark, sealed, tx.now)
    await store.insert_subscription(tx.db, new)
    await store.insert_consent(tx.db, entry)


async def leave(tx: Transaction, left: Subscription, method: Method) -> None:
    """The address goes at once; that they left stays in the ledger. NotFound for the second click."""
    if not await store.delete_subscription(tx.db, left.subscription_id):
        raise NotFound()
    await store.insert_consent(tx.db, Consent(left.mark, left.list_id, Act.LEFT, method, tx.now))


async def forget_asks(tx: Transaction) -> None:
    """What nobody confirmed in seven days."""
    await store.delete_asks_before(tx.db, tx.now - ASK_LASTS)


async def open_list(tx: Transaction, *, slug: str, title: str, about: str, sentence: str) -> None:
    """Refused where its address is taken, or where there are too many to choose from."""
    known = await store.list_lists(tx.db)
    if any(one.slug == slug for one in known):
        raise Refused(_("There is a list with this address. Choose another."), field="slug")
    if len(known) >= MOST_LISTS:
        raise Refused(_("There are fifty lists. Use one of them, or put its name to another use."))
    await store.insert_list(tx.db, MailingList(new_id(), slug, title, about, sentence, 1), tx.now)


async def change_list(
    tx: Transaction, known: MailingList, *, title: str, about: str, sentence: str
) -> None:
    """A sentence that changes is a new version; who agreed to an earlier one agreed to that."""
    await store.set_list(tx.db, known.list_id, title=title, about=about)
    if sentence != known.sentence:
        version = known.version + 1
        await store.insert_sentence(tx.db, known.list_id, version, sentence, tx.now)


async def archive_list(tx: Transaction, known: MailingList) -> None:
    """Nobody can join it any more; who is on it stays, and can leave."""
    await store.set_list(tx.db, known.list_id, archived_at=tx.now)


async def restore_list(tx: Transaction, known: MailingList) -> None:
    await store.set_list(tx.db, known.list_id, archived_at=None)
