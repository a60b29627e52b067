"""Answers that are chosen, and numbers, as several forms take them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

Code = Annotated[str, StringConstraints(max_length=60)]
Codes = list[Code]
Size = Literal["", "volunteers", "few", "some", "many"]
UserLed = Literal["", "yes", "no"]
MOST_NUMBER = 1_000_000_000  # of versions; a database takes no more
