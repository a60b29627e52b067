"""Drafts carry nothing along."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(stays={"drafts": "nobody has posted them"})
