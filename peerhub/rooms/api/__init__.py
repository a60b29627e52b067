"""The JSON doors of rooms: `listing` reads, `writing` writes."""

from __future__ import annotations

from peerhub.rooms.api.listing import MessagePage, RoomPage, api_list_messages, api_list_rooms
from peerhub.rooms.api.writing import (
    Ack,
    api_add_reaction,
    api_edit_message,
    api_mark_read,
    api_post_message,
    api_take_reaction,
    api_withdraw_message,
)
from peerhub.rooms.frames import EditDraft, MessageDraft, ReadDraft
from peerhub.rooms.models import REACTIONS
from peerhub.web.api import Endpoint, one_of

MESSAGES = "/rooms/{slug}/messages"
MESSAGE = MESSAGES + "/{message}"
REACTION = MESSAGE + "/reactions/{emoji}"

SIGNS = {"emoji": one_of(REACTIONS)}

endpoints = [
    Endpoint("GET", "/rooms", api_list_rooms, "Rooms you may enter", "read", RoomPage,
             query=("cursor", "limit")),
    Endpoint("GET", MESSAGES, api_list_messages, "A room's messages", "read", MessagePage,
             query=("after", "cursor", "limit")),
    Endpoint("POST", MESSAGES, api_post_message, "Post a message", "write", Ack,
             takes=MessageDraft, status=201),
    Endpoint("PATCH", MESSAGE, api_edit_message, "Change the words of your message", "write", Ack,
             takes=EditDraft),
    Endpoint("DELETE", MESSAGE, api_withdraw_message, "Take your message back", "write", Ack),
    Endpoint("PUT", REACTION, api_add_reaction, "React to a message", "write", Ack,
             schemas=SIGNS),
    Endpoint("DELETE", REACTION, api_take_reaction, "Take a reaction back", "write",
             Ack, schemas=SIGNS),
    Endpoint("PUT", "/rooms/{slug}/read", api_mark_read, "You have read up to here", "write",
             takes=ReadDraft, status=204, keyed=False),
]  # fmt: skip
