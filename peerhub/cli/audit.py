"""`peerhub audit verify`: whether the audit trail is still what was written."""

from __future__ import annotations

import click

from peerhub.cli import fail
from peerhub.cli.opened import with_hub
from peerhub.core.hub import Hub
from peerhub.moderation.models import Kept, TrailFault
from peerhub.moderation.service.trail import verify_audit, verify_kept


@click.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command()
@click.option(
    "--kept", metavar="LINE", help="An end of the trail from a letter: is it still there?"
)
def verify(kept: str | None) -> None:
    """Check every entry against the one before; exit status 1 and its number where it breaks."""
    count, fault = with_hub(_verify)
    if fault is None and kept:
        _against(kept)
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


SAID = {
    Kept.CUT: "The audit trail is shorter than the one in that letter: entries are missing.",
    Kept.REWRITTEN: "The audit trail was written anew since that letter: what it ended with then is"
    " not there any more.",
    Kept.UNKNOWN: "This line is not one of this hub's. Copy it whole, from `peerhub audit verify"
    " --kept` on; with another secret key no letter can be checked.",
}  # fmt: skip


def _against(kept: str) -> None:
    async def ask(hub: Hub) -> Kept:
        async with hub.reading() as db:
            return await verify_kept(db, hub.keys, kept)

    found = with_hub(ask)
    if found is not Kept.THERE:
        fail(SAID[found])
    click.echo("The audit trail holds all that was in it when that letter was sent.")


async def _verify(hub: Hub) -> tuple[int, TrailFault | None]:
    async with hub.reading() as db:
        return await verify_audit(db, hub.keys)
