"""`peerhub room`: open, list and archive rooms."""

from __future__ import annotations

import click

from peerhub.cli.opened import with_hub
from peerhub.cli.slugs import slug_argument
from peerhub.core.errors import NotFound, StartError
from peerhub.core.hub import Hub
from peerhub.rooms.access import rooms_for_operator
from peerhub.rooms.models import Room, RoomKind
from peerhub.rooms.service.rooms import archive_room, open_room

KINDS = [kind.value for kind in RoomKind if kind is not RoomKind.DIRECT]


@click.group()
def room() -> None:
    """Live rooms."""


@room.command()
@slug_argument
@click.option("--title", required=True)
@click.option("--sector", default="", metavar="SLUG")
@click.option("--kind", type=click.Choice(KINDS), default="open")
def add(slug: str, title: str, sector: str, kind: str) -> None:
    """Open a room. A private or confidential one gets an address without words, printed here."""

    async def act(hub: Hub) -> Room:
        async with hub.transaction() as tx:
            return await open_room(tx, slug=slug, title=title, sector=sector, kind=RoomKind(kind))

    made = with_hub(act)
    click.echo(f"Opened {made.title}: /rooms/{made.slug}")
    if made.kind.is_secret:
        hint = f"Name who looks after it: peerhub person role EMAIL facilitator@{made.place}"
        click.echo(hint, err=True)  # standard output is the address alone, for programs


@room.command("list")
def list_() -> None:
    """Every room, one a line: address, kind, title."""

    async def act(hub: Hub) -> list[Room]:
        async with hub.reading() as db:
            return await rooms_for_operator(db)

    for each in with_hub(act):
        mark = f"{each.kind}, archived" if each.archived_at else each.kind.value
        click.echo(f"{each.slug}\t{mark}\t{each.title}")


@room.command()
@click.argument("slug")
def archive(slug: str) -> None:
    """Close a room for writing; what was said stays readable."""

    async def act(hub: Hub) -> None:
        async with hub.transaction() as tx:
            await archive_room(tx, slug)

    try:
        with_hub(act)
    except NotFound as error:
        raise StartError(f"There is no room {slug!r}. See 'peerhub room list'.") from error
    click.echo(f"Archived {slug}.")
