"""Rows of the records of other finders from which pages were brought."""

from __future__ import annotations

from peerhub.core.following import Sources
from peerhub.directory.tables import organisation_sources

sources = Sources(organisation_sources, "organisation_id")
