"""The piece of a text in which the hits stand, cut into plain words and hits. Pure.

Never HTML: the template escapes each piece like any other value, and puts the marks around hits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from peerhub.core.search import WORD_LENGTH, Phrase, fold
from peerhub.search.models import Marked

LENGTH = 240
BEFORE = 60  # characters above the first hit
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
# Only at the edges of words and lines: taken out between two words, they would become one.
SIGNS = re.compile(r"^[\s>#]+|^\s*[-+]\s|(?<!\w)[*_`~]+|[*_`~]+(?!\w)", re.MULTILINE)
SAID_BY = "*_`~>#-+"
BREAK = re.compile(r"\s\S*$")


def excerpt(source: str, phrases: Sequence[Phrase]) -> list[Marked]:
    """At most `LENGTH` characters of a text in Markdown around its first hit, else its beginning."""
    plain = _plain(source)
    first = next(iter(_hits(plain, phrases)), None)
    start = _start(plain, first[0]) if first else 0
    piece = plain[start : start + LENGTH]
    if start + LENGTH < len(plain):
        piece = BREAK.sub("", piece)
    ends = "…" if start + len(piece) < len(plain) else ""
    return _marked("… " if start else "", piece, ends, _hits(piece, phrases))


def marked(text: str, phrases: Sequence[Phrase]) -> list[Marked]:
    """A whole plain text, as a title, with its hits."""
    return _marked("", text, "", _hits(text, phrases))


def _plain(source: str) -> str:
    """Without signs and links; most texts have none, and a pattern that finds nothing costs the same."""
    if "](" in source:
        source = LINK.sub(r"\1", source)
    if any(sign in source for sign in SAID_BY):
        source = SIGNS.sub("", source)
    return " ".join(source.split())


def _start(plain: str, hit: int) -> int:
    """The beginning of a word, some way above the first hit."""
    if hit <= BEFORE:
        return 0
    return plain.find(" ", hit - BEFORE, hit) + 1 or hit


def _marked(begins: str, piece: str, ends: str, hits: Iterator[tuple[int, int]]) -> list[Marked]:
    parts, done = [], 0
    for start, end in hits:
        parts += [Marked(piece[done:start]), Marked(piece[start:end], hit=True)]
        done = end
    parts.append(Marked(piece[done:]))
    shown = [Marked(begins), *parts, Marked(ends)]
    return [part for part in shown if part.words]


def _hits(text: str, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """From where to where each hit stands, in order; none inside another."""
    if not phrases:
        return
    folded, places = _folded(text)
    for hit in _pattern(tuple(phrases)).finditer(folded):
        yield places(hit.start()), places(hit.end())


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    """Any of the phrases in a folded text, the longest first; there a word is what stands between blanks."""
    longest = sorted(phrases, key=lambda phrase: len(phrase.words), reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(_said(phrase) for phrase in longest) + r")(?!\S)")


def _said(phrase: Phrase) -> str:
    words = [word + r"\S*" * (len(word) == WORD_LENGTH) for word in phrase.words]
    return r"\s+".join(words) + r"\S*" * phrase.begins


class _Same:
    """Where a character of the folded text stands in the text, if each became one."""

    def __call__(self, place: int) -> int:
        return place


class _Origins:
    """The same for a text in which some became two or none."""

    def __init__(self, lengths: Sequence[int]) -> None:
        origins = [n for n, length in enumerate(lengths) for _ in range(length)]
        self.origins = [*origins, len(lengths)]

    def __call__(self, place: int) -> int:
        return self.origins[place]


def _folded(text: str) -> tuple[str, _Same | _Origins]:
    lengths = [len(fold(one)) for one in text] if not text.isascii() else []
    if all(length == 1 for length in lengths):
        return fold(text), _Same()
    return fold(text), _Origins(lengths)
