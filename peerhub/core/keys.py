"""Secrets: made once, kept in the data directory for its owner alone; never printed, never logged."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peerhub.core.config import Config
from peerhub.core.errors import StartError

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letter that a tired eye takes for another
ID_LENGTH = 16
_SIGNS = bytes(ord(ID_ALPHABET[byte % 32 % 31]) for byte in range(256))
_NO_SIGN = bytes(byte for byte in range(256) if byte % 32 == 31)


def new_id() -> str:
    """An id that tells nothing: 16 signs, 79 bits.

    Five random bits choose a sign; where they are 31 there is none, so that no sign is likelier.
    One question to the system instead of seventeen: 2 µs, not 25, and each message has one.
    """
    signs = b""
    while len(signs) < ID_LENGTH:
        signs = os.urandom(2 * ID_LENGTH).translate(_SIGNS, _NO_SIGN)
    return signs[:ID_LENGTH].decode()


def new_token() -> str:
    """A secret for a cookie, a link or the API: 256 bits (ASVS 7.2.3 asks for 128)."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """How a token rests in the database. Tokens are random, so one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Keys:
    """The hub's two keys; `repr` shows neither."""

    secret: bytes
    records: bytes

    def __repr__(self) -> str:
        return "Keys(…)"

    def sign(self, purpose: str, *parts: str) -> str:
        """A keyed hash; `purpose` keeps one use's hashes from serving another."""
        text = "\x1f".join((purpose, *parts)).encode()
        return hmac.digest(self.secret, text, "sha256").hex()

    def verify(self, signature: str, purpose: str, *parts: str) -> bool:
        return hmac.compare_digest(signature.encode(), self.sign(purpose, *parts).encode())

    def mark(self, purpose: str, *parts: str) -> str:
        """As `sign`, under the records key: by it the hub knows its own again, and nobody else."""
        text = "\x1f".join((purpose, *parts)).encode()
        return hmac.digest(self.records, text, "sha256").hex()

    def seal(self, text: str, *, about: str) -> bytes:
        """Encrypt `text` (AES-256-GCM); it opens only with the same `about` (row id and field)."""
        nonce = os.urandom(12)
        return nonce + AESGCM(self.records).encrypt(nonce, text.encode(), about.encode())

    def unseal(self, sealed: bytes, *, about: str) -> str:
        """The text again; ValueError where a bit, the place or the key is another."""
        try:
            return AESGCM(self.records).decrypt(sealed[:12], sealed[12:], about.encode()).decode()
        except InvalidTag as error:
            raise ValueError("a sealed copy does not open: wrong key, place or bytes") from error


def load_keys(config: Config) -> Keys:
    """The keys of the settings, else of the data directory, made there at the first start."""
    return Keys(
        secret=_key(config.secret_key, config.data_dir / "secret.key"),
        records=_key(config.records_key, config.data_dir / "records.key"),
    )


def _key(given: str, path: Path) -> bytes:
    try:
        text = given or (path.read_text() if path.exists() else _make(path))
    except OSError as error:
        raise StartError(
            f"The key file {path} cannot be read or made: {error.strerror}. "
            "Give the data directory to the account that runs the hub."
        ) from error
    return hashlib.sha256(text.strip().encode()).digest()


def _make(path: Path) -> str:
    text = secrets.token_hex(32)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
    return text
