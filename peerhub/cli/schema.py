"""`peerhub schema` and `peerhub openapi`: two portraits drawn from the code."""

from __future__ import annotations

import json

import click

from peerhub.app import FEATURES
from peerhub.migrations.portrait import render_schema
from peerhub.web.openapi import describe


@click.command()
def schema() -> None:
    """Print schema.sql: the whole database on one page."""
    click.echo(render_schema(), nl=False)


@click.command()
def openapi() -> None:
    """Print the OpenAPI document of /api/v1."""
    endpoints = [endpoint for feature in FEATURES for endpoint in feature.endpoints]
    click.echo(json.dumps(describe(endpoints), indent=2, ensure_ascii=False))
