"""Rooms: live talk by sector, in the order in which it was stored, with nothing lost.

Nouns: Room, RoomMember, Message. Tables: rooms, room_members, messages. Doors: /rooms,
/rooms/SLUG, the socket /ws, /api/v1/rooms, /admin/rooms; `peerhub room`. A message's path is
socket.py, frames.py, writer.py, service.py, fanout.py (docs/interfaces.md tells the frames).
"""
