"""Duties of the directory: who hears of a claim or a correction, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from peerhub.community.access import community_for_anyone
from peerhub.core.clock import to_iso
from peerhub.core.duties import go_on
from peerhub.core.events import (
    BelongingAsked,
    ClaimDecided,
    ClaimMade,
    ClaimRipe,
    ConfirmAsked,
    ContactWritten,
    CorrectionAnswered,
    CorrectionMade,
    DirectoryLetterDue,
    DirectorySwept,
    NetworkAsked,
    NetworkDeclined,
    NetworkInvited,
    NetworkJoined,
    OrganisationListed,
)
from peerhub.core.items import ItemRef
from peerhub.core.mailer import Mail
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import access, belonged, claimed, contacted, letters, networked, suggested
from peerhub.directory.access import page_to_tell_of
from peerhub.directory.claims import ClaimState
from peerhub.directory.corrections import CorrectionState
from peerhub.directory.service.confirming import ask_for_confirmation
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import address_for_mail
from peerhub.people.letters import letter

SWEEP_EVERY = timedelta(days=1)


async def on_claim_made(tx: Transaction, event: ClaimMade) -> None:
    """Those who edit the page, with seven days to object."""
    found = await claimed.claim_to_tell(tx.db, event.claim_id)
    if found is None or not found[0].is_open:
        return
    claim, page, among = found
    path = f"/directory/{page.slug}/claims/{claim.claim_id}"
    await _tell(tx, among, NoticeKind.CLAIM_MADE, claim.claim_id, path=path, title=page.name)


async def on_organisation_listed(tx: Transaction, event: OrganisationListed) -> None:
    """Administrators, who say whether they checked whose it is; not who listed it."""
    found = await page_to_tell_of(tx.db, event.organisation_id)
    if found is None:
        return
    page, told = found
    path, about = f"/directory/{page.slug}", page.organisation_id
    await _tell(tx, told, NoticeKind.ORGANISATION_LISTED, about, path=path, title=page.name)


async def on_claim_ripe(tx: Transaction, event: ClaimRipe) -> None:
    """Administrators; nobody where it was taken back or decided meanwhile."""
    found = await claimed.claim_to_tell(tx.db, event.claim_id)
    if found is None or not found[0].is_open:
        return
    claim, page, _among = found
    deciders = await claimed.deciders_of(tx.db, claim)
    path = f"/admin/claims/{claim.claim_id}"
    await _tell(tx, deciders, NoticeKind.CLAIM_WAITS, claim.claim_id, path=path, title=page.name)


async def on_claim_decided(tx: Transaction, event: ClaimDecided) -> None:
    """Whoever asked, either way."""
    found = await claimed.claim_to_tell(tx.db, event.claim_id)
    if found is None:
        return
    claim, page, _among = found
    granted = claim.state is ClaimState.GRANTED
    kind = NoticeKind.CLAIM_GRANTED if granted else NoticeKind.CLAIM_REFUSED
    path = f"/directory/{page.slug}" if granted else f"/directory/{page.slug}/claim"
    words = {"title": page.name, "reason": claim.reason}
    await _tell(tx, [claim.person_id], kind, claim.claim_id, path=path, **words)


async def on_correction_made(tx: Transaction, event: CorrectionMade) -> None:
    """Its editors; administrators where nobody edits the page."""
    found = await suggested.correction_to_tell(tx.db, event.correction_id)
    if found is None or found[0].state is not CorrectionState.OPEN:
        return
    one, page = found
    keepers = await suggested.keepers_of(tx.db, page.organisation_id)
    path = f"/directory/{page.slug}/corrections"
    kind = NoticeKind.CORRECTION_WAITS
    await _tell(tx, keepers, kind, one.correction_id, path=path, title=page.name)


async def on_correction_answered(tx: Transaction, event: CorrectionAnswered) -> None:
    """Whoever suggested it."""
    found = await suggested.correction_to_tell(tx.db, event.correction_id)
    if found is None:
        return
    one, page = found
    taken = one.state is CorrectionState.ACCEPTED
    kind = NoticeKind.CORRECTION_TAKEN if taken else NoticeKind.CORRECTION_DECLINED
    words = {"title": page.name, "reason": one.reason}
    path = f"/directory/{page.slug}/correct"
    await notify(tx, one.person_id, kind, key=f"{kind}:{one.correction_id}", path=path, **words)


async def on_network_invited(tx: Transaction, event: NetworkInvited) -> None:
    """Whoever looks after the organisation's page; nobody where it was answered meanwhile."""
    found = await networked.membership_to_tell(tx.db, event.network_id, event.organisation_id)
    invited_at = found[2].invited_at if found and not found[2].is_whole else None
    if found is None or invited_at is None:
        return
    network, page, _link = found
    keepers = await suggested.keepers_of(tx.db, page.organisation_id)
    about = f"{network.network_id}:{page.organisation_id}:{to_iso(invited_at)}"
    path, said = f"/directory/{page.slug}/networks", {"title": page.name, "network": network.name}
    await _tell(tx, keepers, NoticeKind.NETWORK_INVITED, about, path=path, **said)


