"""What the law asks, read from a dated data file: the house's own, or the one that a hub put in its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from peerhub.core.config import Config

NAME = "online-safety.toml"
OWN = Path(__file__).parent / NAME
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$", max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]


class Entry(BaseModel):
    """One line of a list: a duty, a kind of content, a function, a measure."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Id
    words: Words
    section: str = Field("", max_length=200)
    about: str = Field("", max_length=1_000)


class Law(BaseModel):
    """One edition of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    edition: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    law: Words
    note: Words
    duties: tuple[Entry, ...]
    kinds: tuple[Entry, ...]
    functions: tuple[Entry, ...]
    measures: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """The edition in force; `fault`: a file of the hub's own lies there and cannot be read."""

    law: Law
    fault: bool = False


def read_law(config: Config) -> Read:
    """The hub's own file where there is one that holds; a faulty one takes nothing away."""
    path = config.data_dir / NAME
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return Read(_parse(OWN, 0))
    try:
        return Read(_parse(path, changed))
    except (OSError, ValueError, ValidationError):  # TOML's errors are ValueErrors
        return Read(_parse(OWN, 0), fault=True)


@lru_cache(4)
def _parse(path: Path, _changed: int) -> Law:
    return Law.model_validate(tomllib.loads(path.read_text("utf-8")))


def words_by_id(entries: tuple[Entry, ...]) -> Mapping[str, str]:
    return {entry.id: entry.words for entry in entries}
