"""What people need to take part, sealed and opened. It never stands anywhere in the clear.

Whoever calls `open_needs` shows it to whoever wrote it, or to the organisers of that meetup.
"""

from __future__ import annotations

from peerhub.core.keys import Keys


def _place(meetup_id: str, person_id: str) -> str:
    return f"meetup:{meetup_id}:needs:{person_id}"


def seal_needs(keys: Keys, meetup_id: str, person_id: str, words: str) -> bytes:
    """It opens at this meetup and for this person only."""
    return keys.seal(words, about=_place(meetup_id, person_id))


def open_needs(keys: Keys, meetup_id: str, person_id: str, sealed: bytes) -> str | None:
    """The words again; None where the hub has got another records key meanwhile."""
    try:
        return keys.unseal(sealed, about=_place(meetup_id, person_id))
    except ValueError:
        return None
