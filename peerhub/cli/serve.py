"""`peerhub serve` and `peerhub work`: the server, and the background worker alone."""

from __future__ import annotations

import asyncio
import socket

import click

from peerhub.app import build_hub
from peerhub.cli.holding import hold_data_dir
from peerhub.cli.opening import open_community
from peerhub.cli.server import run_server
from peerhub.cli.settings_help import settings_help
from peerhub.core.config import Config, load_config
from peerhub.core.duties import take_up_parked
from peerhub.core.errors import StartError
from peerhub.core.logs import set_up_logs
from peerhub.migrations.road import migrate


@click.command(epilog=settings_help())
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo", is_flag=True, help="Open with an invented community to try things in.")
def serve(host: str, port: int, workers: int, demo: bool) -> None:
    """Start the hub."""
    set_up_logs()
    config = load_config(host=host, port=port, workers=workers, demo=demo)
    lock = hold_data_dir(config) if config.on_sqlite else None
    migrate(config)
    listening = listen_on(config)
    config = load_config(host=host, port=listening.getsockname()[1], workers=workers, demo=demo)
    asyncio.run(prepare(config))
    try:
        run_server(config, listening)
    finally:
        if lock:
            lock.close()


@click.command()
def work() -> None:
    """Run the background worker alone: mail, reminders, retention. Needs PostgreSQL."""
    set_up_logs()
    config = load_config()
    if config.on_sqlite:
        raise StartError(
            "On SQLite the server does this work itself. Set PEERHUB_DATABASE_URL first."
        )
    migrate(config)

    async def run() -> None:
        hub = build_hub(config)
        try:
            await hub.outbox.run()
        finally:
            await hub.close()

    click.echo("The worker runs. Stop it with Ctrl+C.")
    asyncio.run(run())


def listen_on(config: Config) -> socket.socket:
    """The listening socket; StartError in one line where the port is taken or not ours."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((config.host, config.port))
    except OSError as error:
        listening.close()
        raise StartError(
            f"Port {config.port} on {config.host} cannot be used: {error.strerror}. "
            f"Stop what listens there, or choose another with --port {config.port + 1}."
        ) from error
    listening.set_inheritable(True)
    return listening


async def prepare(config: Config) -> None:
    """What is done once before the first request; prints how to come in."""
    hub = build_hub(config)
    try:
        async with hub.transaction() as tx:
            await take_up_parked(tx.db, tx.now)
        for line in await open_community(hub):
            click.echo(line)
    finally:
        await hub.close()
