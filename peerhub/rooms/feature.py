"""What rooms plug into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.routing import WebSocketRoute

from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.rooms import access, admin, api, stream, views
from peerhub.rooms.engine import engine_of
from peerhub.rooms.moderated import MessageModerated
from peerhub.rooms.socket import serve_socket
from peerhub.web.feature import AdminLink, Feature, NavItem, Panel, form, page

MOST_IN_RAIL = 12


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """Rooms in the rail; on a phone one place in the bar."""
    if person is None:
        return []
    group = _("Rooms")
    items = [NavItem(_("All rooms"), "/rooms", "chat", path == "/rooms", None, group, bar=True)]
    for room in (await access.rooms_for_member(db, person))[:MOST_IN_RAIL]:
        href = f"/rooms/{room.slug}"
        items.append(NavItem(room.title, href, "chat", path == href, None, group))
    return items


async def rooms_panel(db: AsyncConnection, person: Any) -> Panel | None:
    if person is None:
        return None
    found = await access.rooms_for_member(db, person)
    rows = [{"slug": r.slug, "title": r.title, "new": 0, "line": r.topic} for r in found[:6]]
    return Panel("rooms/_panel.html", {"rooms": rows})


async def start(hub: Hub) -> None:
    engine_of(hub).start()


async def stop(hub: Hub) -> None:
    await engine_of(hub).stop()


feature = Feature(
    name="rooms",
    routes=[
        page("/rooms", views.list_rooms, "rooms:rooms"),
        page("/rooms/{slug}", views.show_room, "rooms:room"),
        form("/rooms/{slug}/messages", views.create_message, "rooms:create_message"),
        page("/admin/rooms", admin.list_rooms_to_manage, "rooms:manage"),
        form("/admin/rooms", admin.create_room, "rooms:create"),
        form("/admin/rooms/change", admin.update_room, "rooms:update"),
        WebSocketRoute("/ws", serve_socket, name="rooms:socket"),
    ],
    endpoints=[*api.endpoints, *stream.endpoints],
    nav=nav,
    panels=[rooms_panel],
    admin=lambda: [
        AdminLink(_("Rooms"), "/admin/rooms", _("Open a room, close one, open it again"))
    ],
    moderated={"message": MessageModerated()},
    on_start=start,
    on_stop=stop,
)
