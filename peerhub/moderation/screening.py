"""What in a text makes it wait: watched words, links. Pure, and linear in the text by construction.

A watched line is one to six words in a row; a star at a word's beginning or end stands for any
letters (`suicid*`). There is no pattern language behind it and nothing is ever tried twice: each
word of a text is looked up by itself and by its beginnings, ends and parts, no longer than the
longest watched one, and a step of a tree is taken. No line that anybody types can hang the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from peerhub.core.search import fold
from peerhub.core.words import N_, _
from peerhub.moderation.watch import (
    MOST_IN_LINE,
    MOST_LINES,
    REPEATS_FROM,
    SHORTEST_PART,
    WATCHED_LENGTH,
    Category,
    NewItem,
    Screened,
    ScreeningRules,
    Why,
)

STAR = "*"


@dataclass(frozen=True, slots=True)
class Watched:
    """One word of a line: folded, open at its beginning, its end, or both."""

    core: str
    opens: bool = False
    ends_open: bool = False


def parse_line(line: str) -> tuple[Watched, ...]:
    """The words of one line; ValueError naming what is wrong: "long", "many", "star" or "short"."""
    if len(line) > WATCHED_LENGTH:
        raise ValueError("long")
    words = [one for said in line.split() for one in _words_of(said)]
    if not words or len(words) > MOST_IN_LINE:
        raise ValueError("many" if words else "short")
    return tuple(words)


def _words_of(said: str) -> list[Watched]:
    before, after = said.startswith(STAR), said.endswith(STAR)
    core = said.strip(STAR)
    if STAR in core:
        raise ValueError("star")
    parts = fold(core).split()
    if not parts and not (before or after):
        return []  # a dash or a full stop by itself
    if (before or after) and (not parts or any(len(part) < SHORTEST_PART for part in parts)):
        raise ValueError("short")
    last = len(parts) - 1
    return [Watched(p, before and n == 0, after and n == last) for n, p in enumerate(parts)]


FAULTS = {
    "long": N_("Keep each line under %(n)d signs."),
    "many": N_("A line has at most six words."),
    "star": N_("A star stands at the beginning or the end of a word, not in it."),
    "short": N_("Beside a star stand at least three letters, and a line has at least one word."),
}


def check_lines(said: str) -> str:
    """The lines, tidied; ValueError with a sentence that names the first line that cannot be watched."""
    lines = [" ".join(line.split()) for line in said.splitlines()]
    lines = list(dict.fromkeys(line for line in lines if line))
    if len(lines) > MOST_LINES:
        raise ValueError(_("A list has at most %(n)d lines.") % {"n": MOST_LINES})
    for line in lines:
        try:
            parse_line(line)
        except ValueError as error:
            fault = _(FAULTS[str(error)]) % {"n": WATCHED_LENGTH}
            named = {"line": line[:WATCHED_LENGTH], "fault": fault}
            raise ValueError(_("“%(line)s”: %(fault)s") % named) from error
    return "\n".join(lines)


def check_hosts(said: str) -> str:
    """Names of sites with spaces between; of a whole address its site. ValueError for anything else."""
    hosts = []
    for word in said.replace(",", " ").lower().split():
        host = _host(word if "://" in word else f"//{word}")
        if "." not in host or not all(c.isalnum() or c in ".-" for c in host):
            raise ValueError(_("Write names of sites, as in nhs.uk."))
        hosts.append(host)
    return " ".join(dict.fromkeys(hosts))


class Matcher:
    """A compiled list: whether any of its lines stands in a text."""

    def __init__(self, lines: Iterable[Sequence[Watched]]) -> None:
        self._whole: set[str] = set()
        self._parts: dict[tuple[bool, bool], set[str]] = {}
        self._tree: list[dict[Watched, int]] = [{}]
        self._ends: set[int] = set()
        for line in lines:
            self._ends.add(self._grow(line))
        self._lengths = {
            kind: sorted({len(c) for c in found}) for kind, found in self._parts.items()
        }

    def _grow(self, line: Sequence[Watched]) -> int:
        node = 0
        for word in line:
            if word.opens or word.ends_open:
                self._parts.setdefault((word.opens, word.ends_open), set()).add(word.core)
            else:
                self._whole.add(word.core)
            if word not in self._tree[node]:
                self._tree[node][word] = len(self._tree)
                self._tree.append({})
            node = self._tree[node][word]
        return node

    def finds(self, words: Sequence[str]) -> bool:
        """`words` are a text's, folded, in order."""
        known: dict[str, list[Watched]] = {}
        standing: set[int] = set()
        for word in words:
            if word not in known:
                known[word] = list(self._seen_in(word))
            seen = known[word]
            if not seen:
                standing = set()
                continue
            steps = (self._tree[node].get(one) for node in (0, *standing) for one in seen)
            standing = {node for node in steps if node is not None}
            if standing & self._ends:
                return True
        return False

    def _seen_in(self, word: str) -> Iterable[Watched]:
        if word in self._whole:
            yield Watched(word)
        for (opens, ends_open), cores in self._parts.items():
            for length in self._lengths[opens, ends_open]:
                if length > len(word):
                    break
                for start in _starts(len(word) - length, opens=opens, ends_open=ends_open):
                    part = word[start : start + length]
                    if part in cores:
                        yield Watched(part, opens, ends_open)


