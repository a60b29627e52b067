"""Verbs of rooms, one file each: open, enter, ask, invite, remove, settings; post, change, decide, keep."""
