"""Decisions about people: pure, no await."""

from __future__ import annotations

from datetime import datetime

from peerhub.people.models import (
    SCOPE_KINDS,
    SESSION_IDLE,
    SHARED_IDLE,
    TOKEN_SCOPES,
    PersonState,
    Role,
    RoleName,
    Session,
)


def is_session_awake(session: Session, now: datetime) -> bool:
    """A shared device's session ends after 15 quiet minutes, any other after 30 days."""
    idle = SHARED_IDLE if session.shared else SESSION_IDLE
    return now - session.seen_at < idle


def can_come_in(state: PersonState) -> bool:
    return state is PersonState.MEMBER


def parse_role(text: str) -> Role:
    """`moderator@sector:housing`; ValueError with one sentence for anything else."""
    name, _, scope = text.partition("@")
    kind, _, slug = (scope or "hub").partition(":")
    if name not in {role.value for role in RoleName}:
        raise ValueError(f"There is no role {name!r}. Choose from {', '.join(RoleName)}.")
    if kind not in SCOPE_KINDS or (kind == "hub") != (slug == ""):
        raise ValueError(
            f"{scope!r} is no scope. Write hub, or a kind and its address, as in sector:housing."
        )
    return Role(name, scope or "hub")


def parse_scopes(words: tuple[str, ...]) -> frozenset[str]:
    """A token's scopes; ValueError with one sentence for an unknown one."""
    for word in words:
        if word not in TOKEN_SCOPES:
            raise ValueError(f"There is no scope {word!r}. Choose from {', '.join(TOKEN_SCOPES)}.")
    return frozenset(words)
