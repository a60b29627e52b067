"""The words of the letters of meetups; what it is about stands behind the link, for who signs in."""

from __future__ import annotations

from peerhub.core.words import _


def new_lines(link: str, stop: str) -> list[str]:
    return [
        _("Something new is announced of what you follow. Sign in and read it here:"),
        link,
        _("To end these letters, open this address and press the button. You need not sign in:"),
        stop,
    ]
