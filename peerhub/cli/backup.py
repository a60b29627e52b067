"""`peerhub backup` and `peerhub restore`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from peerhub.app import build_hub
from peerhub.cli.holding import hold_data_dir
from peerhub.cli.opened import with_hub
from peerhub.cli.progress import shown
from peerhub.core.archive import make_backup, opened_backup, put_back
from peerhub.core.clock import SystemClock
from peerhub.core.config import Config, load_config
from peerhub.core.errors import StartError
from peerhub.core.facts import set_fact
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.logs import set_up_logs
from peerhub.migrations.road import current_revision, known_revisions, migrate
from peerhub.people.access import count_people


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a consistent copy of the hub into FILE, while the server runs. The keys are not in it."""
    set_up_logs()
    config = load_config()
    if config.on_sqlite and not (config.data_dir / "peerhub.sqlite3").exists():
        raise StartError(
            f"There is no hub in {config.data_dir}. Set PEERHUB_DATA_DIR to the right one."
        )
    revision = current_revision(config) or ""
    with shown("Copying the hub") as tell:
        manifest = make_backup(config, SystemClock(), revision, file.absolute(), tell=tell)
    click.echo(f"Backed up to {file} at {manifest['made_at']}.")
    click.echo(
        f"Keep {config.data_dir / 'secret.key'} and records.key elsewhere: they are not in it."
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Replace what is there without asking.")
def restore(file: Path, yes: bool) -> None:
    """Bring the hub back from FILE. Refuses while a server runs on it."""
    set_up_logs()
    config = load_config()
    lock = hold_data_dir(config) if config.on_sqlite else None
    try:
        if not yes and has_people(config):
            click.confirm("This replaces everything in this hub. Go on?", abort=True)
        with (
            shown("Checking the backup") as tell,
            opened_backup(file, config.data_dir, tell=tell) as (manifest, folder),
        ):
            if manifest["revision"] not in known_revisions():
                raise StartError("This backup is of a newer peerhub. Install that version first.")
            put_back(config, manifest, folder)
    finally:
        if lock:
            lock.close()
    with_hub(new_epoch)
    click.echo(f"Restored from {file}, as it was at {manifest['made_at']}.")


async def new_epoch(hub: Hub) -> None:
    """Rooms were rewound: a client that saw more must start from the store (contract section 3)."""
    async with hub.transaction() as tx:
        await set_fact(tx.db, "epoch", new_id())


def has_people(config: Config) -> bool:
    if config.on_sqlite and not (config.data_dir / "peerhub.sqlite3").exists():
        return False
    migrate(config)

    async def count() -> int:
        hub = build_hub(config, checkpoints=False)
        try:
            async with hub.reading() as db:
                return await count_people(db)
        finally:
            await hub.close()

    return asyncio.run(count()) > 0
