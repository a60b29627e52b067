"""Reach one lead who has no page open, and write down what came of it. Speaks with the network, so it
is an errand: outside of any transaction, behind no other duty, never given up.
"""

from __future__ import annotations

import httpx2
import structlog

from peerhub.community.access import community_for_anyone
from peerhub.core.events import LeadToTell
from peerhub.core.hub import Hub
from peerhub.core.mailer import FileMailer, Mail
from peerhub.core.words import _
from peerhub.moderation.safeguarding.models import Channel, Rung, Telling, Tried
from peerhub.moderation.safeguarding.service.call import settle
from peerhub.people.access import address_for_mail
from peerhub.people.letters import letter

PAGER_SECONDS = 15.0  # well below a minute, so that the next rung is called in time
log = structlog.get_logger("safeguarding")


async def tell_lead(hub: Hub, event: LeadToTell) -> None:
    """One try by one way. A try that fails is not made again: the ladder goes on instead."""
    channel = Channel(event.channel)
    told = await (_by_mail(hub, event) if channel is Channel.MAIL else _by_pager(hub))
    state = Telling.TOLD if told else Telling.FAILED
    async with hub.transaction() as tx:
        rung = Rung(event.rung)
        tried = Tried(event.concern_id, rung, event.person_id, channel, state, tx.now)
        await settle(tx, tried)


async def _by_mail(hub: Hub, event: LeadToTell) -> bool:
    """False also where letters only reach a folder: nobody has one open at night."""
    async with hub.reading() as db:
        to = await address_for_mail(db, event.person_id)
        name = (await community_for_anyone(db)).name
    if not to:
        return False
    mail_id = (
        f"call-{hub.keys.mark('call', event.concern_id, event.person_id, str(event.rung))[:24]}"
    )
    try:
        await hub.mailer.send(_letter(hub, to, name), mail_id=mail_id)
    except Exception as error:  # whatever a mail server does, the ladder goes on
        log.warning("call by mail failed", fault=type(error).__name__)
        return False
    return not isinstance(hub.mailer, FileMailer)


def _letter(hub: Hub, to: str, name: str) -> Mail:
    address = hub.config.address
    return letter(
        to,
        _("please look in"),
        _("Something waits for you. Please open the hub and look now:"),
        f"{address}/safeguarding",
        _("This letter says nothing more on purpose."),
        hub=name,
        address=address,
    )


async def _by_pager(hub: Hub) -> bool:
    """The service at PEERHUB_ALERT_URL, told that somebody must look and where, nothing else."""
    if not hub.config.alert_url:
        return False
    address = f"{hub.config.address}/safeguarding"
    words = _("Please look in: %(address)s") % {"address": address}
    try:
        async with httpx2.AsyncClient(timeout=PAGER_SECONDS) as client:
            answer = await client.post(hub.config.alert_url, json={"text": words, "url": address})
    except httpx2.HTTPError as error:
        log.warning("call by pager failed", fault=type(error).__name__)
        return False
    if not answer.is_success:
        log.warning("call by pager refused", status=answer.status_code)
    return answer.is_success
