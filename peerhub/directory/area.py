"""Where organisations can be, and a map of tiles of it: a data file, the house's own or the hub's."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

import structlog
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from peerhub.core.config import Config

NAME = "areas.toml"
OWN = Path(__file__).parent / NAME
MOST_TILES = 12  # columns and rows for which the style sheet has places
Tile = Annotated[int, Field(ge=1, le=MOST_TILES)]
log = structlog.get_logger("directory")


class Borough(BaseModel):
    """One part of the hub's area, with its tile."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    code: Annotated[str, StringConstraints(max_length=20)] = ""
    column: Tile
    row: Tile


class Areas(BaseModel):
    """One edition of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    edition: Annotated[str, StringConstraints(max_length=40)]
    area: Annotated[tuple[Borough, ...], Field(min_length=1, max_length=MOST_TILES**2)]

    @model_validator(mode="after")
    def _each_its_own(self) -> Self:
        """Two of one address, or on one tile, would hide each other."""
        for kind in ([one.slug for one in self.area], [(one.column, one.row) for one in self.area]):
            if len(set(kind)) < len(self.area):
                raise ValueError("two areas have one address or one tile")
        return self


def read_areas(config: Config) -> tuple[Borough, ...]:
    """The hub's own file where it holds, by name; a faulty one takes nothing away."""
    path = config.data_dir / NAME
    try:
        return _parse(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return _parse(OWN, 0)
    except (OSError, ValueError) as error:  # TOML's and pydantic's errors are ValueErrors
        log.warning(
            "areas.toml in the data directory cannot be used; the areas that came with the "
            "program are shown. Compare it with peerhub/directory/areas.toml.",
            fault=type(error).__name__,
        )
        return _parse(OWN, 0)


@lru_cache(4)
def _parse(path: Path, _changed: int) -> tuple[Borough, ...]:
    found = Areas.model_validate(tomllib.loads(path.read_text("utf-8"))).area
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
