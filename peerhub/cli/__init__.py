"""The command line: one file per noun, loaded only when its verb is called."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from peerhub import __version__
from peerhub.core.errors import Refused, StartError, Unavailable

VERBS = {
    "serve": "serve:serve",
    "work": "serve:work",
    "person": "person:person",
    "token": "token:token",
    "sector": "sector:sector",
    "room": "room:room",
    "board": "board:board",
    "import": "imports:imports",
    "export": "export:export",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "doctor": "doctor:doctor",
    "schema": "schema:schema",
    "openapi": "schema:openapi",
    "audit": "audit:audit",
    "search": "search:search",
}


class Lazy(click.Group):
    """Imports a verb's file only when it is asked for: `peerhub schema` need not know sockets."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        file, _, verb = VERBS[name].partition(":")
        module = importlib.import_module(f"peerhub.cli.{file}")
        command: click.Command = getattr(module, verb)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="peerhub")
def peerhub() -> None:
    """A hub for peer support: rooms, a forum, moderation and safeguarding."""


def main(*arguments: Any) -> None:
    """Run one verb; a refusal is one clear line and an exit status that is not 0."""
    try:
        peerhub(args=list(arguments) or None, standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        fail("Stopped. Nothing was left half done.")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except StartError as error:
        fail(str(error))
    except Refused as error:
        fail(error.reason)
    except Unavailable as error:
        fail(f"The database cannot be used now ({error}). Is the disk full or the server away?")


def fail(sentence: str) -> None:
    click.echo(f"peerhub: {sentence}", err=True)
    sys.exit(1)
