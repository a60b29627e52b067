"""Verbs of rooms, one file each: post, open rooms, decide about a held or reported message."""
