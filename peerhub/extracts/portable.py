"""Extracts carry nothing along: what came of them is a thread, and the forum carries that."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(
    stays={
        "extracts": "proposals that still wait for somebody's word",
        "extract_lines": "who agreed and who did not is told to nobody",
    }
)
