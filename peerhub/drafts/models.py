"""Limits of drafts."""

from __future__ import annotations

from datetime import timedelta

KEPT = timedelta(days=30)  # what nobody came back to in a month was not meant to be said
LENGTH = 50_000  # as much as the longest thing that can be posted
