"""`peerhub sector`: the fields of work that rooms and boards stand in."""

from __future__ import annotations

import click

from peerhub.cli.opened import with_hub
from peerhub.cli.slugs import slug_argument
from peerhub.community.access import sectors_for_operator
from peerhub.community.models import NAME_LENGTH, Sector
from peerhub.community.service import add_sector, archive_sector
from peerhub.core.errors import NotFound, StartError
from peerhub.core.hub import Hub


@click.group()
def sector() -> None:
    """Sectors: data, so a new one needs no restart."""


@sector.command()
@slug_argument
@click.option("--title", required=True)
def add(slug: str, title: str) -> None:
    """Add a sector."""
    tidy = " ".join(title.split())
    if not 0 < len(tidy) <= NAME_LENGTH:
        raise StartError(f"A title has 1 to {NAME_LENGTH} signs.")

    async def act(hub: Hub) -> Sector:
        async with hub.transaction() as tx:
            return await add_sector(tx, slug=slug, title=tidy)

    click.echo(f"Added {with_hub(act).title}: {slug}")


@sector.command("list")
def list_() -> None:
    """Every sector, one a line: address, state, title."""

    async def act(hub: Hub) -> list[Sector]:
        async with hub.reading() as db:
            return await sectors_for_operator(db)

    for each in with_hub(act):
        click.echo(f"{each.slug}\t{'archived' if each.archived_at else 'open'}\t{each.title}")


@sector.command()
@click.argument("slug")
def archive(slug: str) -> None:
    """Offer it no longer; its rooms and boards stay as they are."""

    async def act(hub: Hub) -> None:
        async with hub.transaction() as tx:
            await archive_sector(tx, slug)

    try:
        with_hub(act)
    except NotFound as error:
        raise StartError(f"There is no sector {slug!r}. See 'peerhub sector list'.") from error
    click.echo(f"Archived {slug}.")
