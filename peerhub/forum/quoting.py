"""Somebody's words as a quote at the head of a reply. Pure."""

from __future__ import annotations

import re

from peerhub.core.words import _

MOST = 2_000  # characters of a quote; more is for the link "in reply to 4"
SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")


def quote(body: str, *, name: str, number: int) -> str:
    """Who said it and then their words, each line after "> "; what they quoted themselves is left out."""
    said = _("%(name)s in post %(n)s:") % {"name": SIGNS.sub(r"\\\1", name), "n": number}
    own = "\n".join(line for line in body.split("\n") if not line.lstrip().startswith(">"))
    words = own.strip()
    if len(words) > MOST:
        words = words[:MOST].rsplit(" ", 1)[0].rstrip() + " …"
    lines = re.sub(r"\n{3,}", "\n\n", words).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in [said, "", *lines]) + "\n\n"
