"""Nouns of screening: what is looked for before anybody reads it, and why something waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from peerhub.core.words import N_

HUB = "hub"  # the place whose rules hold everywhere
MOST_LINES = 300  # of one list: whoever reads it must be able to know it
WATCHED_LENGTH = 100  # of one line
LIST_LENGTH = 20_000
MOST_IN_LINE = 6  # words in a row; longer sentences are never written twice alike
SHORTEST_PART = 3  # letters beside a star: with fewer every other word is watched
HOSTS_LENGTH = 2_000
REPEATS_FROM = 20  # letters: "thank you" is said again and again, and should be
REPEATS_ALLOWED = 2  # the same words twice are a slip or a second try; a third time waits
REPEATS_WITHIN = timedelta(hours=24)
HELP_PATH = "/get-help?f=worried"  # where an author is led whose words point to danger
HELP_ALONE = "/get-help?f=worried-alone"  # in a conversation: nobody else hears of it


class Why(StrEnum):
    """Why something waits. Kept with its case by these words."""

    FIRST = "first"
    UNNAMED = "unnamed"
    ALL = "all"
    DANGER = "danger"
    HURT = "hurt"
    PRIVATE = "private"
    ADVERT = "advert"
    OTHER = "other"
    LINK = "link"
    FILE = "file"
    REPEAT = "repeat"


class Category(StrEnum):
    """What a list of watched words is about. DANGER never only holds: see `service/unsafe.py`."""

    DANGER = "danger"
    HURT = "hurt"
    PRIVATE = "private"
    ADVERT = "advert"
    OTHER = "other"


CATEGORIES = {
    Category.DANGER: N_("Danger to life"),
    Category.HURT: N_("Words that hurt"),
    Category.PRIVATE: N_("Private details"),
    Category.ADVERT: N_("Advertising"),
    Category.OTHER: N_("Other words"),
}


@dataclass(frozen=True, slots=True)
class ScreeningRules:
    """What waits in one place, "hub" for all; what the hub asks holds in every place too.

    `lists`: lines of watched words by category. `danger_waits`: whether words of that list also
    hold; the author is led to help and a concern raised either way.
    """

    place: str
    everything: bool = False
    links: bool = False
    files: bool = False
    repeats: bool = False
    danger_waits: bool = False
    known_hosts: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewItem:
    """Something that is about to be published. `author_id` is "" where it has no name.

    `text` is all of it that people read, its title too; `html` was made from it at the door.
    """

    author_id: str
    place: str
    text: str
    html: str
    files: bool = False


@dataclass(frozen=True, slots=True)
class Screened:
    """Why it waits, nothing where it may be published; `danger`: its words point to danger to life."""

    why: tuple[Why, ...] = ()
    danger: bool = False

    @property
    def waits(self) -> bool:
        return bool(self.why)
