"""`peerhub export`: the whole community as open formats, for reading and for another hub."""

from __future__ import annotations

from pathlib import Path

import click

from peerhub.cli.opened import with_hub
from peerhub.cli.progress import shown
from peerhub.core.hub import Hub
from peerhub.export.models import REASON_LENGTH, Manifest
from peerhub.export.service.leave import export_hub


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--with-secret", is_flag=True, help="Private, confidential and direct places too.")
@click.option("--with-addresses", is_flag=True, help="E-mail addresses too.")
@click.option("--reason", default="", metavar="WORDS", help="Why, for the audit trail.")
def export(folder: Path, with_secret: bool, with_addresses: bool, reason: str) -> None:
    """Write the community into DIR, while the server runs: to read, to keep, to move elsewhere."""
    target = folder.absolute()
    with shown("Writing the community down") as tell:

        async def act(hub: Hub) -> Manifest:
            return await export_hub(
                hub,
                target,
                secret=with_secret,
                addresses=with_addresses,
                reason=reason.strip()[:REASON_LENGTH],
                tell=tell,
            )

        manifest = with_hub(act)
    for line in told(manifest, folder):
        click.echo(line)


def told(manifest: Manifest, folder: Path) -> list[str]:
    """What is in it, what is not, and how to keep it."""
    return [
        f"Exported {manifest.community} to {folder}, as it was at {manifest.made_at}.",
        "In it:",
        *(f"  {name}: {count:,}" for name, count in manifest.counts.items() if count),
        "Not in it:",
        *(f"  {words}" for words in manifest.left_out),
        f"Read it in a browser: {folder / 'index.html'}",
        "It holds people's names and words, unsealed. Keep it where you keep your backups, give it",
        "to nobody who may not read all of it, and delete it when it has served.",
    ]
