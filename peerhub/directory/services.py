"""What an organisation offers, each under a name of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.models import Organisation, Service

MOST_SERVICES = 20
SERVICE_WORDS_LENGTH = 1_000
WAY_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Unit:
    """What leaves the hub as one service: a named one, or (None) the organisation itself."""

    organisation: Organisation
    service: Service | None = None

    @property
    def key(self) -> str:
        """Our id, from which those of the standard are made."""
        return self.service.service_id if self.service else self.organisation.organisation_id

    @property
    def name(self) -> str:
        return self.service.name if self.service else self.organisation.name


def units_of(one: Organisation) -> list[Unit]:
    return [Unit(one, service) for service in one.profile.services] or [Unit(one)]


def service_from(service_id: str, name: str, words: str, way: str) -> Service:
    """Refused without a name."""
    if not name:
        raise Refused(_("Give this service a name."), field="name")
    return Service(service_id, name, words, way)


def settled(services: Iterable[Service], known: Iterable[Service]) -> tuple[Service, ...]:
    """As somebody sent them: each keeps its id where it is one of the `known`, once; else it has none."""
    left = {one.service_id for one in known}
    found = []
    for one in services:
        if one.service_id in left:
            left.discard(one.service_id)
            found.append(one)
        else:
            found.append(replace(one, service_id=""))
    return tuple(found)


def known_again(services: Iterable[Service], known: Iterable[Service]) -> tuple[Service, ...]:
    """As another finder says them, without ids: what bears a name that is known is that service."""
    ids = {one.name.casefold(): one.service_id for one in reversed(tuple(known))}
    return tuple(replace(one, service_id=ids.pop(one.name.casefold(), "")) for one in services)
