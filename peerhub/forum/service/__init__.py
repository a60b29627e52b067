"""Verbs of the forum, one file each: write, change, boards, decide, import_letters."""
