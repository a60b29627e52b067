"""The JSON doors of people: who I am, and everything the hub holds about me."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import to_iso
from peerhub.people.models import Person
from peerhub.web.api import Endpoint, JsonAnswer
from peerhub.web.visitor import hub_of, person_of, signed_in


class HeldRole(BaseModel):
    role: str
    scope: str


class Me(BaseModel):
    """The person whose token or cookie asks."""

    handle: str
    name: str
    joined_at: str
    roles: list[HeldRole]


class Export(BaseModel):
    """Everything, by feature."""

    made_at: str
    parts: dict[str, Any]


@signed_in
async def api_show_me(request: Request) -> Response:
    person: Person = person_of(request)
    me = Me(
        handle=person.handle,
        name=person.name,
        joined_at=to_iso(person.joined_at),
        roles=[HeldRole(role=role.name, scope=role.scope) for role in person.roles],
    )
    return JsonAnswer(me.model_dump())


async def gather_export(request: Request) -> dict[str, Any]:
    """Asks every feature's `personal.py`."""
    hub, person_id = hub_of(request), person_of(request).person_id
    async with hub.reading() as db:
        parts = {
            name: await feature.export_person(db, hub.keys, person_id)
            for name, feature in sorted(hub.personal.items())
        }
    return Export(made_at=to_iso(hub.clock.now()), parts=parts).model_dump()


@signed_in
async def api_export_me(request: Request) -> Response:
    return JsonAnswer(await gather_export(request))


@signed_in
async def download_export(request: Request) -> Response:
    """The same from the page, as a file to keep."""
    name = f"peerhub-{hub_of(request).clock.now():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonAnswer(await gather_export(request), headers=headers)


endpoints = [
    Endpoint("GET", "/me", api_show_me, "Who you are", "read", Me),
    Endpoint("GET", "/me/export", api_export_me, "Everything held about you", "read", Export),
]
