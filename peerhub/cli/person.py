"""`peerhub person`: add people, list them, suspend and restore them, give and take roles."""

from __future__ import annotations

import sys

import click

from peerhub.cli.opened import with_hub
from peerhub.core.errors import NotFound, StartError
from peerhub.core.hub import Hub
from peerhub.core.transaction import Transaction
from peerhub.moderation.service.trail import note
from peerhub.people import access, rules
from peerhub.people.models import NAME_LENGTH, PASSWORD_MOST, Person, Role
from peerhub.people.service import roles, suspend
from peerhub.people.service.address import give_address
from peerhub.people.service.appoint import appoint

ROLE = "ROLE[@SCOPE]"


@click.group()
def person() -> None:
    """People: members, their roles, suspensions."""


def parse_roles(words: tuple[str, ...]) -> list[Role]:
    try:
        return [rules.parse_role(word) for word in words]
    except ValueError as error:
        raise StartError(str(error)) from error


async def find_by_email(tx: Transaction, email: str) -> Person:
    found = await access.person_by_email(tx.db, email.strip())
    if found is None:
        raise StartError(f"Nobody here has the address {email}. See 'peerhub person list'.")
    return found


def read_password() -> str:
    """The first line of standard input; a password never stands among the arguments."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password or len(password) > PASSWORD_MOST:
        raise StartError(f"Write one line of 1 to {PASSWORD_MOST} signs to standard input.")
    return password


@person.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that others see.")
@click.option(
    "--role", "words", multiple=True, metavar=ROLE, help="As in moderator@sector:housing."
)
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input.")
def add(email: str, name: str, words: tuple[str, ...], password_stdin: bool) -> None:
    """Add a member. Without a password they sign in by a link that is mailed to them."""
    wanted = parse_roles(words)
    if len(name) > NAME_LENGTH:
        raise StartError(f"A name has at most {NAME_LENGTH} signs.")
    password = read_password() if password_stdin else None
    made = with_hub(
        lambda hub: appoint(hub, name=name, email=email, password=password, roles=wanted)
    )
    click.echo(f"Added {made.name}: /people/{made.handle}")


@person.command("list")
def list_() -> None:
    """Everybody, one a line: address (@handle where there is none), state, roles, name."""

    async def act(hub: Hub) -> list[tuple[Person, str]]:
        async with hub.reading() as db:
            return await access.people_for_operator(db)

    for each, email in with_hub(act):
        held = " ".join(str(role) for role in each.roles) or "member"
        click.echo(f"{email or f'@{each.handle}'}\t{each.state}\t{held}\t{each.name}")


@person.command("address")
@click.argument("handle")
@click.argument("email")
def address_(handle: str, email: str) -> None:
    """Give an address to who came without one, by an import: from then on they can sign in by link."""

    async def act(hub: Hub) -> Person:
        async with hub.transaction() as tx:
            found = await give_address(tx, handle=handle.lower().removeprefix("@"), email=email)
            subject = f"person:{found.person_id}"
            await note(tx, actor_id="", action="person.address_given", subject=subject)
            return found

    try:
        found = with_hub(act)
    except NotFound as error:
        raise StartError(
            f"Nobody here has the handle {handle}. See 'peerhub person list'."
        ) from error
    click.echo(f"{found.name} can sign in by a link to {email}.")


@person.command("suspend")
@click.argument("email")
@click.option("--restore", is_flag=True, help="Open the account again.")
def suspend_(email: str, restore: bool) -> None:
    """Close an account at once, on open connections too; what was said stays."""

    async def act(hub: Hub) -> None:
        async with hub.transaction() as tx:
            found = await find_by_email(tx, email)
            if restore:
                await suspend.restore(tx, person_id=found.person_id)
            else:
                await suspend.suspend(tx, person_id=found.person_id, by=None)

    try:
        with_hub(act)
    except NotFound as error:
        state = "not suspended" if restore else "no member now"
        raise StartError(f"{email} is {state}. See 'peerhub person list'.") from error
    click.echo(f"{'Restored' if restore else 'Suspended'} {email}.")


@person.command("role")
@click.argument("email")
@click.argument("words", nargs=-1, metavar=f"[{ROLE}]...")
@click.option("--give", multiple=True, metavar=ROLE)
@click.option("--take", multiple=True, metavar=ROLE)
def role_(email: str, words: tuple[str, ...], give: tuple[str, ...], take: tuple[str, ...]) -> None:
    """Give roles, or take them with --take; prints what the person holds afterwards.

    Those who hold reviewer or safeguarding are told. No role opens a sealed record.
    """
    giving, taking = parse_roles((*words, *give)), parse_roles(take)

    async def act(hub: Hub) -> Person:
        async with hub.transaction() as tx:
            found = await find_by_email(tx, email)
            for role in giving:
                await roles.give_role(tx, person_id=found.person_id, role=role, by=None)
            for role in taking:
                await roles.take_role(tx, person_id=found.person_id, role=role, by=None)
            return await find_by_email(tx, email)

    try:
        found = with_hub(act)
    except NotFound as error:
        raise StartError(f"{email} does not hold that role. See 'peerhub person list'.") from error
    click.echo(" ".join(str(role) for role in found.roles) or "member")
