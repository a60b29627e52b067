"""The one limit that every way of writing shares: so many posts a minute, so many at once."""

from __future__ import annotations

from peerhub.core.errors import TooFast
from peerhub.core.hub import Hub

BURST = "10/5second"  # ten quick lines are a conversation, more is a machine
LONGEST_WAIT = 60
CHANGES = "120/minute"  # as many as frames of a socket besides posts (contract section 3)


async def limit_posts(hub: Hub, person_id: str) -> None:
    """Count one message or post of this person; TooFast above the hub's post rate."""
    try:
        await hub.limits.hit("burst", person_id, BURST)
        await hub.limits.hit("post", person_id, hub.config.post_rate)
    except TooFast as error:
        raise TooFast(min(error.wait, LONGEST_WAIT)) from error


async def limit_changes(hub: Hub, person_id: str) -> None:
    """Count one edit, withdrawal, reaction or read mark by page or API; TooFast above 120 a minute."""
    await hub.limits.hit("change", person_id, CHANGES)
