"""What the audit trail keeps of the directory."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.directory.models import Organisation
from peerhub.directory.networks import Network
from peerhub.moderation.service.trail import note
from peerhub.people.models import Person


async def log_of(
    tx: Transaction, by: Person, action: str, known: Organisation, detail: str = ""
) -> None:
    """Who did it and to which page; never words of people."""
    subject = f"organisation:{known.organisation_id}"
    await note(tx, actor_id=by.person_id, action=action, subject=subject, detail=detail)


async def log_of_network(
    tx: Transaction, by: Person, action: str, network: Network, detail: str = ""
) -> None:
    """Who did it and to which network; never words of people."""
    subject = f"network:{network.network_id}"
    await note(tx, actor_id=by.person_id, action=action, subject=subject, detail=detail)
