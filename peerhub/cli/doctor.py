"""`peerhub doctor`: what is wrong, and what to do about each fault. Never prints a key."""

from __future__ import annotations

import asyncio
import os
import shutil
import smtplib
import socket
import sqlite3
import ssl
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import SplitResult, parse_qs, urlsplit

import click
import redis

from peerhub.app import build_hub
from peerhub.core.config import Config, load_config
from peerhub.core.database import check_writable
from peerhub.core.duties import count_parked, oldest_waiting
from peerhub.core.errors import StartError, Unavailable
from peerhub.core.hub import Hub
from peerhub.core.logs import set_up_logs
from peerhub.migrations.road import current_revision, newest

LEAST_FREE = 512 << 20  # a day of a busy hub, and room for one backup
SAFE_SQLITE = (
    3,
    51,
    3,
)  # before it, two checkpointers at once could corrupt (sqlite.org, WAL-reset)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `todo` is empty where all is well; `weak` is advice, no fault."""

    what: str
    found: str
    todo: str = ""
    weak: bool = False


@click.command()
def doctor() -> None:
    """Check settings, database, Redis, mail, disk, clock and migrations."""
    set_up_logs()
    config = load_config()
    findings = [finding for check in CHECKS for finding in look(check, config)]
    for one in findings:
        mark = "ok  " if not one.todo else ("weak" if one.weak else "BAD ")
        click.echo(f"{mark}  {one.what}: {one.found}")
        if one.todo:
            click.echo(f"      {one.todo}")
    if any(one.todo and not one.weak for one in findings):
        raise StartError("Something needs to be put right; see above.")


def look(check: Callable[[Config], list[Finding]], config: Config) -> list[Finding]:
    """One check; a fault inside it is a finding, not the end of the others."""
    try:
        return check(config)
    except StartError as error:
        return [Finding(check.__name__, "not usable", str(error))]


def settings(config: Config) -> list[Finding]:
    found = [Finding("Address", config.address)]
    if not config.secure and not config.base_url.startswith("http://127.0.0.1") and config.base_url:
        found.append(
            Finding("HTTPS", "not used", "Put a TLS proxy in front; see docs/operating.md.")
        )
    if config.limits == "off":
        found.append(Finding("Limits", "off", "Set PEERHUB_LIMITS=on for people.", weak=True))
    return found


def data_directory(config: Config) -> list[Finding]:
    check_writable(config.data_dir, config.data_dir / "peerhub.sqlite3")
    free = shutil.disk_usage(config.data_dir).free
    todo = (
        "" if free > LEAST_FREE else "Make room: at least 512 MB, else nothing can be stored soon."
    )
    found = [Finding("Disk", f"{free >> 20} MB free", todo)]
    for name in ("secret.key", "records.key"):
        path = config.data_dir / name
        if path.exists():
            loose = stat.S_IMODE(path.stat().st_mode) & 0o077
            todo = f"Run: chmod 600 {path}" if loose else ""
            found.append(
                Finding(name, "readable by others" if loose else "for its owner alone", todo)
            )
    return found


def database(config: Config) -> list[Finding]:
    found = []
    if config.on_sqlite:
        safe = sqlite3.sqlite_version_info >= SAFE_SQLITE
        found.append(
            Finding(
                "SQLite",
                sqlite3.sqlite_version,
                ""
                if safe
                else "One server and no other program on the file is safe; litestream is not.",
                weak=True,
            )
        )
        if not (config.data_dir / "peerhub.sqlite3").exists():
            return [*found, Finding("Database", "not made yet: the first start makes it")]
    current = current_revision(config)
    behind = current != newest()
    todo = "Start the server once: it walks the database to the newest schema." if behind else ""
    found.append(Finding("Schema", f"{current or 'empty'} (newest {newest()})", todo, weak=behind))
    return found if behind else [*found, *asyncio.run(_ask_hub(config))]


async def _ask_hub(config: Config) -> list[Finding]:
    hub = build_hub(config, checkpoints=False)
    try:
        return await _duties(hub)
    except Unavailable as error:
        todo = "Is the disk full, or the database server away? Its own log says more."
        return [Finding("Database", f"does not answer ({error})", todo)]
    finally:
        await hub.close()


