"""Rooms: live talk by sector, in the order in which it was stored, with nothing lost.

Nouns: Room, Membership, Message. Tables: rooms, room_members, room_names, messages and what is
fixed to them. Event: RetentionDue. Doors: /rooms, /rooms/SLUG, the socket /ws, /api/v1/rooms,
/admin/rooms; `peerhub room`. Who may come in, under which name, and who looks after it is in
rules.py, door.py and place.py. A message's path is
socket.py, frames.py, writer.py, service.py, fanout.py (docs/interfaces.md tells the frames).
"""
