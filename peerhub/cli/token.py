"""`peerhub token`: API tokens for people. The secret is printed once and kept nowhere."""

from __future__ import annotations

import click

from peerhub.cli.opened import with_hub
from peerhub.cli.person import find_by_email
from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound, StartError
from peerhub.core.hub import Hub
from peerhub.people import access, rules
from peerhub.people.models import Person, Token
from peerhub.people.service import tokens


@click.group()
def token() -> None:
    """API tokens."""


@token.command()
@click.argument("email")
@click.option("--scope", "first", multiple=True, required=True, metavar="SCOPE...")
@click.argument("more", nargs=-1, metavar="")
def add(email: str, first: tuple[str, ...], more: tuple[str, ...]) -> None:
    """Print a new token, alone on standard output. Scopes: read, write, moderate, administer."""
    words = tuple(word for said in (*first, *more) for word in said.split(",") if word)
    try:
        scopes = rules.parse_scopes(words)
    except ValueError as error:
        raise StartError(str(error)) from error

    async def act(hub: Hub) -> str:
        async with hub.transaction() as tx:
            owner = await find_by_email(tx, email)
            return await tokens.make_token(tx, owner, scopes=scopes, by=None)

    click.echo(with_hub(act))


@token.command("list")
@click.argument("email", required=False)
def list_(email: str | None) -> None:
    """Standing tokens, one a line: id, scopes, made at, owner's address."""

    async def act(hub: Hub) -> list[tuple[Token, str]]:
        async with hub.reading() as db:
            found = await access.tokens_for_operator(db)
            people: list[tuple[Person, str]] = await access.people_for_operator(db)
        owners = {each.person_id: address for each, address in people}
        return [(each, owners.get(each.person_id, "")) for each in found]

    for each, owner in with_hub(act):
        if email in (None, owner):
            scopes = " ".join(sorted(each.scopes))
            click.echo(f"{each.token_id}\t{scopes}\t{to_iso(each.made_at)}\t{owner}")


@token.command()
@click.argument("token_id", metavar="ID")
def revoke(token_id: str) -> None:
    """Revoke a token by its id (see `token list`); open connections end at once."""

    async def act(hub: Hub) -> None:
        async with hub.transaction() as tx:
            await tokens.revoke_token(tx, token_id)

    try:
        with_hub(act)
    except NotFound as error:
        raise StartError(f"There is no standing token {token_id!r}. See 'token list'.") from error
    click.echo(f"Revoked {token_id}.")
