"""What rooms plug into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.routing import WebSocketRoute

from peerhub.core.events import MessageAddressed, RetentionDue, RoleGiven
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.people.blocks import NAME
from peerhub.rooms import access, admin, api, reactions, stream
from peerhub.rooms.attached import MessageAttached
from peerhub.rooms.belonging import RoomsBelonging
from peerhub.rooms.conversations import count_waiting
from peerhub.rooms.engine import engine_of
from peerhub.rooms.keeping import RoomsKept
from peerhub.rooms.moderated import MessageModerated
from peerhub.rooms.names import RoomNames
from peerhub.rooms.personal import PersonalRooms
from peerhub.rooms.portable import portable
from peerhub.rooms.searchable import MessagesSearchable
from peerhub.rooms.service.keep import keep_all
from peerhub.rooms.socket import serve_socket
from peerhub.rooms.views import blocking, changing, door, listing, manage, members, offering, talk
from peerhub.rooms.views import room as room_views
from peerhub.web.feature import ActionLink, AdminLink, Feature, NavItem, Panel, form, page

MOST_IN_RAIL = 12
IN_PANEL = 6
MESSAGE = "/rooms/{slug}/messages/{message}"


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """Rooms in the rail; on a phone one place in the bar."""
    if person is None:
        return []
    group = _("Rooms")
    items = [NavItem(_("All rooms"), "/rooms", "chat", path == "/rooms", None, group, bar=True)]
    waiting = await count_waiting(db, person)
    here = path.startswith("/messages")
    items.append(NavItem(_("Messages"), "/messages", "people", here, waiting or None, group))
    found = (await access.rooms_for_member(db, person))[:MOST_IN_RAIL]
    unread = await access.unread_counts(db, person, found)
    for room in found:
        href, new = f"/rooms/{room.slug}", unread.get(room.room_id)
        items.append(NavItem(room.title, href, "chat", path == href, new, group))
    return items


async def rooms_panel(db: AsyncConnection, person: Any) -> Panel | None:
    """Rooms with something unread first."""
    if person is None:
        return None
    found = await access.rooms_for_member(db, person)
    unread = await access.unread_counts(db, person, found)
    found.sort(key=lambda room: room.room_id not in unread)
    rows = [
        {"slug": r.slug, "title": r.title, "new": unread.get(r.room_id, 0), "line": r.topic}
        for r in found[:IN_PANEL]
    ]
    return Panel("rooms/_panel.html", {"rooms": rows})


async def start(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await keep_all(tx)
    engine_of(hub).start()


async def stop(hub: Hub) -> None:
    await engine_of(hub).stop()


LOOKING_AFTER = [
    page("/rooms/{slug}/about", door.show_about, "rooms:about"),
    form("/rooms/{slug}/membership", door.change_membership, "rooms:change_membership"),
    form("/rooms/{slug}/name", door.change_name, "rooms:change_name"),
    page("/rooms/{slug}/names", offering.list_names, "rooms:names"),
    page("/rooms/{slug}/manage", manage.show_settings, "rooms:facilitate"),
    form("/rooms/{slug}/manage", manage.update_settings, "rooms:update_settings"),
    form("/rooms/{slug}/lock", manage.change_lock, "rooms:change_lock"),
    form("/rooms/{slug}/duty", manage.change_duty, "rooms:change_duty"),
    page("/rooms/{slug}/members", members.list_people, "rooms:members"),
    form("/rooms/{slug}/members", members.change_member, "rooms:change_member"),
    form("/rooms/{slug}/invitations", members.create_invitation, "rooms:invite"),
    form("/rooms/{slug}/messages/{message}/pin", manage.change_pin, "rooms:pin"),
]

TALKING = [
    page("/messages", talk.list_conversations, "rooms:messages"),
    form("/messages", talk.create_conversation, "rooms:create_conversation"),
    page("/messages/new", talk.new_conversation, "rooms:new_conversation"),
    form("/messages/who", talk.update_choice, "rooms:update_talk_choice"),
    page("/messages/{slug}", talk.show_request, "rooms:talk_request"),
    form("/messages/{slug}", talk.answer_request, "rooms:answer_request"),
]


def write_to(person: Any) -> ActionLink:
    label = _("Write to %(name)s") % {"name": person.name}
    return ActionLink(label, f"/messages/new?to={person.handle}")


feature = Feature(
    name="rooms",
    portable=portable,
    routes=[
        page("/rooms", listing.list_rooms, "rooms:rooms"),
        page("/rooms/{slug}", room_views.show_room, "rooms:room"),
        form("/rooms/{slug}/messages", room_views.create_message, "rooms:create_message"),
        form("/rooms/{slug}/read", room_views.create_read_mark, "rooms:create_read_mark"),
        form("/rooms/{slug}/draft", room_views.keep_draft, "rooms:keep_draft"),
        page(MESSAGE, room_views.show_message, "rooms:message"),
        page(f"{MESSAGE}/edit", changing.edit_message, "rooms:edit_message"),
        form(f"{MESSAGE}/edit", changing.update_message, "rooms:update_message"),
        form(f"{MESSAGE}/withdraw", changing.withdraw_message, "rooms:withdraw_message"),
        form(f"{MESSAGE}/block", blocking.create_block, "rooms:create_block"),
        form(f"{MESSAGE}/reactions", changing.update_reaction, "rooms:update_reaction"),
        *LOOKING_AFTER,
        *TALKING,
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
    spaces={"room": RoomsKept()},
    places={"room": RoomsBelonging()},
    attached={"message": MessageAttached()},
    takes_files=["/rooms/{slug}/messages"],
    moderated={"message": MessageModerated()},
    searchable={"message": MessagesSearchable()},
    personal=PersonalRooms(),
    names={NAME: RoomNames()},
    on_person=write_to,
    reactions={
        MessageAddressed: [reactions.on_message_addressed],
        RetentionDue: [reactions.on_retention_due],
        RoleGiven: [reactions.on_role_given],
    },
    on_start=start,
    on_stop=stop,
)