async def _duties(hub: Hub) -> list[Finding]:
    async with hub.reading() as db:
        parked = await count_parked(db)
        lag = await oldest_waiting(db, hub.clock.now())
        found = [Finding("Database", "answers")]
        if not hub.config.on_sqlite:
            mode = (await db.exec_driver_sql("SHOW synchronous_commit")).scalar_one()
            todo = (
                ""
                if mode in ("on", "remote_write", "remote_apply")
                else ("Set synchronous_commit=on: else an acknowledged message can be lost.")
            )
            found.append(Finding("Commits", f"synchronous_commit={mode}", todo))
    todo = "Each was tried eight times. Put the cause right (mail?), then start the server anew."
    found.append(Finding("Duties given up", str(parked), todo if parked else ""))
    late = lag > 300
    found.append(
        Finding("Oldest waiting duty", f"{lag:.0f} s", "Does a server run?" if late else "", True)
    )
    return found


def bus(config: Config) -> list[Finding]:
    if not config.redis_url:
        return [Finding("Redis", "not used: one process")]
    try:
        redis.from_url(config.redis_url, socket_connect_timeout=3).ping()
    except (redis.RedisError, OSError) as error:
        todo = "Start Redis, or take PEERHUB_REDIS_URL away. Until then other workers' people wait a beat."
        return [Finding("Redis", f"away ({type(error).__name__})", todo)]
    return [Finding("Redis", "answers")]


def mail(config: Config) -> list[Finding]:
    if not config.smtp_url:
        todo = "Set PEERHUB_SMTP_URL, or nobody gets a sign-in link."
        return [Finding("Mail", f"written to {config.data_dir / 'outbox'}", todo, weak=True)]
    url = urlsplit(config.smtp_url)
    try:
        with _line_to(url) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        todo = "Check the host, the port and ?tls= in PEERHUB_SMTP_URL."
        return [Finding("Mail", f"{url.hostname} does not answer ({type(error).__name__})", todo)]
    return [Finding("Mail", f"{url.hostname} answers")]


def _line_to(url: SplitResult) -> smtplib.SMTP:
    """As the mailer would speak to it: TLS from the first byte, or not yet."""
    host = url.hostname or "localhost"
    if url.scheme == "smtps" or parse_qs(url.query).get("tls") == ["tls"]:
        return smtplib.SMTP_SSL(host, url.port or 465, timeout=5)
    return smtplib.SMTP(host, url.port or 587, timeout=5)


def calls(config: Config) -> list[Finding]:
    """Ways to a safeguarding lead who has no page open: with fewer than two a night can pass unseen."""
    ways = [one for one in (_mail_goes(config), _pager_answers(config)) if one]
    todo = (
        "Set PEERHUB_SMTP_URL and PEERHUB_ALERT_URL: a flag has to wake somebody at night."
        if len(ways) < 2
        else ""
    )
    return [Finding("Ways to a safeguarding lead", ", ".join(ways) or "none", todo, weak=True)]


def _mail_goes(config: Config) -> str:
    return "mail" if config.smtp_url and not any(one.todo for one in mail(config)) else ""


def _pager_answers(config: Config) -> str:
    """Whether its host takes a TLS connection; nothing is sent, since that would wake somebody."""
    url = urlsplit(config.alert_url)
    if not url.hostname:
        return ""
    try:
        with (
            socket.create_connection((url.hostname, url.port or 443), timeout=5) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=url.hostname),
        ):
            return "pager"
    except OSError:
        return ""


def clock(config: Config) -> list[Finding]:
    wrong = datetime.now(UTC).year < 2026
    return [
        Finding(
            "Clock",
            datetime.now(UTC).isoformat(timespec="seconds"),
            "Set it: NTP." if wrong else "",
        )
    ]


def machine(config: Config) -> list[Finding]:
    account = "root" if os.geteuid() == 0 else "an account of its own"
    todo = (
        "Run the hub under an account of its own; see docs/operating.md."
        if os.geteuid() == 0
        else ""
    )
    return [Finding("Account", f"{account} on {socket.gethostname()}", todo, weak=True)]


CHECKS = (settings, data_directory, database, bus, mail, calls, clock, machine)
