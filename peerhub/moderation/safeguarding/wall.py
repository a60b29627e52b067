"""The wall's bricks: sealing to a key, signing, and closing keys with a passphrase. Pure.

HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), Ed25519 (RFC 8032), Argon2id (RFC 9106).
Everything sealed says in `about` where it stands, and opens nowhere else.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from peerhub.core.keys import ID_ALPHABET, hash_token

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
# RFC 9106 section 4, second recommended option, as for passwords.
PASSES, MEMORY_KIB, LANES = 3, 65_536, 4


class Closed(ValueError):
    """What is sealed does not open: another key, another place, or another byte."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Two private keys of one lead: `box` opens what is sealed to them, `pen` signs. `repr` shows none."""

    box: bytes
    pen: bytes

    def __repr__(self) -> str:
        return "KeyRing(…)"

    @property
    def public_box(self) -> bytes:
        return public_box_of(self.box)

    @property
    def public_pen(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.pen).public_key().public_bytes_raw()

    def sign(self, text: str) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.pen).sign(text.encode())


def new_ring() -> KeyRing:
    return KeyRing(new_box(), Ed25519PrivateKey.generate().private_bytes_raw())


def new_box() -> bytes:
    """A private key to open with."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_box_of(box: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(box).public_key().public_bytes_raw()


def seal_to(public_box: bytes, content: bytes, *, about: str) -> bytes:
    """For whoever holds the private key, and nobody else; whoever sealed it cannot open it either."""
    key = X25519PublicKey.from_public_bytes(public_box)
    return SUITE.encrypt(content, key, info=about.encode())


def open_with(box: bytes, sealed: bytes, *, about: str) -> bytes:
    """The content again; Closed where it was sealed to somebody else, for elsewhere, or changed."""
    try:
        key = X25519PrivateKey.from_private_bytes(box)
        return SUITE.decrypt(sealed, key, info=about.encode())
    except (InvalidTag, ValueError) as error:
        raise Closed from error


def is_signed(public_pen: bytes, signature: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_pen).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def stretch(secret: str, salt: bytes) -> bytes:
    """A key from words that a person can keep; slow on purpose (some 100 ms, 64 MiB)."""
    return hash_secret_raw(secret.encode(), salt, PASSES, MEMORY_KIB, LANES, KEY_BYTES, Type.ID)


def close_ring(ring: KeyRing, passphrase: str, *, about: str) -> bytes:
    """A ring as it rests in the database. Slow: see `stretch`."""
    salt = os.urandom(SALT_BYTES)
    return salt + wrap_ring(ring, stretch(passphrase, salt), about=about)


def open_ring(closed: bytes, passphrase: str, *, about: str) -> KeyRing:
    """The ring; Closed for another passphrase. Slow: see `stretch`."""
    return unwrap_ring(closed[SALT_BYTES:], stretch(passphrase, closed[:SALT_BYTES]), about=about)


def wrap_ring(ring: KeyRing, key: bytes, *, about: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, ring.box + ring.pen, about.encode())
    return nonce + sealed


def unwrap_ring(wrapped: bytes, key: bytes, *, about: str) -> KeyRing:
    """Closed where key or place is another."""
    try:
        plain = ChaCha20Poly1305(key).decrypt(
            wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise Closed from error
    return KeyRing(plain[:KEY_BYTES], plain[KEY_BYTES:])


def close_ring_by_secret(ring: KeyRing, secret: bytes, *, about: str) -> bytes:
    """Under 32 random bytes that a passkey yields: there is nothing to stretch."""
    return wrap_ring(ring, _key_from(secret, about), about=about)


def open_ring_by_secret(closed: bytes, secret: bytes, *, about: str) -> KeyRing:
    """Closed where the bytes are another passkey's, or the place is another."""
    return unwrap_ring(closed, _key_from(secret, about), about=about)


def _key_from(secret: bytes, about: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=about.encode()).derive(secret)


def reply_box(code: str, concern_id: str) -> bytes:
    """The private key of who raised a concern, out of the code that they were shown. Slow."""
    salt = hashlib.sha256(f"reply:{concern_id}".encode()).digest()[:SALT_BYTES]
    return stretch(plain_code(code), salt)


def signs_from(secret: str, purpose: str, count: int) -> str:
    """`count` signs that can be read aloud, always the same ones for a secret and a purpose."""
    number = int.from_bytes(hashlib.sha512(f"{purpose}\x1f{secret}".encode()).digest(), "big")
    signs = []
    for _ in range(count):
        number, sign = divmod(number, len(ID_ALPHABET))
        signs.append(ID_ALPHABET[sign])
    return "".join(signs)


def grouped(signs: str) -> str:
    """`abcd-efgh-jkmn`"""
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def plain_code(code: str) -> str:
    """A code or reference as somebody typed it: without hyphens, spaces and capitals."""
    return "".join(sign for sign in code.lower() if sign in ID_ALPHABET)


def reference_hash(reference: str) -> str:
    """Under which a concern is found, however its reference is typed."""
    return hash_token(plain_code(reference))


def fingerprint(public_box: bytes, public_pen: bytes) -> str:
    """Twenty-four signs that two people compare on the telephone (118 bits)."""
    return grouped(signs_from((public_box + public_pen).hex(), "fingerprint", 24))
