"""A list in a world of tests: Amina is on it, and somebody without an account has asked for it."""

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.mailings import service, store
from peerhub.mailings.access import ask_path, leave_path, mark_of
from peerhub.mailings.tables import list_asks

AMINA = "amina@example.org"


async def ask_and_join(hub: Hub, slug: str) -> dict[str, str]:
    """Names for paths and fields; the list is opened where it is not there."""
    async with hub.transaction() as tx:
        known = await store.find_list(tx.db, slug)
        if known is None:
            new = {"slug": slug, "title": "Monthly", "about": "Once a month."}
            await service.open_list(tx, **new, sentence="I want the monthly letter by email.")
            known = await store.find_list(tx.db, slug)
        assert known
        await service.ask(tx, "lou@example.net", [known])
        await service.join_signed_in(tx, AMINA, [known])
        ask_id = str(await tx.db.scalar(select(list_asks.c.ask_id)))
        [own] = await store.list_subscriptions_of(tx.db, mark_of(tx.keys, AMINA))
    return {
        "list_tick": f"{known.list_id}.{known.version}",
        "list_ask": ask_path(hub.keys, ask_id),
        "list_leave": leave_path(hub.keys, own.subscription_id),
    }
