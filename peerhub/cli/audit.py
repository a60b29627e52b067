"""`peerhub audit verify`: whether the audit trail is still what was written."""

from __future__ import annotations

import click

from peerhub.cli import fail
from peerhub.cli.opened import with_hub
from peerhub.core.hub import Hub
from peerhub.moderation.models import TrailFault
from peerhub.moderation.service.trail import verify_audit


@click.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command()
def verify() -> None:
    """Check every entry against the one before; exit status 1 and its number where it breaks."""
    count, fault = with_hub(_verify)
    if fault is None:
        click.echo(f"The audit trail is whole. Entries: {count}.")
    elif fault.cut:
        fail(
            f"The audit trail is cut: after entry {fault.entry_id} entries are missing. "
            "Compare it with a backup."
        )
    else:
        fail(
            f"The audit trail is broken at entry {fault.entry_id}: it was changed or put in, or one "
            "before it was moved or taken out. Compare it with a backup."
        )


async def _verify(hub: Hub) -> tuple[int, TrailFault | None]:
    async with hub.reading() as db:
        return await verify_audit(db, hub.keys)
