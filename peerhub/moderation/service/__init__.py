"""Verbs of moderation, one file each: screen and hold, report, decide, the trail."""
