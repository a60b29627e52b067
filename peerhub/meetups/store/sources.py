"""Rows of the events of other networks' calendars from which meetups were brought."""

from __future__ import annotations

from peerhub.core.following import Sources
from peerhub.meetups.tables import meetup_sources

sources = Sources(meetup_sources, "meetup_id")
