"""The SLUG argument of every `add`: one sentence for what does not fit an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from peerhub.web.slugs import SLUG_LENGTH, check_slug


def parse(context: click.Context, parameter: click.Parameter, said: str) -> str:
    slug = said.strip().lower()
    if not 0 < len(slug) <= SLUG_LENGTH:
        raise click.BadParameter(f"Use 1 to {SLUG_LENGTH} letters, digits and hyphens.")
    try:
        return check_slug(slug)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def slug_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("slug", callback=parse)(command)