def _starts(last: int, *, opens: bool, ends_open: bool) -> range:
    """Where in a word a part may begin: at its beginning, so that it ends with it, or anywhere."""
    if opens and ends_open:
        return range(last + 1)
    return range(last, last + 1) if opens else range(1)


@lru_cache(maxsize=128)  # the lists of a hub and of its places, until somebody changes one
def matcher_of(lines: str) -> Matcher | None:
    """A list as it rests, a line each; None for an empty one. Lines were checked when it was kept."""
    parsed = [parse_line(line) for line in lines.splitlines() if line.strip()]
    return Matcher(parsed) if parsed else None


def words_in(text: str) -> list[str]:
    """Folded: no capitals, no accents, no signs, and nothing that cannot be seen."""
    return fold(text).split()


def hosts_in(html: str, text: str) -> set[str]:
    """Where links of a text lead: `html` was made by core/text.py, which alone makes links."""
    hosts = {_host(part.partition('"')[0]) for part in html.split('href="')[1:]}
    bare = [word.strip("()<>[]\"'.,;:!?") for word in text.split()]
    hosts |= {_host(f"//{word}") for word in bare if word.lower().startswith("www.")}
    hosts |= {_host("http://" + word.split("://", 1)[1]) for word in bare if "://" in word}
    return hosts - {""}


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return "?"  # no address that anybody knows: it leads somewhere all the same


def are_known(hosts: Iterable[str], known: Iterable[str]) -> bool:
    """Whether each is one of these, or a part of one."""
    ours = {one.removeprefix("www.") for one in known}
    return all(h in ours or any(h.endswith(f".{one}") for one in ours) for h in hosts)


def weigh(item: NewItem, rules: Sequence[ScreeningRules], *, own_address: str) -> Screened:
    """What its words, links and files say, by the hub's rules and those of its place."""
    if not rules:
        return Screened()
    found: set[Why] = set()
    words, danger = words_in(item.text), False
    hosts = hosts_in(item.html, item.text)
    own = _host(own_address)
    known = [own, *(host for one in rules for host in one.known_hosts.split())]
    for one in rules:
        seen = {c for c in Category if _stands(one.lists.get(c, ""), words)}
        danger = danger or Category.DANGER in seen
        if not one.danger_waits:
            seen.discard(Category.DANGER)
        found |= {Why(category) for category in seen}
        if one.everything:
            found.add(Why.ALL)
        if one.links and not are_known(hosts, known):
            found.add(Why.LINK)
        if one.files and item.files:
            found.add(Why.FILE)
    return Screened(tuple(why for why in Why if why in found), danger)


def _stands(lines: str, words: Sequence[str]) -> bool:
    matcher = matcher_of(lines) if lines else None
    return matcher is not None and matcher.finds(words)


def said_again(item: NewItem) -> str:
    """What makes two texts the same; "" for one so short that people say it again and again."""
    same = " ".join(words_in(item.text))
    return same if len(same) >= REPEATS_FROM else ""
