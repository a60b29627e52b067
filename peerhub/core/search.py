"""Words as the index keeps them, and what somebody looks for in the two languages that indexes speak.

Pure. What a person types becomes folded words and nothing else: no sign of theirs ever reaches an
index's own grammar. Every word is kept under the number of the place it stands in, and asked for
under the numbers of the places that somebody may read: a search touches nothing of any other
place, whether in what it finds, counts, weighs or how long it takes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect

WORD_LENGTH = 60  # what is longer is an address or a key; its beginning is enough
MOST_WORDS = 16_000  # of one text: PostgreSQL counts places of words no further
FOLDED = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
}
ABOVE_AND_BELOW = 200  # combining classes from here on are accents; lower ones are vowels and joins
POINTS = range(10, 36)  # vowel points of Hebrew and Arabic, which most people leave out


class _Folding(dict[int, str]):
    """What each character becomes: folded letters, a space, or nothing. Filled as it is asked."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _fold_one(chr(code))
        return found


def _fold_one(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "M":
        joined = unicodedata.combining(character)
        return "" if joined >= ABOVE_AND_BELOW or joined in POINTS else character
    if category == "Cf":
        return ""  # a soft hyphen, a joiner: nobody sees them
    if not character.isalnum():
        return " "
    apart = unicodedata.normalize("NFKD", character.casefold())
    bare = "".join(c for c in apart if unicodedata.combining(c) < ABOVE_AND_BELOW)
    small = unicodedata.normalize("NFC", bare).casefold()
    return "".join(FOLDED.get(c, c if _is_of_a_word(c) else " ") for c in small)


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Small letters without accents; whatever is neither letter nor number is a space."""
    return text.translate(_FOLDING)


def words_of(text: str) -> list[str]:
    """The words of a text as the index knows them, in order."""
    return [word[:WORD_LENGTH] for word in fold(text).split()[:MOST_WORDS]]


def placed_words(place: int, text: str) -> str:
    """The words of a text, each under the number of its place: `3xhello 3xworld`."""
    mark = f"{place}x"
    return " ".join([mark + word for word in words_of(text)])


class PlacedWords(TypeDecorator[str]):
    """A column of `placed_words`: the text itself for FTS5, a tsvector with places for PostgreSQL.

    Neither database cuts words by itself, so both find the same.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        on_postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(TSVECTOR() if on_postgresql else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "postgresql":
            return value
        return " ".join(f"{word}:{n}" for n, word in enumerate(value.split(), start=1))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side; `begins`: the last one is only the beginning of a word."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text must and must not say: every phrase of `wanted` and none of `unwanted`."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()


def to_fts5(sought: Sought, places: Iterable[int]) -> str:
    """For MATCH of SQLite's FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax)."""

    def say(phrase: Phrase, mark: str) -> str:
        words = " ".join(mark + word for word in phrase.words)
        return f'"{words}"*' if phrase.begins else f'"{words}"'

    def in_one(place: int) -> str:
        mark = f"{place}x"
        wanted = " AND ".join(say(phrase, mark) for phrase in sought.wanted)
        if not sought.unwanted:
            return f"({wanted})"
        unwanted = " OR ".join(say(phrase, mark) for phrase in sought.unwanted)
        return f"(({wanted}) NOT ({unwanted}))"

    return " OR ".join(in_one(place) for place in places)


def to_tsquery(sought: Sought, places: Iterable[int]) -> str:
    """For @@ of PostgreSQL, as a tsquery is written."""

    def say(phrase: Phrase, mark: str) -> str:
        words: Sequence[str] = [f"'{mark}{word}'" for word in phrase.words]
        return "(" + " <-> ".join(words) + (":*)" if phrase.begins else ")")

    def in_one(place: int) -> str:
        mark = f"{place}x"
        parts = [say(phrase, mark) for phrase in sought.wanted]
        parts += ["!" + say(phrase, mark) for phrase in sought.unwanted]
        return "(" + " & ".join(parts) + ")"

    return " | ".join(in_one(place) for place in places)
