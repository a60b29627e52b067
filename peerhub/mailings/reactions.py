"""Duties of mailings: the letter that asks for a click, and forgetting what nobody confirmed."""

from __future__ import annotations

from datetime import timedelta

from peerhub.community.access import community_for_anyone
from peerhub.core.duties import go_on
from peerhub.core.events import ListsAsked, ListsSwept
from peerhub.core.mailer import Mail
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.mailings import access, service
from peerhub.people.letters import letter

SWEEP_EVERY = timedelta(days=1)


async def mail_asked(tx: Transaction, event: ListsAsked) -> Mail | None:
    """None where it was cancelled, confirmed or forgotten meanwhile."""
    asked = await access.ask_for_letter(tx.db, event.ask_id, tx.now)
    if asked is None:
        return None
    address = tx.keys.unseal(asked.address, about=service.place_of_ask(asked.ask_id))
    titles = await access.titles_of_lists(tx.db)
    link = f"{tx.config.address}{access.ask_path(tx.keys, asked.ask_id)}"
    community = await community_for_anyone(tx.db)
    return letter(
        address,
        _("please confirm"),
        _("Somebody, we hope you, asked for letters of these lists:"),
        "\n".join(f"- {titles[list_id]}" for list_id, _version in asked.wanted),
        _("Open this address to confirm, or to say that it was not you:"),
        link,
        _("Without it nothing is sent to you, and in seven days your address is forgotten here."),
        hub=community.name,
        address=tx.config.address,
    )


async def on_swept(tx: Transaction, _event: ListsSwept) -> None:
    await service.forget_asks(tx)
    await go_on(tx, ListsSwept(), due_at=tx.now + SWEEP_EVERY)
