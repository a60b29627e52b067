"""Rows in, rows out of rooms: rooms, their members, messages, and what is fixed to messages."""