async def on_network_asked(tx: Transaction, event: NetworkAsked) -> None:
    """Who keeps the network; nobody where it was answered meanwhile."""
    found = await networked.membership_to_tell(tx.db, event.network_id, event.organisation_id)
    if found is None or found[2].confirmed_at is None or found[2].is_whole:
        return
    network, page, _link = found
    keepers = await networked.keepers_of_network(tx.db, network.network_id)
    about = f"{network.network_id}:{page.organisation_id}:{to_iso(found[2].confirmed_at)}"
    path, said = f"/networks/{network.slug}/keep", {"title": page.name, "network": network.name}
    await _tell(tx, keepers, NoticeKind.NETWORK_ASKED, about, path=path, **said)


async def on_network_joined(tx: Transaction, event: NetworkJoined) -> None:
    """Whoever said yes first: who keeps the network, or who looks after the page."""
    found = await networked.membership_to_tell(tx.db, event.network_id, event.organisation_id)
    if found is None or found[2].since is None:
        return
    network, page, _link = found
    kind = NoticeKind.NETWORK_JOINED
    key = f"{kind}:{network.network_id}:{page.organisation_id}:{to_iso(found[2].since)}"
    path, said = f"/networks/{network.slug}", {"title": page.name, "network": network.name}
    if event.by_network:
        told = await suggested.keepers_of(tx.db, page.organisation_id)
    else:
        told = await networked.keepers_of_network(tx.db, network.network_id)
    for person_id in told:
        await notify(tx, person_id, kind, key=key, path=path, **said)


async def on_network_declined(tx: Transaction, event: NetworkDeclined) -> None:
    """Who looks after the page of the organisation that had asked."""
    found = await networked.pair_to_tell(tx.db, event.network_id, event.organisation_id)
    if found is None:
        return
    network, page = found
    kind = NoticeKind.NETWORK_DECLINED
    key = f"{kind}:{network.network_id}:{page.organisation_id}:{event.at}"
    path, said = f"/directory/{page.slug}/networks", {"title": page.name, "network": network.name}
    for person_id in await suggested.keepers_of(tx.db, page.organisation_id):
        await notify(tx, person_id, kind, key=key, path=path, **said)


async def on_belonging_asked(tx: Transaction, event: BelongingAsked) -> None:
    """Whoever looks after the organisation or the network; nobody where it was answered meanwhile.

    What asks stands on their page alone: there are places whose names stand in no notice.
    """
    owner = ItemRef(event.owner_kind, event.owner_id)
    found = await belonged.asked_to_tell(tx.db, owner, event.together)
    if found is None:
        return
    known, keepers = found
    path, kind = f"{known.path}/places", NoticeKind.BELONGING_ASKED
    await _tell(tx, keepers, kind, event.together, path=path, title=known.name)


async def on_contact_written(tx: Transaction, event: ContactWritten) -> None:
    """Who holds the role, or whoever asked."""
    found = await contacted.message_to_tell(tx.db, event.message_id)
    if found is None:
        return
    message, contact, page = found
    path = f"/contact/{contact.contact_id}"
    kind = NoticeKind.CONTACT_WRITTEN if message.asks else NoticeKind.CONTACT_ANSWERED
    theirs = await contacted.holders_to_tell(tx.db, contact)
    told = theirs if message.asks else [contact.person_id]
    others = [one for one in told if one != message.person_id]
    await _tell(tx, others, kind, message.message_id, path=path, title=page.name)


async def _tell(
    tx: Transaction,
    people: Iterable[str],
    kind: NoticeKind,
    about_id: str,
    *,
    path: str,
    **words: str,
) -> None:
    for person_id in people:
        key = f"{kind}:{about_id}"
        if await notify(tx, person_id, kind, key=key, path=path, **words):
            tx.record(DirectoryLetterDue(person_id, path, kind))


async def on_swept(tx: Transaction, _event: DirectorySwept) -> None:
    await ask_for_confirmation(tx)
    await go_on(tx, DirectorySwept(), due_at=tx.now + SWEEP_EVERY)


async def mail_confirm(tx: Transaction, event: ConfirmAsked) -> Mail | None:
    """None for who looks after the page no more, and where it was confirmed meanwhile."""
    page = await access.organisation_to_ask_about(tx.db, event.organisation_id, tx.now)
    to = await address_for_mail(tx.db, event.person_id)
    if page is None or not to:
        return None
    if event.person_id not in await suggested.keepers_of(tx.db, page.organisation_id):
        return None
    link = f"{tx.config.address}{access.confirm_path(tx.keys, page, tx.now)}"
    lines = letters.confirm_lines(link)
    hub = (await community_for_anyone(tx.db)).name
    return letter(to, _("is it all still right?"), *lines, hub=hub, address=tx.config.address)


async def mail_due(tx: Transaction, event: DirectoryLetterDue) -> Mail | None:
    """None for who has no address any more. Its subject tells nothing of what it is about."""
    to = await address_for_mail(tx.db, event.person_id)
    if not to:
        return None
    lines = letters.lines_for(NoticeKind(event.kind), f"{tx.config.address}{event.about}")
    hub = (await community_for_anyone(tx.db)).name
    return letter(to, _("something for you to look at"), *lines, hub=hub, address=tx.config.address)
