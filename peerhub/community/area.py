"""How to reach the emergency services in the hub's area: a data file, the house's own or the hub's."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import structlog
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from peerhub.core.config import Config

NAME = "area.toml"
OWN = Path(__file__).parent / NAME
Line = Annotated[str, StringConstraints(max_length=300)]
log = structlog.get_logger("community")


class Way(StrEnum):
    """How somebody can be reached; the ways without voice stand beside the voice ones."""

    VOICE = "voice"
    TEXT = "text"
    BSL = "bsl"
    RELAY = "relay"
    WEB = "web"


class EmergencyWay(BaseModel):
    """One way to the emergency services."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    way: Way
    words: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    number: Annotated[str, StringConstraints(pattern=r"^[0-9+ ]*$", max_length=20)] = ""
    address: Annotated[str, StringConstraints(pattern=r"^(https://.*)?$", max_length=300)] = ""
    about: Line = ""

    @property
    def href(self) -> str:
        if self.address:
            return self.address
        return f"{'sms' if self.way is Way.TEXT else 'tel'}:{self.number.replace(' ', '')}"


class Area(BaseModel):
    """One edition of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    edition: Line
    area: Line
    emergency: Annotated[tuple[EmergencyWay, ...], Field(min_length=1)]


def read_area(config: Config) -> Area:
    """The hub's own file where it holds; a faulty one takes nothing away. Needs no database."""
    path = config.data_dir / NAME
    try:
        return _parse(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return _parse(OWN, 0)
    except (OSError, ValueError) as error:  # TOML's and pydantic's errors are ValueErrors
        log.warning("area.toml cannot be used", fault=type(error).__name__)
        return _parse(OWN, 0)


@lru_cache(4)
def _parse(path: Path, _changed: int) -> Area:
    return Area.model_validate(tomllib.loads(path.read_text("utf-8")))
