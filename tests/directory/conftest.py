"""A street of organisations, made as an administrator makes them, and what somebody finds of them."""

from dataclasses import dataclass

import pytest

from peerhub.core.hub import Hub
from peerhub.directory.models import Organisation
from peerhub.people.models import Person
from tests.support.factories import make_sector
from tests.support.listed import make_organisation
from tests.support.visitor import Page, Visitor, Visitors


def names_on(page: Page) -> list[str]:
    """The organisations of a list, in its order."""
    return ["".join(h.itertext()).strip() for h in page.tree.iter("h3")]


def tiles_on(page: Page) -> dict[str, int]:
    """Each borough of the map, with how many it says it has."""
    found = {}
    for link in page.tree.iter("a"):
        spans = {s.get("class"): "".join(s.itertext()) for s in link.iter("span")}
        if "tile__name" in spans:
            found[spans["tile__name"]] = int(spans["tile__count"].split()[0])
    return found


@dataclass
class Street:
    """Who looks, and at what."""

    hub: Hub
    visitors: Visitors
    fay: Person

    async def make(self, name: str, *editors: Person, **said: object) -> Organisation:
        return await make_organisation(self.hub, self.fay, name, *editors, **said)  # type: ignore[arg-type]

    async def looks(self, person: Person | None = None) -> Visitor:
        return await self.visitors.of(person) if person else self.visitors()


@pytest.fixture
async def street(hub: Hub, visitor: Visitors, fay: Person) -> Street:
    await make_sector(hub, "housing", "Housing")
    return Street(hub, visitor, fay)
