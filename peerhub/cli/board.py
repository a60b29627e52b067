"""`peerhub board`: open, list and archive boards."""

from __future__ import annotations

import click

from peerhub.cli.opened import with_hub
from peerhub.cli.slugs import slug_argument
from peerhub.core.errors import NotFound, StartError
from peerhub.core.hub import Hub
from peerhub.forum.access import boards_for_operator
from peerhub.forum.models import Board, BoardKind
from peerhub.forum.service.boards import archive_board, open_board


@click.group()
def board() -> None:
    """Boards of the forum."""


@board.command()
@slug_argument
@click.option("--title", required=True)
@click.option("--sector", default="", metavar="SLUG")
@click.option("--kind", type=click.Choice([k.value for k in BoardKind]), default="open")
@click.option("--public", is_flag=True, help="Anybody can read it without signing in.")
def add(slug: str, title: str, sector: str, kind: str, public: bool) -> None:
    """Open a board. A private or confidential one gets an address without words, printed here."""

    async def act(hub: Hub) -> Board:
        async with hub.transaction() as tx:
            return await open_board(
                tx, slug=slug, title=title, sector=sector, kind=BoardKind(kind), public=public
            )

    made = with_hub(act)
    click.echo(f"Opened {made.title}: /forum/{made.slug}")
    if made.kind.is_secret:
        hint = f"Name who looks after it: peerhub person role EMAIL facilitator@{made.place}"
        click.echo(hint, err=True)  # standard output is the address alone, for programs


@board.command("list")
def list_() -> None:
    """Every board, one a line: address, kind, title."""

    async def act(hub: Hub) -> list[Board]:
        async with hub.reading() as db:
            return await boards_for_operator(db)

    for each in with_hub(act):
        marks = [each.kind.value, *(["public"] if each.public else [])]
        marks += ["archived"] if each.archived_at else []
        click.echo(f"{each.slug}\t{', '.join(marks)}\t{each.title}")


@board.command()
@click.argument("slug")
def archive(slug: str) -> None:
    """Close a board for writing; what was written stays readable by its address."""

    async def act(hub: Hub) -> None:
        async with hub.transaction() as tx:
            await archive_board(tx, slug)

    try:
        with_hub(act)
    except NotFound as error:
        raise StartError(f"There is no board {slug!r}. See 'peerhub board list'.") from error
    click.echo(f"Archived {slug}.")
