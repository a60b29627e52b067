"""`peerhub search rebuild`: the full-text index made anew, also beside a running server."""

from __future__ import annotations

import click

from peerhub.cli.opened import with_hub
from peerhub.search.service import rebuild as rebuild_index


@click.group()
def search() -> None:
    """Look after the search index."""


@search.command()
def rebuild() -> None:
    """Make the index anew from what is there; until the end a search finds less, never more."""
    for kind, count in with_hub(rebuild_index).items():
        click.echo(f"{kind}: {count:,} can be found.")
