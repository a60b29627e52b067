"""One page in one state, for every look at every page."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """One page in one state. `who`: a first name of the world, "" for a stranger."""

    route: str
    path: str
    who: str = ""
    state: str = ""
    status: int = 200
    form: str = ""
    send: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.route, self.state, self.who) if part)


def wrong(route: str, path: str, who: str, form: str = "", **send: str) -> Example:
    """The page again, with an error summary, after `form` (its action) was sent with `send`."""
    return Example(route, path, who, "refused", 422, form or path, send)
