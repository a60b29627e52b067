"""Search carries nothing along: the index is made of what comes back."""

from __future__ import annotations

from peerhub.core.portable import Portable

INDEX = "made anew from what comes back"

portable = Portable(stays={"search_places": INDEX, "search_words": INDEX, "search_entries": INDEX})
