"""Content notes: what hard words are about, said before anybody opens them. One shape for all places."""

from __future__ import annotations

from collections.abc import Iterable

WARNING_LENGTH = 200
NOTE_WORDS_LENGTH = 120  # beside its kind; both together fit into WARNING_LENGTH


def is_about(warning: str, kinds: Iterable[str]) -> bool:
    """Whether a content note is of one of these kinds, with or without words of its own."""
    return any(warning == kind or warning.startswith(f"{kind}: ") for kind in kinds)


def to_warning(kind: str, words: str) -> str:
    """A content note as it stands with what it is about: "Racism: a story from work".

    The kind is words like any other: one that an administrator took away since the page was
    opened is no reason to refuse what somebody wrote.
    """
    return f"{kind}: {words}" if kind and words else kind or words
