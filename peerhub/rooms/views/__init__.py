"""The rooms' pages: the list, a room, one message with its side conversation, and their forms."""
