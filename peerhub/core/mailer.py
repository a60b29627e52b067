"""Mail out: through SMTP, or as .eml files where none is set. Never inside a transaction."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from peerhub.core.clock import Clock
from peerhub.core.config import Config

SMTP_SECONDS = 30.0  # shorter than the outbox's lease


@dataclass(frozen=True)
class Mail:
    """One letter to one person; the text stands alone (many read nothing else)."""

    to: str
    subject: str
    text: str
    headers: dict[str, str] = field(default_factory=dict)


class Mailer(Protocol):
    """Takes a letter for good, or raises. `mail_id` is the same for every try."""

    async def send(self, mail: Mail, *, mail_id: str) -> None: ...


def one_line(text: str) -> str:
    """Header text without any sign that could begin a new header (promise S19).

    Nor an encoded word (RFC 2047): the email package would decode it, and a newline inside it
    becomes a header of its own when the message is written (seen with Python 3.11).
    """
    plain = "".join(c if c.isprintable() else " " for c in text).replace("=?", "= ?")
    return " ".join(plain.split())


def to_message(mail: Mail, *, mail_id: str, sender: tuple[str, str], clock: Clock) -> EmailMessage:
    """The letter in its envelope; `sender` is (name, address)."""
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((one_line(sender[0]), sender[1]))
    message["To"] = one_line(mail.to)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{mail_id}@{sender[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = one_line(value)
    message.set_content(mail.text, cte="quoted-printable")
    return message


def sender_of(config: Config) -> tuple[str, str]:
    host = urlsplit(config.address).hostname or "localhost"
    domain = host if not host.replace(".", "").isdigit() and ":" not in host else "localhost"
    return ("peerhub", f"hub@{domain}")


class FileMailer:
    """An outbox folder: one .eml a letter, whole or not at all, readable by the hub's account alone."""

    def __init__(self, folder: Path, config: Config, clock: Clock) -> None:
        self.folder, self.config, self.clock = folder, config, clock

    async def send(self, mail: Mail, *, mail_id: str) -> None:
        message = to_message(mail, mail_id=mail_id, sender=sender_of(self.config), clock=self.clock)
        await asyncio.to_thread(self._write, f"{mail_id}.eml", message.as_bytes())

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{name}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self.folder / name)


class SmtpMailer:
    """A mail server: `smtp://user:pass@host:port?tls=starttls|tls|none`."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self.config, self.clock = config, clock
        self.url = urlsplit(config.smtp_url)
        self.tls = parse_qs(self.url.query).get("tls", [""])[0]

    async def send(self, mail: Mail, *, mail_id: str) -> None:
        message = to_message(mail, mail_id=mail_id, sender=sender_of(self.config), clock=self.clock)
        implicit = self.url.scheme == "smtps" or self.tls == "tls"
        await aiosmtplib.send(
            message,
            hostname=self.url.hostname or "localhost",
            port=self.url.port or (465 if implicit else 587),
            username=unquote(self.url.username) if self.url.username else None,
            password=unquote(self.url.password) if self.url.password else None,
            use_tls=implicit,
            start_tls={"starttls": True, "none": False}.get(self.tls),
            timeout=SMTP_SECONDS,
        )


def open_mailer(config: Config, clock: Clock) -> Mailer:
    if config.smtp_url:
        return SmtpMailer(config, clock)
    return FileMailer(config.data_dir / "outbox", config, clock)
