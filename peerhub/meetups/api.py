"""The JSON doors of meetups: those to come, answer one, and who comes to one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import to_iso
from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.belonged import owners_by_place
from peerhub.directory.belongings import Owner
from peerhub.meetups import coming
from peerhub.meetups.forms import SeatDraft
from peerhub.meetups.found import meetups_for_reader
from peerhub.meetups.models import MODES, LookedFor, Meetup, MeetupKind
from peerhub.meetups.service.respond import respond
from peerhub.web.api import (
    Endpoint,
    JsonAnswer,
    from_cursor,
    one_of,
    page_limit,
    page_of,
    read_json,
    to_cursor,
)
from peerhub.web.visitor import hub_of, person_of, signed_in


class MeetupOwner(BaseModel):
    """An organisation or a network to which a meetup belongs, and which the reader may open."""

    kind: str
    slug: str
    name: str


class MeetupItem(BaseModel):
    """Without its address and its link, which are for those who have a seat: they are on its page."""

    id: str
    title: str
    about: str
    kind: str
    audience: str
    starts_at: str
    ends_at: str
    zone: str
    modes: list[str]
    place: str
    sector: str
    borough: str
    cost: str
    access: dict[str, str]
    cancelled: bool
    organisations: list[MeetupOwner]
    url: str


class MeetupPage(BaseModel):
    items: list[MeetupItem]
    next: str | None = None


class SeatAnswer(BaseModel):
    """What was answered, and what came of it: `coming`, `waiting` or `none`."""

    choice: str
    seat: str


class SeatItem(SeatAnswer):
    """`accompanied`: by somebody who interprets or assists, and takes no seat."""

    handle: str
    name: str
    at: str
    accompanied: bool


class SeatPage(BaseModel):
    items: list[SeatItem]


@signed_in
async def api_list_meetups(request: Request) -> Response:
    """The soonest first."""
    hub, asked, limit = hub_of(request), request.query_params, page_limit(request)
    kind, mode = asked.get("kind", ""), asked.get("mode", "")
    if kind not in ("", *MeetupKind) or mode not in ("", *MODES):
        raise Refused(
            _("There are no meetups of this kind, or to come to this way."), code="bad_request"
        )
    after = from_cursor(request, (str,))
    async with hub.reading() as db:
        found, more = await meetups_for_reader(
            db,
            person_of(request),
            now=hub.clock.now(),
            looked=LookedFor(kind=kind, mode=mode),
            after=after[0] if after else "",
            limit=limit,
        )
        owners = await owners_by_place(
            db, person_of(request), "meetup", [one.meetup_id for one in found]
        )
    items = [_fields(one, owners.get(one.meetup_id, []), hub.config.address) for one in found]
    return page_of(items, to_cursor(more) if more else None)


@signed_in
async def api_reply_to_meetup(request: Request) -> Response:
    """The newest answer counts; the same again changes nothing."""
    draft = await read_json(request, SeatDraft)
    async with hub_of(request).transaction() as tx:
        reply = await respond(
            tx, person_of(request), request.path_params["meetup_id"], draft.choice
        )
    return JsonAnswer({"choice": reply.choice.value, "seat": reply.seat.value})


@signed_in
async def api_list_replies(request: Request) -> Response:
    """For its organisers, in the order of the line."""
    async with hub_of(request).reading() as db:
        _meetup, found = await coming.who_comes(
            db, person_of(request), request.path_params["meetup_id"]
        )
    return JsonAnswer(
        {
            "items": [
                {
                    "handle": comer.handle,
                    "name": comer.name,
                    "choice": reply.choice.value,
                    "seat": reply.seat.value,
                    "at": to_iso(reply.at),
                    "accompanied": reply.accompanied,
                }
                for comer, reply in found
            ]
        }
    )


def _fields(meetup: Meetup, owners: Sequence[Owner], address: str) -> dict[str, Any]:
    return {
        "id": meetup.meetup_id,
        "title": meetup.title,
        "about": meetup.about,
        "kind": meetup.kind.value,
        "audience": meetup.audience.value,
        "starts_at": to_iso(meetup.starts_at),
        "ends_at": to_iso(meetup.ends_at),
        "zone": meetup.zone,
        "modes": [mode.value for mode in meetup.modes],
        "place": meetup.place,
        "sector": meetup.sector,
        "borough": meetup.borough,
        "cost": meetup.cost,
        "access": dict(meetup.access),
        "cancelled": meetup.is_cancelled,
        "organisations": [
            {"kind": one.kind.value, "slug": one.slug, "name": one.name} for one in owners
        ],
        "url": f"{address}/meetups/{meetup.meetup_id}",
    }


REPLIES = "/meetups/{meetup_id}/replies"
endpoints = [
    Endpoint(
        "GET", "/meetups", api_list_meetups, "Meetups to come", "read", MeetupPage,
        query=("kind", "mode", "cursor", "limit"),
        schemas={"kind": one_of(["", *MeetupKind]), "mode": one_of(["", *MODES])},
    ),
    Endpoint("POST", REPLIES, api_reply_to_meetup, "Answer whether you come", "write",
             SeatAnswer, takes=SeatDraft, keyed=False),
    Endpoint("GET", REPLIES, api_list_replies, "Who comes to a meetup that you organise", "read",
             SeatPage),
]  # fmt: skip
