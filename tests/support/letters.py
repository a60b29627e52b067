"""The letters that the hub sent, as they lie in its outbox folder."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from peerhub.core.hub import Hub


@dataclass(frozen=True)
class Letter:
    """One letter, opened."""

    to: str
    subject: str
    text: str
    message: EmailMessage

    @property
    def links(self) -> list[str]:
        """Web addresses in it, in their order."""
        return re.findall(r"https?://[^\s<>\"]+", self.text)


class Letters:
    """`await mail.all()` delivers what is due first; `await mail.to(address)` are one person's."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def all(self) -> list[Letter]:
        await self.hub.outbox.deliver_all()
        return self.kept()

    async def to(self, address: str) -> list[Letter]:
        return [letter for letter in await self.all() if letter.to == address]

    def kept(self) -> list[Letter]:
        """What lies there now, oldest first."""
        folder = self.hub.config.data_dir / "outbox"
        return [_open(path) for path in sorted(folder.glob("*.eml"), key=_age)]


def _age(path: Path) -> tuple[int, int]:
    """When it was written, and of several in one tick of the file system's clock, its number."""
    number = path.stem.rpartition("-")[2]
    return path.stat().st_mtime_ns, int(number) if number.isdigit() else 0


def _open(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(str(message["To"]), str(message["Subject"]), text, message)
