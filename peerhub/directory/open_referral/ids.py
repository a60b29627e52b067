"""The UUIDs that the standard wants: made of our ids, and leading back to them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from peerhub.core.keys import ID_ALPHABET, ID_LENGTH

ORGANIZATION, SERVICE, PHYSICAL, VIRTUAL = 1, 2, 3, 4
PLACES = {"physical": PHYSICAL, "virtual": VIRTUAL}


def uuid_of(our_id: str, what: int) -> str:
    """A UUID that leads back to an organisation or a service (RFC 9562, version 8: layout of our own)."""
    number = 0
    for sign in our_id:
        number = number * len(ID_ALPHABET) + ID_ALPHABET.index(sign)
    high, low = divmod(number, 1 << 32)
    return str(UUID(int=high << 80 | 8 << 76 | what << 64 | 2 << 62 | low))


def id_from(said: str, *whats: int) -> tuple[str, int] | None:
    """(our id, which of `whats`); None where it is no UUID of ours."""
    try:
        number = UUID(said).int
    except ValueError:
        return None
    what = number >> 64 & 0xFFF
    left = (number >> 80) << 32 | number & 0xFFFFFFFF
    signs = []
    for _ in range(ID_LENGTH):
        left, sign = divmod(left, len(ID_ALPHABET))
        signs.append(ID_ALPHABET[sign])
    our_id = "".join(reversed(signs))
    if left or what not in whats or UUID(uuid_of(our_id, what)).int != number:
        return None
    return our_id, what


def part_id(parent: str, name: str) -> str:
    """The id of something that stands inside of another alone."""
    return str(uuid5(UUID(parent), name))


def full(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: said for name, said in fields.items() if said not in ("", None, [], {})}
