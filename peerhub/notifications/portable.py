"""Notifications carry nothing along."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(stays={"notices": "what one person was told; theirs alone"})
