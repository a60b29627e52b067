"""Services at the network's far end that a hub speaks to: a mail server, and a pager service over TLS."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.server import free_port

SLOW_SECONDS = 5.0


class Inbox:
    """The mail server's end: what it took, and what it says to the next letters."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answers: list[str] = []
        self.away = False
        self.slow_to = ""  # letters whose addresses begin so take long

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if self.slow_to and envelope.rcpt_tos[0].startswith(self.slow_to.partition("@")[0]):
            await asyncio.sleep(SLOW_SECONDS)  # the other end of a network
        if self.away:
            answer = "451 Not now"
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer

    def letters(self) -> list[EmailMessage]:
        contents = [cast(bytes, envelope.original_content) for envelope in self.taken]
        return [
            cast(EmailMessage, message_from_bytes(content, policy=policy.default))
            for content in contents
        ]

    def letter(self) -> EmailMessage:
        (one,) = self.letters()
        return one

    @property
    def addresses(self) -> list[str]:
        """To whom letters went, in their order."""
        return [address for envelope in self.taken for address in envelope.rcpt_tos]


@contextmanager
def mail_server() -> Iterator[tuple[Inbox, int]]:
    """A real SMTP server on a free port of this machine."""
    handler, port = Inbox(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


class Pager:
    """The pager service's end: what it was told, and how it answers."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.status = 200

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        self.told.append(json.loads(await reader.readexactly(length)))
        writer.write(f"HTTP/1.1 {self.status} x\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def pager_service(folder: Path) -> AsyncIterator[tuple[Pager, str, Path]]:
    """(its end, its https address, the file by which it can be trusted)."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    pager, port = Pager(), free_port()
    server = await asyncio.start_server(pager.answer, "127.0.0.1", port, ssl=context)
    async with server:
        yield pager, f"https://127.0.0.1:{port}/call", certificate


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pager.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "pager.pem", folder / "pager.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, private
